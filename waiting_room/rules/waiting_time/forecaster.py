"""The forecaster: tells one zone's waits, and learns from everything that happens there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from waiting_room.rules import events as happened
from waiting_room.rules.calling import Standing
from waiting_room.rules.events import Event
from waiting_room.rules.order import NEWCOMER
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.accuracy import Accuracy, Errors
from waiting_room.rules.waiting_time.features import features, spread_features
from waiting_room.rules.waiting_time.forecast import Forecast
from waiting_room.rules.waiting_time.history import History
from waiting_room.rules.waiting_time.kept import Kept
from waiting_room.rules.waiting_time.knowledge import Knowledge
from waiting_room.rules.waiting_time.linear import weight_of
from waiting_room.rules.waiting_time.place import place
from waiting_room.rules.waiting_time.question import Question
from waiting_room.rules.waiting_time.replay import simulate
from waiting_room.rules.waiting_time.telling import AT_ONCE, Teller, Told

COMPARED_EVERY_S = 1.0
"""All estimators are asked about a ticket, but not about more than one in so many seconds."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The last answer, whose it is, and after how many events; it holds until the next one."""

    told: Told
    number: str
    events: int

    def answers(self, standing: Standing, service: str, now: datetime) -> bool:
        """Tell whether it answers this question, too."""
        known = self.told.question
        return (known.now, known.place.service, known.place.standing.stands_at, self.number) == (
            now, service, standing.stands_at, standing.number
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pending:
    """What was told to somebody who is not called yet, and what is to be learned from it."""

    service: str
    kind: str
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
        self.teller = Teller(self.knowledge)
        self._pending: dict[str, Pending] = {}
        self._compared_at: datetime | None = None
        self.events = 0
        self._last: Remembered | None = None

    def __call__(
        self, room: WaitingRoom, standing: Standing, service: str, now: datetime
    ) -> Forecast | None:
        """Forecast the wait of a standing from now on; None if nobody can know."""
        told = self._tell(room, standing, service, now)
        return None if told is None else told.forecast

    def _tell(
        self, room: WaitingRoom, standing: Standing, service: str, now: datetime
    ) -> Told | None:
        last = self._last
        if last and last.events == self.events and last.answers(standing, service, now):
            return last.told
        told = self.teller.tell(self._question(room, standing, service, now))
        self._last = None if told is None else Remembered(told, standing.number, self.events)
        return told

    def everybody(self, room: WaitingRoom, now: datetime) -> dict[tuple[str, str], Forecast | None]:
        """Forecast for all who wait in lines and for newcomers, by service and number, at once."""
        questions = [
            self._question(room, standing, service, now)
            for service in room.services
            for standing in (
                *room.order.in_order(service, now),
                room.order.newcomer(service, now),
            )
        ]
        played = simulate(room, self.history, [question.place for question in questions], now)
        forecasts: dict[tuple[str, str], Forecast | None] = {}
        for question, waits in zip(questions, played, strict=True):
            told = self.teller.tell(replace(question, played=waits))
            key = question.place.service, question.place.standing.number
            forecasts[key] = None if told is None else told.forecast
        return forecasts

    def _question(
        self, room: WaitingRoom, standing: Standing, service: str, now: datetime
    ) -> Question:
        return Question(room, self.history, place(room, standing, service, now), now)

    def saw(self, event: Event, at: datetime, room: WaitingRoom) -> None:
        """Follow what has just been applied to the room."""
        asked_before = self._last if self._last and self._last.events == self.events else None
        self.history.saw(event, at, room)
        self.events += 1
        match event:
            case happened.DayOpened():
                self._pending.clear()
                self._compared_at = None
            case happened.TicketIssued():
                self._issued(event.ticket.number, at, room, asked_before)
            case happened.TicketCalled() if event.number in self._pending:
                waited_s = room.tickets[event.number].waited_s(at)
                self._called(self._pending.pop(event.number), waited_s)

    def _issued(
        self, number: str, at: datetime, room: WaitingRoom, before: Remembered | None
    ) -> None:
        """Note what was told to somebody who has just come.

        Whoever gave out the ticket has mostly asked already, for a newcomer or for this ticket;
        else it is worked out now, with the same result.
        """
        ticket = room.tickets[number]
        standing = room.order.standing(ticket)
        if before and before.number in (NEWCOMER, number):
            asked = standing._replace(number=before.number)
            if before.answers(asked, ticket.service, at):
                self._last = Remembered(before.told, number, self.events)
        told = self._tell(room, standing, ticket.service, at)
        if told is None:
            return
        x, spread_x, answers = None, list[float](), dict[str, float | None]()
        if told.kind != AT_ONCE:
            x, spread_x = features(told.question), spread_features(told.question)
            if self._compares(at):
                answers = dict(self.teller.compare(told.question))
        self._pending[number] = Pending(
            service=ticket.service,
            kind=told.kind,
            middle_s=told.middle_s,
            spread_s=told.spread_s,
            forecast=told.forecast,
            x=x,
            spread_x=spread_x,
            answers=answers,
        )

    def _compares(self, now: datetime) -> bool:
        """Tell whether it is time again to ask all estimators."""
        since = self._compared_at
        if since is not None and (now - since).total_seconds() < COMPARED_EVERY_S:
            return False
        self._compared_at = now
        return True

    def _called(self, told: Pending, waited_s: float) -> None:
        """Hold what was told against what came; everybody counts who was called, served or not."""
        known = self.knowledge
        known.zone.add(told.forecast, waited_s)
        known.services.setdefault(told.service, Errors()).add(told.forecast, waited_s)
        known.ranges.learn(told.kind, told.middle_s, told.spread_s, waited_s)
        known.choice.learn(told.answers, waited_s)
        if told.x is not None:
            known.linear.learn(told.kind, told.x, waited_s / 60, weight_of(told.x))
            off_min = abs(waited_s - told.middle_s) / 60
            known.spread.learn(told.kind, told.spread_x, off_min)

    def accuracy(self) -> Accuracy:
        """Report how true forecasts came."""
        known = self.knowledge
        return Accuracy(
            estimator=known.choice.in_use,
            scores_s={name: round(one.mean, 1) for name, one in known.choice.errors.items()},
            zone=known.zone.figures() if known.zone.tickets else None,
            services={service: one.figures() for service, one in known.services.items()},
        )

    def end_day(self) -> None:
        """Learn what only a whole day can tell; nothing more is seen of this day."""
        self.history.end_day()

    def keep(self, zone: str) -> str:
        """Write down all that was learned."""
        return Kept.of(zone, self.knowledge).model_dump_json()

    @classmethod
    def remember(cls, kept: str, zone: str) -> Self:
        """Go on from what was kept; raises ValueError if it is not this zone's or is broken."""
        return cls(Kept.model_validate_json(kept).for_zone(zone))
