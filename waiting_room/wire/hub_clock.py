"""The hub's clock, as a client knows it from the hub's beats, whatever its own clock says."""

from collections import deque
from datetime import datetime, timedelta

from waiting_room.wire.life import HubState

BEATS_COMPARED = 3
"""Of so many beats the one that came fastest counts; older ones may be of a clock set since."""


class HubClock:
    """Tells the hub's time from its last beats and the client's own seconds."""

    def __init__(self) -> None:
        self._generation = 0
        self._beats: deque[tuple[datetime, float]] = deque(maxlen=BEATS_COMPARED)

    def heard(self, hub: HubState, now_s: float) -> None:
        """Hear a beat; another life of the hub may have another clock."""
        if hub.generation != self._generation:
            self._generation = hub.generation
            self._beats.clear()
        if hub.at is not None:
            self._beats.append((hub.at, now_s))

    def now(self, now_s: float) -> datetime | None:
        """Give the hub's time, a little early rather than late; None before its first beat."""
        return max(
            (at + timedelta(seconds=now_s - heard_s) for at, heard_s in self._beats), default=None
        )
