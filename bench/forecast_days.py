"""Days on which every ticket's wait is forecast by every estimator, and then seen."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from waiting_room.rules import events as happened
from waiting_room.rules.events import Event
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Ticket
from waiting_room.rules.waiting_time.forecast import Forecast
from waiting_room.rules.waiting_time.forecaster import Forecaster
from waiting_room.rules.waiting_time.municipal import formula
from waiting_room.rules.waiting_time.place import place
from waiting_room.rules.waiting_time.question import Question
from waiting_room.rules.zone import Zone
from waiting_room.simulator.habits import Habits
from waiting_room.simulator.play import play
from waiting_room.simulator.played import DayPlayed, Outcome

FIRST_DAY = date(2026, 1, 5)
MUNICIPAL, TOLD = "municipal formula", "told"
"""The formula with the true mean, and what people are told: the estimator in use."""


@dataclass(slots=True)
class Row:
    """One ticket: what was forecast when it was issued, and how long it waited; seconds."""

    day: int
    booked: bool
    forecast: Forecast
    estimates: dict[str, float]
    waited_s: float = 0.0


@dataclass(slots=True)
class Cost:
    """How much of the processor something took, each time, in seconds."""

    taken_s: list[float] = field(default_factory=list)

    def of(self, work: Callable[[], float | None]) -> float | None:
        """Do it once and keep what it took."""
        begun = time.process_time()
        result = work()
        self.taken_s.append(time.process_time() - begun)
        return result


def weekdays(zone: Zone, first: date = FIRST_DAY) -> Iterator[date]:
    """Go through the dates on which a zone is open."""
    day = first
    while True:
        if zone.hours.spans(day):
            yield day
        day += timedelta(days=1)


def learn(zone: Zone, habits: Habits, days: int, seed: int) -> tuple[Forecaster, float]:
    """Let a forecaster see so many days; gives it, and the true mean length of a visit."""
    forecaster = Forecaster()
    lengths_s: list[float] = []
    for _, day in zip(range(days), weekdays(zone), strict=False):
        lengths_s += visits_s(play(zone, habits, day, seed, [forecaster.saw]))
    return forecaster, sum(lengths_s) / len(lengths_s)


def visits_s(played: DayPlayed) -> Iterator[float]:
    """Give how long the visits of a day really were."""
    for ticket in played.tickets:
        if ticket.outcome is Outcome.SERVED and ticket.started_at and ticket.ended_at:
            yield (ticket.ended_at - ticket.started_at).total_seconds()


class Watch:
    """Watches days that the forecaster has not seen, which it goes on learning from.

    Every estimator answers a question of its own, so that its cost is its own; a silent one
    counts as having said "at once".
    """

    def __init__(self, forecaster: Forecaster, true_mean_s: float) -> None:
        self.rows: list[Row] = []
        self.costs = {TOLD: Cost(), "saw": Cost()}
        self._forecaster = forecaster
        self._estimators = {
            MUNICIPAL: lambda question: formula(question, true_mean_s),
            **{
                name: estimator
                for name, estimator in forecaster.teller.estimators.items()
                if name != "municipal"
            },
        }
        self.costs |= {name: Cost() for name in self._estimators}
        self._day = 0
        self._waiting: dict[str, Row] = {}

    def play(self, zone: Zone, habits: Habits, days: int, seed: int) -> None:
        """Watch so many days."""
        for self._day, day in zip(range(days), weekdays(zone), strict=False):
            play(zone, habits, day, seed, [self.saw])
            self._waiting.clear()

    def saw(self, event: Event, at: datetime, room: WaitingRoom) -> None:
        """See one event, and let the forecaster see it."""
        self.costs["saw"].of(lambda: self._forecaster.saw(event, at, room))
        match event:
            case happened.TicketIssued():
                self._ask(room.tickets[event.ticket.number], at, room)
            case happened.TicketCalled() if event.number in self._waiting:
                row = self._waiting.pop(event.number)
                row.waited_s = (at - room.tickets[event.number].arrived_at).total_seconds()
                self.rows.append(row)

    def _ask(self, ticket: Ticket, at: datetime, room: WaitingRoom) -> None:
        standing = room.order.standing(ticket)
        forecast = self._forecaster(room, standing, ticket.service, at)
        if forecast is None:
            return

        def ask() -> Question:
            where = place(room, standing, ticket.service, at)
            return Question(room, self._forecaster.history, where, at)

        estimates: dict[str, float] = {TOLD: forecast.middle_s}
        for name, estimator in self._estimators.items():
            estimates[name] = self.costs[name].of(lambda e=estimator: e(ask())) or 0.0
        self.costs[TOLD].of(lambda: self._forecaster.teller.tell(ask()) and None)
        self._waiting[ticket.number] = Row(self._day, ticket.booked, forecast, estimates)
