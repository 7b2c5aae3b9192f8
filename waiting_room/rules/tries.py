"""Tries: how often somebody may do what is right once and wrong in masses, such as guess codes."""

from collections import deque
from datetime import datetime, timedelta

from waiting_room.rules.refused import Refused


class Tries:
    """Remembers who tried when, as far back as it matters."""

    def __init__(self, most: int, within: timedelta) -> None:
        self._most = most
        self._within = within
        self._tries: dict[str, deque[datetime]] = {}  # whoever made the last one comes last

    def check(self, who: str, now: datetime) -> None:
        """Refuse whoever has given too many, until the first of them is long enough ago."""
        tries = self._tries.get(who)
        if tries is None or len(tries) < self._most:
            return
        again = tries[0] + self._within
        if now < again:
            text = "Too many tries. Please try again later."
            raise Refused("too_many_tries", text, retry=True, at=again)

    def count(self, who: str, now: datetime) -> None:
        """Count a try, and forget those who made none for long enough."""
        tries = self._tries.pop(who, deque(maxlen=self._most))
        tries.append(now)
        self._tries[who] = tries
        while (oldest := next(iter(self._tries))) != who:
            if now < self._tries[oldest][-1] + self._within:
                break
            del self._tries[oldest]
