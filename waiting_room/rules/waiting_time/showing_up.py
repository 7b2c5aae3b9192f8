"""Who does not come when called: nobody says that they have left, but long waits tell."""

from bisect import bisect_right
from dataclasses import dataclass, field
from math import log

from waiting_room.rules.waiting_time.averages import Average

EDGES_MIN = (0, 2, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100)
HALF_AN_HOUR_S, NEARLY_ALL = 1800.0, 0.95
ASSUMED, ASSUMED_PER_MIN, ASSUMED_MOST = 0.04, 0.006, 0.7
ASSUMED_WEIGHT, MEMORY = 12.0, 600.0


def _assumed() -> list[Average]:
    return [
        Average(min(ASSUMED + ASSUMED_PER_MIN * edge, ASSUMED_MOST), ASSUMED_WEIGHT, MEMORY)
        for edge in EDGES_MIN
    ]


@dataclass(slots=True)
class ShowingUp:
    """The share of called visitors who do not come, by how long they had waited."""

    walk_ins: list[Average] = field(default_factory=_assumed)
    booked: list[Average] = field(default_factory=_assumed)

    def missing(self, wait_s: float, booked: bool) -> float:
        """Give the share that does not come after such a wait."""
        return self._bin(wait_s, booked).mean

    @property
    def leaving_per_s(self) -> float:
        """How fast patience ends, as if evenly: from the share missing after half an hour."""
        missing = min(self.missing(HALF_AN_HOUR_S, booked=False), NEARLY_ALL)
        return -log(1 - missing) / HALF_AN_HOUR_S

    def add(self, wait_s: float, booked: bool, missed: bool) -> None:
        """Take in one visitor who was called."""
        self._bin(wait_s, booked).add(float(missed))

    def _bin(self, wait_s: float, booked: bool) -> Average:
        bins = self.booked if booked else self.walk_ins
        return bins[max(0, bisect_right(EDGES_MIN, wait_s / 60) - 1)]
