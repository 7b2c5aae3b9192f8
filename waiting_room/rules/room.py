"""The waiting room: what is so now, and how each event changes it."""

import re
from collections import Counter as Tally
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, assert_never, cast

from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking, known_until
from waiting_room.rules.calling import Standing, overtaken_until
from waiting_room.rules.counter import CounterStatus, Desk
from waiting_room.rules.events import Event
from waiting_room.rules.last_step import LastStep
from waiting_room.rules.order import Order
from waiting_room.rules.shape import COUNTED
from waiting_room.rules.ticket import Status, Step, Ticket
from waiting_room.rules.zone import Zone

CALLS_REMEMBERED = 12
FARTHEST_AHEAD = 1000
"""How far one number may take its letter's count: a wrong one does not use the others up."""

MISSED = "no_show"
"""The note on a ticket whose visitor did not come before."""

IN_FRONT = frozenset({Status.CALLED, Status.SERVING})
"""Where a ticket is in front of a clerk."""

FRESH: dict[str, Any] = {
    "counter": None, "calls": 0, "started_at": None, "note": "", "why": None,
}  # fmt: skip
"""What a ticket leaves behind when it waits again."""

NOT_ENDED: dict[str, Any] = {"ended_at": None, "ended_why": "", "back_at": None, "returns": False}
"""What changes when a ticket that was set aside or missed is taken up again."""


class WaitingRoom:
    """All of one day: tickets, lines, counters. Changed by `apply` alone."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.services = {service.id: service for service in zone.services}
        self.counters = {counter.id: counter for counter in zone.counters}
        self.clerks = {clerk.id: clerk for clerk in zone.clerks}
        self.walk_in_hours = {service.id: zone.walk_in_hours(service) for service in zone.services}
        self.bookings: dict[str, Booking] = {}
        self.day: date | None = None
        self._clear()

    def _clear(self) -> None:
        self.tickets: dict[str, Ticket] = {}
        self.by_token: dict[str, str] = {}
        self.by_booking: dict[str, str] = {}
        self.order = Order(self.zone.services, self.zone.calling)
        self.lines = self.order.lines
        self.desks = {counter: Desk() for counter in self.counters}
        self._takers: dict[str, list[str]] = {}  # remembered until a counter opens or closes
        self.last_number: dict[str, int] = {}
        self.leases: list[happened.NumbersLeased] = []
        self.walk_ins: Tally[str] = Tally()
        self.calls: deque[str] = deque(maxlen=CALLS_REMEMBERED)
        self.on_hold: dict[str, None] = {}
        self.missed: dict[str, None] = {}
        self.last_steps: dict[str, LastStep] = {}

    def takers(self, service: str) -> list[str]:
        """List the open counters that take a service."""
        if service not in self._takers:
            self._takers[service] = [
                counter.id
                for counter in self.counters.values()
                if service in counter.services
                and self.desks[counter.id].status is CounterStatus.OPEN
            ]
        return self._takers[service]

    def sharing(self, service: str) -> list[str]:
        """List the services that open counters take beside this one, and itself.

        They stand in the zone's order: a sum over them is the same in every process, to the digit.
        """
        shared = {service}.union(
            *(self.counters[counter].services for counter in self.takers(service))
        )
        return [one for one in self.services if one in shared]

    def ahead_of(self, standing: Standing, service: str, now: datetime) -> Mapping[str, int]:
        """Count who is called before a standing, by service, in all lines its counters share."""
        return self.order.ahead_of(standing, self.sharing(service), now)

    def next_at(self, counter: str, now: datetime) -> Ticket | None:
        """Find who is next at a counter, None if nobody waits for it."""
        number = self.order.next_at(self.counters[counter], self.desks[counter].clerk, now)
        return None if number is None else self.tickets[number]

    def heads_at(self, counter: str) -> list[Standing]:
        """Give the first of each line that a counter calls from, and all who were sent there."""
        return self.order.heads_at(self.counters[counter], self.desks[counter].clerk)

    def line_at(self, counter: str, now: datetime) -> Iterator[Ticket]:
        """Go through everybody who waits for a counter, in the order it would call them now."""
        numbers = self.order.line_at(self.counters[counter], self.desks[counter].clerk, now)
        return (self.tickets[number] for number in numbers)

    def waiting_at(self, counter: str) -> int:
        """Count who waits for a counter."""
        return self.order.waiting_at(self.counters[counter], self.desks[counter].clerk)

    def counter_of(self, clerk: str) -> str | None:
        """Find where a clerk sits now, None if nowhere."""
        return next((id for id, desk in self.desks.items() if desk.clerk == clerk), None)

    def overtaken_until(self, ticket: Ticket) -> datetime:
        """Tell until when others may still go before a ticket; see `calling.overtaken_until`."""
        behind = (counter.puts_behind(ticket.service) for counter in self.zone.counters)
        head_start = timedelta(minutes=self.zone.calling.head_start_min)
        standing = self.order.standing(ticket)
        return overtaken_until(standing, head_start, max(behind, default=timedelta()))

    def apply(self, event: Event, at: datetime) -> None:
        """Change the room as an event says; `at` is when it happened."""
        counter: str | None = getattr(event, "counter", None)
        if counter is not None and event.numbers:
            self._remember_step(counter, event, at)
        self._change(event, at)
        if isinstance(event, happened.StepUndone):
            del self.last_steps[event.counter]
        elif counter is not None and event.numbers:
            changed = (self.tickets[number] for number in event.numbers)
            self.last_steps[counter].after(event, changed)

    def _remember_step(self, counter: str, event: Event, at: datetime) -> None:
        step = self.last_steps.get(counter)
        if step is None or not step.goes_on(event, at):
            step = self.last_steps[counter] = LastStep(at, self.desks[counter].ticket)
        step.before(self.tickets[number] for number in event.numbers)

    def _change(self, event: Event, at: datetime) -> None:
        match event:
            case happened.DayOpened():
                self._clear()
                self.day = event.day
                known, services = self.bookings.values(), self.zone.services
                self.bookings = {b.code: b for b in known if known_until(b, services) >= at}
            case happened.NumbersLeased():
                self.leases.append(event)
                self.last_number[event.lease.letter] = event.lease.last
            case happened.NumbersSkipped():
                for letter in self.zone.letters | self.last_number.keys():
                    self.last_number[letter] = self.last_number.get(letter, 0) + event.count
            case happened.TicketIssued():
                self._issued(event.ticket)
            case happened.TicketJoined():
                self.by_token[event.token] = event.number
                joined = (*self.tickets[event.number].joined, event.token)
                self._update(event.number, joined=joined)
            case happened.TicketCalled():
                self._called(event, at)
            case happened.ServingStarted():
                self._move(event.number, Status.SERVING, started_at=at)
            case happened.ServingFinished():
                self._end(event.number, Status.FINISHED, at, event.outcome)
            case happened.StepFinished():
                self._step_finished(event, at)
            case happened.ServiceAdded():
                step = Step(service=self.services[event.service].id)
                self._update(event.number, then=(*self.tickets[event.number].then, step))
            case happened.TicketMissed():
                self._end(event.number, Status.NO_SHOW, at, "no_show", note=MISSED)
            case happened.TicketCancelled():
                self._end(event.number, Status.CANCELLED, at, event.why)
            case happened.TicketHeld():
                aside = {"note": event.reason, "back_at": event.back_at, "returns": event.returns}
                self._move(event.number, Status.ON_HOLD, **NOT_ENDED | aside)
            case happened.TicketSetAside():
                self._move(event.number, Status.ON_HOLD, back_at=event.back_at, returns=True)
            case happened.TicketResumed():
                sent = {"for_counter": event.for_counter}
                self._move(event.number, Status.WAITING, **NOT_ENDED | FRESH | sent)
            case happened.TicketTransferred():
                then = self.tickets[event.number].then
                then = (event.back, *then) if event.back else then
                self._go_to(event.number, event.to, then=then)
            case happened.StepUndone():
                self._undone(event)
            case happened.TicketDelayed():
                self._delayed(event)
            case happened.CounterOpened():
                self._desk(event.counter, CounterStatus.OPEN)
                clerk = None if event.clerk is None else self.clerks[event.clerk].id
                self.desks[event.counter].clerk = clerk
            case happened.CounterPaused():
                self._desk(event.counter, CounterStatus.PAUSED, event.reason)
            case happened.CounterClosed():
                self._desk(event.counter, CounterStatus.CLOSED)
                self.desks[event.counter].clerk = None
            case happened.BookingAdded():
                self.bookings[event.booking.code] = event.booking
            case _:
                assert_never(cast("object", event))  # type: ignore[arg-type] # an unknown event is a bug

    def _issued(self, ticket: Ticket) -> None:
        for step in ticket.then:
            self.services[step.service]  # a zone that has lost it must say so now, not at Finish
        self.tickets[ticket.number] = ticket
        self.by_token[ticket.token] = ticket.number
        if ticket.booking is not None:
            self.by_booking[ticket.booking] = ticket.number
        else:
            self.walk_ins[ticket.service] += 1
        if re.fullmatch(COUNTED, ticket.number):
            self._count(ticket.number[0], int(ticket.number[1:]), ticket.issued_by)
        self.order.join(ticket)

    def _count(self, letter: str, number: int, issued_by: str) -> None:
        """Go on from a number, unless it is of somebody else's letter, or far from all before."""
        known = self.last_number.get(letter, 0)
        is_near = known < number <= known + FARTHEST_AHEAD
        if is_near and letter == self.zone.letter_of(issued_by):
            self.last_number[letter] = number

    def _called(self, event: happened.TicketCalled, at: datetime) -> None:
        told = {"calls": event.calls, "called_at": at, "why": event.why}
        if event.calls == 1:
            here = {"counter": event.counter, "for_counter": None, "for_clerk": None}
            self._move(event.number, Status.CALLED, **NOT_ENDED | here | told)
            self.desks[event.counter].ticket = event.number
        else:
            self._update(event.number, **told)
        if event.number in self.calls:
            self.calls.remove(event.number)
        self.calls.appendleft(event.number)

    def _step_finished(self, event: happened.StepFinished, at: datetime) -> None:
        then = self.tickets[event.number].then[1:]
        if event.stays:
            self._update(event.number, service=event.next.service, then=then, started_at=at)
        else:
            self._go_to(event.number, event.next, then=then)

    def _go_to(self, number: str, step: Step, then: tuple[Step, ...]) -> None:
        """Let a ticket that is in front of a clerk wait for its next service."""
        self._move(number, Status.WAITING, then=then, **FRESH | step.model_dump())

    def _delayed(self, event: happened.TicketDelayed) -> None:
        self.order.leave(self.tickets[event.number])
        self._update(event.number, stands_at=event.stands_at, promised_s=None)
        self.order.join(self.tickets[event.number])

    def _undone(self, event: happened.StepUndone) -> None:
        for ticket in event.tickets:
            self._replace(ticket)
            if ticket.status not in IN_FRONT and ticket.number in self.calls:
                self.calls.remove(ticket.number)
        self.desks[event.counter].ticket = event.in_front

    def _end(self, number: str, status: Status, at: datetime, why: str, **more: str) -> None:
        self._move(number, status, ended_at=at, ended_why=why, **more)

    def _move(self, number: str, status: Status, **changes: Any) -> None:
        self._replace(self.tickets[number].moved(status, **changes))

    def _replace(self, after: Ticket) -> None:
        """Put a ticket in the place of what it was, and move it between lines and desks."""
        number, before = after.number, self.tickets[after.number]
        if before.status is Status.WAITING:
            self.order.leave(before)
        self.tickets[number] = after
        for status, aside in ((Status.ON_HOLD, self.on_hold), (Status.NO_SHOW, self.missed)):
            aside.pop(number, None)
            if after.status is status:
                aside[number] = None
        if after.status is Status.WAITING:
            self.order.join(after)
        if after.status not in IN_FRONT:
            self._leave_desk(before)

    def _update(self, number: str, **changes: Any) -> None:
        """Change what moves a ticket nowhere."""
        self.tickets[number] = self.tickets[number].model_copy(update=changes)

    def _leave_desk(self, ticket: Ticket) -> None:
        counter = ticket.counter
        if counter is not None and self.desks[counter].ticket == ticket.number:
            self.desks[counter].ticket = None

    def _desk(self, counter: str, status: CounterStatus, reason: str = "") -> None:
        self._takers.clear()
        self.desks[counter].status = status
        self.desks[counter].reason = reason
