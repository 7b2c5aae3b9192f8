"""Tries: how often somebody may give a wrong code, so that codes cannot be found by guessing."""

from collections import deque
from datetime import datetime, timedelta

from waiting_room.rules.refused import Refused


class Tries:
    """Remembers who gave wrong codes when; a right one is never counted."""

    def __init__(self, most: int, within: timedelta) -> None:
        self._most = most
        self._within = within
        self._wrong: dict[str, deque[datetime]] = {}  # whoever gave the last one comes last

    def check(self, who: str, now: datetime) -> None:
        """Refuse whoever has given too many, until the first of them is long enough ago."""
        wrong = self._wrong.get(who)
        if wrong is None or len(wrong) < self._most:
            return
        again = wrong[0] + self._within
        if now < again:
            text = "Too many wrong codes. Please try again later."
            raise Refused("too_many_tries", text, retry=True, at=again)

    def wrong(self, who: str, now: datetime) -> None:
        """Count a wrong code, and forget those who gave none for long enough."""
        tries = self._wrong.pop(who, deque(maxlen=self._most))
        tries.append(now)
        self._wrong[who] = tries
        while (oldest := next(iter(self._wrong))) != who:
            if now < self._wrong[oldest][-1] + self._within:
                break
            del self._wrong[oldest]
