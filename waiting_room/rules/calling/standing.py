"""Standing: what a ticket brings to the order of calling, and the rank a policy makes of it."""

from datetime import datetime, timedelta
from typing import NamedTuple


class Standing(NamedTuple):
    """A ticket as the order sees it; by itself it sorts by `stands_at`.

    `stands_at` is since when its waiting counts: the arrival, the booked time, or later for a
    visitor who let others go first. `target` is the wait its service aims at, `weight` how many
    times a minute of its waiting counts.
    """

    stands_at: datetime
    number: str
    target: timedelta
    weight: float
    emergency: bool

    def later(self, by: timedelta) -> "Standing":
        """Give the standing that a ticket would have had, had it come this much later."""
        return self._replace(stands_at=self.stands_at + by) if by else self


Rank = tuple[int, float, str]
"""Where a ticket stands: the smallest rank is called first, and no two ranks are equal."""
