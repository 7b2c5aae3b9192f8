"""Health: which devices are there, how their parts are, and what was refused."""

from collections import Counter
from datetime import datetime

from pydantic import ValidationError

from waiting_room.rules.zone import Zone
from waiting_room.wire.life import Presence
from waiting_room.wire.parts import DeviceHealth
from waiting_room.wire.views import HealthView


class Health:
    """What the hub knows about the zone's machines; it is not journaled."""

    def __init__(self, zone: Zone, started_at: datetime) -> None:
        self.refused: Counter[str] = Counter()
        self._devices = zone.devices
        self._started_at = started_at
        self._present: dict[str, Presence] = {}
        self._parts: dict[str, dict[str, str]] = {}

    def presence(self, device: str, payload: bytes) -> None:
        """Hear that a device came or went; an old life's last will does not end a new one."""
        try:
            told = Presence.model_validate_json(payload)
        except ValidationError:
            self.refused["wrong_presence"] += 1
            return
        now = self._present.get(device)
        if told.online or now is None or now.nonce == told.nonce:
            self._present[device] = told

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
                    online=device.id in self._present and self._present[device.id].online,
                    parts=self._parts.get(device.id, {}),
                )
                for device in self._devices
            ),
        )
