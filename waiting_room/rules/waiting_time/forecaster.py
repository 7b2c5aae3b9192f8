"""The forecaster: tells waits by the estimator that has been best, and learns from every call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from waiting_room.rules import events as happened
from waiting_room.rules.calling import Standing
from waiting_room.rules.events import Event
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.accuracy import Accuracy, Held
from waiting_room.rules.waiting_time.at_once import at_once
from waiting_room.rules.waiting_time.features import features, spread_features
from waiting_room.rules.waiting_time.forecast import Forecast
from waiting_room.rules.waiting_time.head_of_line import head_of_line
from waiting_room.rules.waiting_time.history import History
from waiting_room.rules.waiting_time.knowledge import Knowledge
from waiting_room.rules.waiting_time.last_to_enter import last_to_enter
from waiting_room.rules.waiting_time.linear import weight_of
from waiting_room.rules.waiting_time.municipal import municipal
from waiting_room.rules.waiting_time.place import Place, place
from waiting_room.rules.waiting_time.question import Estimator, Question
from waiting_room.rules.waiting_time.queue_length import queue_length
from waiting_room.rules.waiting_time.rolling_mean import rolling_mean
from waiting_room.rules.waiting_time.state_simulation import state_simulation
from waiting_room.rules.waiting_time.with_abandonment import with_abandonment

AT_ONCE = "at once"
AT_ONCE_SPREAD_S = 10.0
LEAST_SPREAD_S = 15.0

COMPARED_EVERY_S = 1.0
"""All estimators are asked about a ticket, but not about more than one in so many seconds."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told about a question, and from what."""

    question: Question
    kind: str
    middle_s: float
    spread_s: float
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class Open:
    """A ticket that was told a wait and is not called yet, with what is to be learned from it."""

    kind: str
    service: str
    middle_s: float
    spread_s: float
    forecast: Forecast
    x: list[float] | None
    spread_x: list[float]
    answers: Mapping[str, float | None]


class Forecaster:
    """Forecasts for one zone. The same events give the same state, whatever was asked between."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or Knowledge()
        self.history = History(self.knowledge.learned)
        self.estimators: dict[str, Estimator] = {
            "state-simulation": state_simulation,
            "linear": self._linear,
            "with-abandonment": with_abandonment,
            "queue-length": queue_length,
            "head-of-line": head_of_line,
            "last-to-enter": last_to_enter,
            "rolling-mean": rolling_mean,
            "municipal": municipal,
        }
        self._open: dict[str, Open] = {}
        self._compared_at: datetime | None = None
        self._last: Told | None = None

    def __call__(
        self, room: WaitingRoom, standing: Standing, service: str, now: datetime
    ) -> Forecast | None:
        """Forecast the wait of a standing from now on; None if nobody can know."""
        told = self._tell(Question(room, self.history, place(room, standing, service, now), now))
        return None if told is None else told.forecast

    def _tell(self, question: Question) -> Told | None:
        quick_s = at_once(question)
        if quick_s is not None:
            return self._ranged(question, AT_ONCE, quick_s, AT_ONCE_SPREAD_S)
        middle_s = self._middle_s(question)
        if middle_s is None:
            return None
        spread_s = self._spread_s(question)
        return self._ranged(question, question.place.kind, middle_s, spread_s)

    def _ranged(self, question: Question, kind: str, middle_s: float, spread_s: float) -> Told:
        low_s, high_s = self.knowledge.ranges.around(kind, middle_s, spread_s)
        forecast = Forecast(int(low_s), round(middle_s), ceil(high_s))
        return Told(question, kind, middle_s, spread_s, forecast)

    def _middle_s(self, question: Question) -> float | None:
        """Ask the estimator in use, and the next best one for as long as they do not know."""
        if not question.waits:
            return None
        if question.place.sent:
            return state_simulation(question)
        for name in self.knowledge.choice.order():
            answer = self.estimators[name](question)
            if answer is not None:
                return answer
        return None

    def _spread_s(self, question: Question) -> float:
        x = spread_features(question)
        spread_min = self.knowledge.spread.estimate(question.place.kind, x)
        return max(LEAST_SPREAD_S, 60 * (sum(x) if spread_min is None else spread_min))

    def _linear(self, question: Question) -> float | None:
        x = features(question)
        if x is None:
            return None
        minutes = self.knowledge.linear.estimate(question.place.kind, x)
        return None if minutes is None else max(0.0, minutes * 60)

    def saw(self, event: Event, at: datetime, room: WaitingRoom) -> None:
        """Follow what has just been applied to the room."""
        self.history.saw(event, at, room)
        match event:
            case happened.DayOpened():
                self._open.clear()
                self._compared_at = None
            case happened.TicketIssued():
                self._issued(event.ticket.number, at, room)
            case happened.TicketCalled() if event.number in self._open:
                waited = at - room.tickets[event.number].arrived_at
                self._called(self._open.pop(event.number), waited.total_seconds())
            case happened.TicketCancelled():
                self._open.pop(event.number, None)

    def _issued(self, number: str, at: datetime, room: WaitingRoom) -> None:
        ticket = room.tickets[number]
        standing = room.order.standing(ticket)
        question = Question(room, self.history, place(room, standing, ticket.service, at), at)
        told = self._tell(question)
        if told is None:
            return
        x, spread_x, answers = None, [], {}
        if told.kind != AT_ONCE:
            x, spread_x = features(question), spread_features(question)
            answers = self._compare(question)
        self._open[number] = Open(
            told.kind, ticket.service, told.middle_s, told.spread_s, told.forecast, x, spread_x, answers
        )

    def _compare(self, question: Question) -> Mapping[str, float | None]:
        since = self._compared_at
        if since is not None and (question.now - since).total_seconds() < COMPARED_EVERY_S:
            return {}
        self._compared_at = question.now
        return {name: estimator(question) for name, estimator in self.estimators.items()}

    def _called(self, told: Open, waited_s: float) -> None:
        known = self.knowledge
        known.zone.add(told.forecast, waited_s)
        known.services.setdefault(told.service, Held()).add(told.forecast, waited_s)
        known.ranges.learn(told.kind, told.middle_s, told.spread_s, waited_s)
        if told.x is not None:
            known.linear.learn(told.kind, told.x, waited_s / 60, weight_of(told.x))
            off_min = abs(waited_s - told.middle_s) / 60
            known.spread.learn(told.kind, told.spread_x, off_min)
        known.choice.hold(told.answers, waited_s)

    def accuracy(self) -> Accuracy:
        """Report how true forecasts came."""
        known = self.knowledge
        return Accuracy(
            estimator=known.choice.in_use,
            scores_s={name: round(one.mean, 1) for name, one in known.choice.errors.items()},
            zone=known.zone.figures() if known.zone.tickets else None,
            services={name: held.figures() for name, held in known.services.items()},
        )
