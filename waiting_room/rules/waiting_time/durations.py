"""How long something takes: a mean for each kind, and one law of how far it goes astray."""

from bisect import bisect_right
from dataclasses import dataclass, field
from math import erf, log, sqrt

from waiting_room.rules.waiting_time.averages import Average

EDGES = tuple(0.05 * 1.25**step for step in range(24))
"""Where the bins of a length begin, as multiples of its mean; the last bin is open."""

ASSUMED_CV, ASSUMED_WEIGHT = 0.7, 60.0
"""Before anything was seen: a lognormal law of this coefficient of variation, in so many values."""

FORGOTTEN_AFTER = 4000.0
STEPS = 64
"""Into so many equally likely lengths the law is cut."""

FRESH_FOR = 50
"""The law is cut again after so many new values."""


def _assumed() -> list[float]:
    spread = sqrt(log(1 + ASSUMED_CV**2))
    below = [
        0.5 * (1 + erf((log(edge) + spread * spread / 2) / spread / sqrt(2))) for edge in EDGES[1:]
    ]
    shares = [high - low for low, high in zip([0.0, *below], [*below, 1.0], strict=True)]
    return [share * ASSUMED_WEIGHT for share in shares]


@dataclass(slots=True)
class Law:
    """How the lengths of all kinds lie around their means: counts in bins of their ratio."""

    counts: list[float] = field(default_factory=_assumed)

    def add(self, ratio: float) -> None:
        """Take in one length, as a multiple of its mean."""
        self.counts[max(0, bisect_right(EDGES, ratio) - 1)] += 1
        if sum(self.counts) > FORGOTTEN_AFTER:
            self.counts = [count / 2 for count in self.counts]

    def cut(self) -> list[float]:
        """Give `STEPS` equally likely ratios in order, the middle of each step."""
        total, below, bin = sum(self.counts), 0.0, 0
        lengths = []
        for step in range(STEPS):
            wanted = (step + 0.5) / STEPS * total
            while below + self.counts[bin] < wanted:
                below += self.counts[bin]
                bin += 1
            low = EDGES[bin] if bin else 0.0
            high = EDGES[bin + 1] if bin + 1 < len(EDGES) else EDGES[bin] * 1.25
            lengths.append(low + (high - low) * (wanted - below) / self.counts[bin])
        return lengths


@dataclass(slots=True)
class Durations:
    """How long each kind takes, in seconds: learned means, and the law around them."""

    means: dict[str, Average] = field(default_factory=dict)
    law: Law = field(default_factory=Law)

    def mean_s(self, kind: str) -> float:
        """Give the mean of a kind that was assumed or seen."""
        return self.means[kind].mean

    def assume(self, kind: str, mean_s: float, weight: float, memory: float = 400) -> None:
        """Believe in a mean, as if so many had been seen; what is known stays."""
        self.means.setdefault(kind, Average(mean_s, weight, memory))

    def add(self, kind: str, length_s: float) -> None:
        """Take in what was seen."""
        mean = self.means[kind]
        self.law.add(length_s / max(mean.mean, 1.0))
        mean.add(length_s)
