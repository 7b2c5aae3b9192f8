"""Replies: the ticket that a result tells of, against the room right after the commit."""

from datetime import datetime

from tests.checker.history import Operation, Reply
from tests.checker.journal import times
from tests.checker.model.changes import Ticket
from tests.checker.model.order import ahead, is_steady
from tests.checker.model.room import WAITING, Room, place

TOLD = ("number", "token", "service", "status", "language", "counter", "issued_at", "back_at")
ABOUT_ONE_TICKET = frozenset(
    {"issue_ticket", "check_in", "call_next", "call_ticket", "recall", "start_serving",
     "resume_ticket", "delay_ticket", "undo"}
)  # fmt: skip
"""Commands that are answered with the ticket they are about."""


def is_right(
    room: Room, operation: Operation, reply: Reply, now: datetime, *, at_that_moment: bool = True
) -> bool:
    """Tell whether a reply's result is what the room shows now.

    If it was not made just now, a place in an order that changes by itself is not compared.
    """
    result = times(reply["result"])
    if operation.name == "lease_numbers":
        return bool(result == room.leases[-1])
    ticket = _ticket_of(room, operation) if operation.name in ABOUT_ONE_TICKET else None
    if ticket is None:
        return bool(result == {})
    expected = {field: ticket[field] for field in TOLD}
    if place(ticket) != WAITING:
        expected["ahead"] = None
    elif at_that_moment or is_steady(room):
        expected["ahead"] = ahead(room, ticket, now)
    return all(result.get(field) == value for field, value in expected.items())


def _ticket_of(room: Room, operation: Operation) -> Ticket | None:
    """Find the ticket that an operation names, or the one in front of the clerk who asked."""
    fields = operation.fields
    if "code" in fields:
        return room.booked(fields["code"])
    if "token" in fields:
        return room.holding(fields["token"])
    if "number" in fields:
        return room.tickets.get(fields["number"])
    return room.in_front(fields["counter"])
