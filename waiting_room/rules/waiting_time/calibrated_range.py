"""The calibrated range: ends that move with every call, so that four of five waits lie within.

Online conformal prediction: whatever the estimator and however the days change, an end that is
passed too often moves out, and one that is passed too seldom moves in (after Gibbs and Candès
2021, with the end itself as what adapts). Nobody can wait less than nothing: where the lower end
would be below zero it misses nobody, so the upper end alone lets one in five pass.
"""

from dataclasses import dataclass, field

MISSED_EACH = 0.1
"""The share that may lie beyond each end."""

STEP, FIRST_STEPS = 0.03, 5.0
SHARED = 50.0
"""A kind's own ends count fully only after many more calls than this; else the zone's do."""

NOTHING = 0.1
"""A lower end of less than this share of the spread is none: many wait not at all."""

ZONE = ""


@dataclass(slots=True)
class Ends:
    """Where the ends lie around the middle, in multiples of the spread.

    `only` is the upper end where there is no lower one.
    """

    low: float = -1.3
    high: float = 1.7
    only: float = 1.1
    count: float = 0.0

    def learn(self, off: float) -> None:
        """Take in how far a wait was from the middle, in multiples of the spread."""
        step = max(STEP, 1 / (self.count + FIRST_STEPS))
        self.low += step * (MISSED_EACH - (off < self.low))
        self.high += step * ((off > self.high) - MISSED_EACH)
        self.only += step * ((off > self.only) - 2 * MISSED_EACH)
        self.count += 1


@dataclass(slots=True)
class CalibratedRange:
    """The ends of each kind of question, and those of the zone for kinds seldom asked."""

    kinds: dict[str, Ends] = field(default_factory=dict)

    def around(self, kind: str, middle: float, spread: float) -> tuple[float, float]:
        """Give the range around a middle that four of five waits will lie in."""
        zone = self.kinds.get(ZONE, Ends())
        own = self.kinds.get(kind, zone)
        share = own.count / (own.count + SHARED)
        low = middle + spread * (share * own.low + (1 - share) * zone.low)
        if low > NOTHING * spread:
            return low, max(low, middle + spread * (share * own.high + (1 - share) * zone.high))
        return 0.0, max(0.0, middle + spread * (share * own.only + (1 - share) * zone.only))

    def learn(self, kind: str, middle: float, spread: float, actual: float) -> None:
        """Take in how long somebody waited of whom a middle and a spread were told."""
        off = (actual - middle) / spread
        for one in (ZONE, kind):
            self.kinds.setdefault(one, Ends()).learn(off)
