"""Standing: what a ticket brings to the order of calling, and the rank a policy makes of it."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

Turn = tuple[datetime, int, str]
"""The arrival, the length of the number, and the number, so that K999 is before K1000: of two who
stand equally long, the smaller goes first."""

NOT_HERE_YET: Turn = (datetime.max.replace(tzinfo=UTC), 0, "")


class Standing(NamedTuple):
    """A ticket as the order sees it; by itself it sorts by `stands_at` and `turn`.

    `stands_at` is since when its waiting counts: the arrival, the booked time, or later for a
    visitor who let others go first. `target` is the wait its service aims at, `weight` how many
    times a minute of its waiting counts.
    """

    stands_at: datetime
    turn: Turn
    number: str
    target: timedelta
    weight: float
    emergency: bool

    def later(self, by: timedelta) -> "Standing":
        """Give the standing that a ticket would have had, had it come this much later."""
        return self._replace(stands_at=self.stands_at + by) if by else self


Rank = tuple[int, float, Turn]
"""Where a ticket stands: the smallest rank is called first, and no two ranks are equal."""
