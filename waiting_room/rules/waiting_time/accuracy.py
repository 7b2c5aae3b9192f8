"""Accuracy: how true the told waits came, on all tickets that were called, served or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

from waiting_room.rules.shape import Shape
from waiting_room.rules.waiting_time.averages import Average
from waiting_room.rules.waiting_time.forecast import Forecast

LATE_S = 600.0
"""Who waits longer than the middle by more than this was called late."""

MEMORY = 2000.0


class Figures(Shape):
    """Of so many tickets: errors of the middle, and how often the range held.

    `bias_s` is how much longer people waited than they were told, in the mean; `late_share` the
    share that waited more than ten minutes longer; `covered_share` the share within the range.
    """

    tickets: int
    rmse_s: float
    mae_s: float
    bias_s: float
    late_share: float
    covered_share: float
    width_s: float


class Accuracy(Shape):
    """The figures of a zone and of its services, as far as tickets were called.

    `estimator` is in use now; `scores_s` the rolling mean absolute errors it was chosen by.
    """

    estimator: str
    scores_s: Mapping[str, float]
    zone: Figures | None
    services: Mapping[str, Figures]


@dataclass(slots=True)
class Errors:
    """How far from the truth told waits were, summed up call by call."""

    tickets: int = 0
    square: Average = field(default_factory=lambda: Average(0.0, 0.0, MEMORY))
    off: Average = field(default_factory=lambda: Average(0.0, 0.0, MEMORY))
    bias: Average = field(default_factory=lambda: Average(0.0, 0.0, MEMORY))
    late: Average = field(default_factory=lambda: Average(0.0, 0.0, MEMORY))
    covered: Average = field(default_factory=lambda: Average(0.0, 0.0, MEMORY))
    width: Average = field(default_factory=lambda: Average(0.0, 0.0, MEMORY))

    def add(self, told: Forecast, actual_s: float) -> None:
        """Take in one called ticket."""
        error_s = actual_s - told.middle_s
        self.tickets += 1
        self.square.add(error_s * error_s)
        self.off.add(abs(error_s))
        self.bias.add(error_s)
        self.late.add(float(error_s > LATE_S))
        self.covered.add(float(told.low_s <= actual_s <= told.high_s))
        self.width.add(float(told.high_s - told.low_s))

    def figures(self) -> Figures:
        """Sum up."""
        return Figures(
            tickets=self.tickets,
            rmse_s=round(sqrt(self.square.mean), 1),
            mae_s=round(self.off.mean, 1),
            bias_s=round(self.bias.mean, 1),
            late_share=round(self.late.mean, 4),
            covered_share=round(self.covered.mean, 4),
            width_s=round(self.width.mean, 1),
        )
