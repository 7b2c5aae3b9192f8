"""The linear model: learns from every first call how far the simulation and others are off."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from waiting_room.rules.waiting_time.least_squares import Sums

RIDGE = 1e-4
SHARED = 150.0
"""Every service's model begins with the zone's, as if it had seen so many of its tickets."""

SOLVED_EVERY = 25
NEEDED = 200.0
"""Tickets called in the zone before its model is believed at all."""

EVEN_MIN = 5.0
"""Longer waits scatter more and so count less: an example weighs 1 / (this + simulated)."""


@dataclass(slots=True)
class Linear:
    """Ridge regressions, one for walk-ins and one for booked visitors of each service.

    `sums` is all that was learned; weights follow from it.
    """

    size: int
    sums: dict[str, Sums] = field(default_factory=dict)
    weights: dict[str, list[float]] = field(default_factory=dict)
    fresh: int = 0

    def estimate(self, kind: str, x: Sequence[float]) -> float | None:
        """Give the answer in the unit it was taught in; None until enough was seen."""
        weights = self.weights.get(kind) or self.weights.get(ZONE)
        if weights is None:
            return None
        return sum(a * b for a, b in zip(weights, x, strict=True))

    def learn(self, kind: str, x: Sequence[float], y: float, weight: float = 1.0) -> None:
        """Take in what came of it."""
        if kind not in self.sums:
            self.sums[kind] = Sums.empty(self.size)
        self.sums[kind].add(x, y, weight)
        self.fresh += 1
        if self.fresh >= SOLVED_EVERY:
            self.fresh = 0
            self._solve()

    def _solve(self) -> None:
        zone = Sums.empty(self.size)
        for sums in self.sums.values():
            zone.merge(sums, 1.0)
        if zone.count < NEEDED:
            return
        self.weights[ZONE] = zone.solve(RIDGE)
        for kind, sums in self.sums.items():
            both = Sums.empty(self.size)
            both.merge(sums, 1.0)
            both.merge(zone, SHARED / zone.count)
            self.weights[kind] = both.solve(RIDGE)


ZONE = ""
"""The kind for which a kind that was never seen is taken."""


def weight_of(x: Sequence[float]) -> float:
    """Tell how much an example counts."""
    return 1 / (EVEN_MIN + x[1])
