"""Telling: asks the estimator that has been best, and puts the calibrated range around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from waiting_room.rules.waiting_time.at_once import at_once
from waiting_room.rules.waiting_time.features import features, spread_features
from waiting_room.rules.waiting_time.forecast import Forecast
from waiting_room.rules.waiting_time.head_of_line import head_of_line
from waiting_room.rules.waiting_time.knowledge import LINEAR, SIMULATION, Knowledge
from waiting_room.rules.waiting_time.last_to_enter import last_to_enter
from waiting_room.rules.waiting_time.municipal import municipal
from waiting_room.rules.waiting_time.question import Estimator, Question
from waiting_room.rules.waiting_time.queue_length import queue_length
from waiting_room.rules.waiting_time.rolling_mean import rolling_mean
from waiting_room.rules.waiting_time.state_simulation import state_simulation
from waiting_room.rules.waiting_time.with_abandonment import with_abandonment

AT_ONCE = "at once"
"""The kind of every question that is answered without an estimator."""

FORMULAS: dict[str, Estimator] = {
    SIMULATION: state_simulation,
    "with-abandonment": with_abandonment,
    "queue-length": queue_length,
    "head-of-line": head_of_line,
    "last-to-enter": last_to_enter,
    "rolling-mean": rolling_mean,
    "municipal": municipal,
}
"""The estimators that answer out of the question alone."""

ESTIMATORS = (*FORMULAS, LINEAR)

AT_ONCE_SPREAD_S, LEAST_SPREAD_S, ASSUMED_SPREAD = 10.0, 15.0, 0.5


@dataclass(frozen=True, slots=True)
class Told:
    """What was told about a question, and from what."""

    question: Question
    kind: str
    middle_s: float
    spread_s: float
    forecast: Forecast


class Teller:
    """Answers questions out of what is known; learns nothing."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.estimators = FORMULAS | {LINEAR: self._linear}

    def tell(self, question: Question) -> Told | None:
        """Answer with a range; None if nobody can know."""
        quick_s = at_once(question)
        if quick_s is not None:
            return self._told(question, AT_ONCE, quick_s, AT_ONCE_SPREAD_S)
        middle_s = self._middle_s(question)
        if middle_s is None:
            return None
        return self._told(question, question.place.kind, middle_s, self._spread_s(question))

    def compare(self, question: Question) -> Mapping[str, float | None]:
        """Give the answers of all estimators."""
        return {name: estimator(question) for name, estimator in self.estimators.items()}

    def _middle_s(self, question: Question) -> float | None:
        """Ask the estimator in use, and the next best one for as long as they do not know."""
        if not question.waits or question.place.sent:
            return state_simulation(question)
        answers = (self.estimators[name](question) for name in self._knowledge.choice.order())
        return next((answer for answer in answers if answer is not None), None)

    def _linear(self, question: Question) -> float | None:
        x = features(question)
        minutes = self._knowledge.linear.estimate(question.place.kind, x) if x else None
        return None if minutes is None else max(0.0, minutes * 60)

    def _spread_s(self, question: Question) -> float:
        x = spread_features(question)
        minutes = self._knowledge.spread.estimate(question.place.kind, x)
        return max(LEAST_SPREAD_S, 60 * (ASSUMED_SPREAD * sum(x) if minutes is None else minutes))

    def _told(self, question: Question, kind: str, middle_s: float, spread_s: float) -> Told:
        low_s, high_s = self._knowledge.ranges.around(kind, middle_s, spread_s)
        forecast = Forecast(int(low_s), round(middle_s), ceil(high_s))
        return Told(question, kind, middle_s, spread_s, forecast)
