"""Health: which devices are there, how their parts are, and what was refused."""

from collections import Counter
from datetime import datetime

from pydantic import ValidationError

from waiting_room.rules.zone import Zone
from waiting_room.wire.life import Presence
from waiting_room.wire.parts import DeviceHealth
from waiting_room.wire.views import HealthView

LOOK_EVERY_S = 1.0
SILENT_LOOKS = 4
"""So many looks in a row without a word, and a device is cut off: three to four seconds."""


class Health:
    """What the hub knows about the zone's machines; it is not journaled.

    A broker's word that a device is gone may come after twenty seconds if its cable was cut; so
    devices say every second that they are there, and the hub looks who did not.
    """

    def __init__(self, zone: Zone, started_at: datetime) -> None:
        self.refused: Counter[str] = Counter()
        self._devices = zone.devices
        self._started_at = started_at
        self._present: dict[str, Presence] = {}
        self._silent: Counter[str] = Counter()  # looks since a device was heard
        self._has_newcomers = False
        self._parts: dict[str, dict[str, str]] = {}

    def presence(self, device: str, payload: bytes) -> None:
        """Hear that a device is there, or went; an old life's last will does not end a new one."""
        try:
            told = Presence.model_validate_json(payload)
        except ValidationError:
            self.refused["wrong_presence"] += 1
            return
        now = self._present.get(device)
        self._has_newcomers |= told.online and told != now
        if told.online or now is None or now.nonce == told.nonce:
            self._present[device] = told
            self._silent[device] = 0

    def greets(self) -> bool:
        """Tell, once, whether somebody has connected who does not know yet that the hub lives."""
        has_newcomers, self._has_newcomers = self._has_newcomers, False
        return has_newcomers

    def look(self) -> None:
        """Count who is silent; to be called every `LOOK_EVERY_S`."""
        self._silent.update(self._present.keys())

    def _online(self, device: str) -> bool:
        present = self._present.get(device)
        return present is not None and present.online and self._silent[device] < SILENT_LOOKS

    def report(self, device: str, parts: dict[str, str]) -> None:
        """Hear how a device's parts are."""
        self._parts[device] = parts

    def view(self) -> HealthView:
        """Show it."""
        return HealthView(
            started_at=self._started_at,
            refused=dict(self.refused),
            devices=tuple(
                DeviceHealth(
                    id=device.id,
                    name=device.name,
                    role=device.role,
                    online=self._online(device.id),
                    parts=self._parts.get(device.id, {}),
                )
                for device in self._devices
            ),
        )
