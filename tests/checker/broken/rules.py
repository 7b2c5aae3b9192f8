"""Faults of the rules: the hub does what it must not."""

from datetime import timedelta
from typing import Any

import pytest

from tests.checker.broken.turns import now_and_then
from waiting_room.hub import orders
from waiting_room.rules import calls, waiting
from waiting_room.rules.calling import POLICIES
from waiting_room.rules.last_step import ONE_PRESS, LastStep
from waiting_room.rules.line import Lane
from waiting_room.rules.order import Order
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status, Ticket


def calls_twice(patch: pytest.MonkeyPatch) -> None:
    """Next sometimes calls whoever is in front of another counter."""
    real, turn = calls.call_next, now_and_then(20)

    def call_next(room: WaitingRoom, command: Any, now: Any) -> Any:
        *before, call = real(room, command, now)
        others = [one for id, one in room.desks.items() if one.ticket and id != command.counter]
        if others and turn():
            call = call.model_copy(update={"number": others[0].ticket})
            others[0].ticket = None
        return [*before, call]

    def moved(self: Ticket, status: Status, **changes: Any) -> Ticket:
        return self.model_copy(update={"status": status, **changes})

    patch.setattr(calls, "call_next", call_next)
    patch.setattr(Ticket, "moved", moved)


def skips_the_head(patch: pytest.MonkeyPatch) -> None:
    """Next sometimes calls the second in line."""
    real, turn = Order.next_at, now_and_then(20)

    def next_at(self: Order, *at: Any) -> str | None:
        second = list(self.line_at(*at))[1:2]
        return second[0] if second and turn() else real(self, *at)

    patch.setattr(Order, "next_at", next_at)


def lets_emergencies_wait(patch: pytest.MonkeyPatch) -> None:
    """An emergency has no head start."""
    real = POLICIES["due-date"]
    patch.setitem(POLICIES, "due-date", lambda one, now, head_start: real(one, now, timedelta()))


def loses(patch: pytest.MonkeyPatch, method: str) -> None:
    """Let whoever waits again by a method of the room stand in no line."""
    real, leave = getattr(WaitingRoom, method), Lane.leave

    def lose(self: WaitingRoom, *what: Any, **more: Any) -> None:
        before = {number for number, one in self.tickets.items() if one.status is Status.WAITING}
        real(self, *what, **more)
        for number, ticket in self.tickets.items():
            if ticket.status is Status.WAITING and number not in before:
                self.order.leave(ticket)

    def leave_if_there(self: Lane, standing: Any) -> None:
        if standing in self.standing:
            leave(self, standing)

    patch.setattr(WaitingRoom, method, lose)
    patch.setattr(Lane, "leave", leave_if_there)


def undo_forgets_the_line(patch: pytest.MonkeyPatch) -> None:
    """Whoever waits again after an undo stands in no line."""
    loses(patch, "_undone")


def loses_whoever_is_sent_on(patch: pytest.MonkeyPatch) -> None:
    """Whoever is sent on stands in no line."""
    loses(patch, "_go_to")


def undoes_two_presses(patch: pytest.MonkeyPatch) -> None:
    """Presses that could be one are one, however far apart."""

    def goes_on(self: LastStep, event: Any, at: Any) -> bool:
        return (self._latest, type(event)) in ONE_PRESS

    patch.setattr(LastStep, "goes_on", goes_on)


def lets_nobody_rest(patch: pytest.MonkeyPatch) -> None:
    """A number that nobody answered is offered again at once."""
    real = waiting.resume
    tomorrow = timedelta(days=1)
    patch.setattr(waiting, "resume", lambda room, asked, now: real(room, asked, now + tomorrow))


def knows_no_quota(patch: pytest.MonkeyPatch) -> None:
    """A service gives out more tickets than its day has."""
    real = WaitingRoom._issued

    def issued(self: WaitingRoom, ticket: Ticket) -> None:
        real(self, ticket)
        self.walk_ins.clear()

    patch.setattr(WaitingRoom, "_issued", issued)


def ignores_what_was_expected(patch: pytest.MonkeyPatch) -> None:
    """A command is carried out although what its asker believed is over."""
    patch.setattr(orders, "check_expected", lambda room, order: None)


FAULTS = {
    calls_twice: "called twice",
    skips_the_head: "other events",
    lets_emergencies_wait: "other events",
    undo_forgets_the_line: "other events",
    loses_whoever_is_sent_on: "other events",
    undoes_two_presses: "other events",
    lets_nobody_rest: "other events",
    knows_no_quota: "should be refused",
    ignores_what_was_expected: "should be refused",
}
