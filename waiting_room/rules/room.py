"""The waiting room: what is so now, and how each event changes it."""

from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from heapq import merge
from typing import Any, assert_never, cast

from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking
from waiting_room.rules.calling import POLICIES, Rank
from waiting_room.rules.counter import CounterStatus, Desk
from waiting_room.rules.events import Event
from waiting_room.rules.line import Line
from waiting_room.rules.ticket import Status, Ticket
from waiting_room.rules.zone import Zone

CALLS_REMEMBERED = 12
MISSED = "no_show"
"""The note on a ticket whose visitor did not come before."""

NOT_ENDED: dict[str, Any] = {"ended_at": None, "ended_why": ""}
"""What changes when a ticket that was set aside or missed is taken up again."""


class WaitingRoom:
    """All of one day: tickets, lines, counters. Changed by `apply` alone."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.services = {service.id: service for service in zone.services}
        self.counters = {counter.id: counter for counter in zone.counters}
        self.bookings: dict[str, Booking] = {}
        self.day: date | None = None
        self._rank = POLICIES[zone.calling.policy]
        self._clear()

    def _clear(self) -> None:
        self.tickets: dict[str, Ticket] = {}
        self.by_token: dict[str, str] = {}
        self.by_booking: dict[str, str] = {}
        self.lines = {service: Line() for service in self.services}
        self.own_lines = {counter: Line() for counter in self.counters}
        self.desks = {counter: Desk() for counter in self.counters}
        self._takers: dict[str, list[str]] = {}  # remembered until a counter opens or closes
        self.last_number: dict[str, int] = {}
        self.calls: deque[str] = deque(maxlen=CALLS_REMEMBERED)
        self.on_hold: dict[str, None] = {}
        self.missed: dict[str, None] = {}

    def rank(self, ticket: Ticket) -> Rank:
        """Tell where a ticket stands in its line."""
        return self._rank(ticket, self.services[ticket.service])

    def line_of(self, ticket: Ticket) -> Line:
        """Find the line a ticket waits in: its counter's own, or its service's."""
        if ticket.for_counter is not None:
            return self.own_lines[ticket.for_counter]
        return self.lines[ticket.service]

    def ahead_of(self, rank: Rank, service: str) -> dict[str, int]:
        """Count who is called before a rank, by service, in all lines that share its counters."""
        sharing = {
            other for counter in self.takers(service) for other in self.counters[counter].services
        }
        return {other: self.lines[other].place(rank) for other in sharing | {service}}

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

    def newcomer(self, service: str, now: datetime) -> Rank:
        """Give the rank of somebody who would take a ticket now."""
        known = self.services[service]
        ticket = Ticket.model_construct(
            number="~",  # after every number
            token="",
            issued_at=now,
            issued_by="",
            service=service,
            arrived_at=now,
            due_at=now + timedelta(minutes=known.target_wait_min),
        )
        return self._rank(ticket, known)

    def line_at(self, counter: str) -> Iterator[Ticket]:
        """Go through everybody who waits for a counter, in calling order."""
        lines = [self.own_lines[counter]]
        lines += [self.lines[service] for service in self.counters[counter].services]
        return (self.tickets[rank[-1]] for rank in merge(*(line.ranks for line in lines)))

    def next_at(self, counter: str) -> Ticket | None:
        """Find who is next at a counter, None if nobody waits for it."""
        return next(self.line_at(counter), None)

    def apply(self, event: Event, at: datetime) -> None:
        """Change the room as an event says; `at` is when it happened."""
        match event:
            case happened.DayOpened():
                self._clear()
                self.day = event.day
            case happened.TicketIssued():
                self._issued(event.ticket)
            case happened.TicketCalled():
                self._called(event, at)
            case happened.ServingStarted():
                self._move(event.number, Status.SERVING, started_at=at)
            case happened.ServingFinished():
                self._end(event.number, Status.FINISHED, at, event.outcome)
            case happened.TicketMissed():
                self._end(event.number, Status.NO_SHOW, at, "no_show", note=MISSED)
            case happened.TicketCancelled():
                self._end(event.number, Status.CANCELLED, at, event.why)
            case happened.TicketHeld():
                self._move(event.number, Status.ON_HOLD, note=event.reason)
            case happened.TicketResumed():
                self._move(
                    event.number, Status.WAITING, counter=None, calls=0, note="", **NOT_ENDED
                )
            case happened.TicketTransferred():
                self._transferred(event)
            case happened.CounterOpened():
                self._desk(event.counter, CounterStatus.OPEN)
            case happened.CounterPaused():
                self._desk(event.counter, CounterStatus.PAUSED, event.reason)
            case happened.CounterClosed():
                self._desk(event.counter, CounterStatus.CLOSED)
            case happened.BookingAdded():
                self.bookings[event.booking.code] = event.booking
            case _:
                assert_never(cast("object", event))  # type: ignore[arg-type] # an unknown event is a bug

    def _issued(self, ticket: Ticket) -> None:
        self.tickets[ticket.number] = ticket
        self.by_token[ticket.token] = ticket.number
        if ticket.booking is not None:
            self.by_booking[ticket.booking] = ticket.number
        self.last_number[ticket.number[0]] = int(ticket.number[1:])
        self.line_of(ticket).join(self.rank(ticket))

    def _called(self, event: happened.TicketCalled, at: datetime) -> None:
        if event.calls == 1:
            self._move(event.number, Status.CALLED, counter=event.counter, for_counter=None)
            self.desks[event.counter].ticket = event.number
        ticket = self.tickets[event.number]
        self.tickets[event.number] = ticket.model_copy(
            update={"calls": event.calls, "called_at": at, **NOT_ENDED}
        )
        if event.number in self.calls:
            self.calls.remove(event.number)
        self.calls.appendleft(event.number)

    def _transferred(self, event: happened.TicketTransferred) -> None:
        self._leave_desk(event.number)
        ticket = self.tickets[event.number].moved(
            Status.WAITING,
            service=event.service,
            for_counter=event.to_counter,
            counter=None,
            calls=0,
            started_at=None,
            note="",
        )
        self.tickets[event.number] = ticket
        self.line_of(ticket).join(self.rank(ticket))

    def _end(self, number: str, status: Status, at: datetime, why: str, **more: str) -> None:
        self._move(number, status, ended_at=at, ended_why=why, **more)

    def _move(self, number: str, status: Status, **changes: str | int | datetime | None) -> None:
        """Move a ticket, and with it its place in line or at a desk."""
        before = self.tickets[number]
        after = before.moved(status, **changes)
        if before.status is Status.WAITING:
            self.line_of(before).leave(self.rank(before))
        self.tickets[number] = after
        for status_kept, aside in ((Status.ON_HOLD, self.on_hold), (Status.NO_SHOW, self.missed)):
            aside.pop(number, None)
            if after.status is status_kept:
                aside[number] = None
        if after.status is Status.WAITING:
            self.line_of(after).join(self.rank(after))
        if status not in (Status.CALLED, Status.SERVING):
            self._leave_desk(number)

    def _leave_desk(self, number: str) -> None:
        counter = self.tickets[number].counter
        if counter is not None and self.desks[counter].ticket == number:
            self.desks[counter].ticket = None

    def _desk(self, counter: str, status: CounterStatus, reason: str = "") -> None:
        self._takers.clear()
        self.desks[counter].status = status
        self.desks[counter].reason = reason
