"""Knowledge: everything a zone's forecasts have learned, to be kept from one day to the next."""

from dataclasses import dataclass, field

from waiting_room.rules.waiting_time.accuracy import Errors
from waiting_room.rules.waiting_time.calibrated_range import CalibratedRange
from waiting_room.rules.waiting_time.choice import Choice
from waiting_room.rules.waiting_time.features import FEATURES, SPREAD_FEATURES
from waiting_room.rules.waiting_time.learned import Learned
from waiting_room.rules.waiting_time.linear import Linear

SIMULATION, LINEAR = "state-simulation", "linear"


@dataclass(slots=True)
class Knowledge:
    """What was learned, by who learned it."""

    learned: Learned = field(default_factory=Learned)
    linear: Linear = field(default_factory=lambda: Linear(len(FEATURES)))
    spread: Linear = field(default_factory=lambda: Linear(len(SPREAD_FEATURES)))
    ranges: CalibratedRange = field(default_factory=CalibratedRange)
    choice: Choice = field(default_factory=lambda: Choice(SIMULATION))
    zone: Errors = field(default_factory=Errors)
    services: dict[str, Errors] = field(default_factory=dict)
