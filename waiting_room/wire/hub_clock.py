"""The hub's clock, as a client knows it from the hub's beats, whatever its own clock says."""

import math
from collections import deque
from datetime import datetime, timedelta

from waiting_room.wire.life import HubState

BEATS_COMPARED = 3
"""Of so many beats the one that came fastest counts; older ones may be of a clock set since."""

HARDLY = timedelta(milliseconds=500)
"""Less than this is how well a client can know the hub's clock."""

APART_S = 1.0
"""Beats that come closer together have come out of one cable, or greet somebody."""

SURE_AFTER = 5
"""Beats of a life, after which the time is taken as it is, however much they still differ."""


class HubClock:
    """Tells the hub's time from its last beats and the client's own seconds."""

    def __init__(self) -> None:
        self._last: HubState | None = None
        self._beats: deque[tuple[datetime, float]] = deque(maxlen=BEATS_COMPARED)
        self._count = 0
        self._came_s = self._counted_s = -math.inf
        self._is_confirmed = False

    @property
    def is_sure(self) -> bool:
        """Whether a beat has confirmed the time; a single one may have been held up for long."""
        return self._is_confirmed or self._count >= SURE_AFTER

    def heard(self, hub: HubState, now_s: float) -> None:
        """Hear a beat; another life of the hub may have another clock."""
        if hub == self._last:
            return
        if self._last is None or hub.generation != self._last.generation:
            self._beats.clear()
            self._count, self._is_confirmed = 0, False
            self._came_s = self._counted_s = -math.inf
        self._last = hub
        is_apart = now_s - self._came_s >= APART_S
        self._came_s = now_s
        if now_s - self._counted_s >= APART_S:
            self._count += 1
            self._counted_s = now_s
        if hub.at is None:
            return
        known = self.now(now_s)
        if known is not None and is_apart and abs(hub.at - known) <= HARDLY:
            self._is_confirmed = True
        self._beats.append((hub.at, now_s))

    def now(self, now_s: float) -> datetime | None:
        """Give the hub's time, a little early rather than late; None before its first beat."""
        return max(
            (at + timedelta(seconds=now_s - heard_s) for at, heard_s in self._beats), default=None
        )
