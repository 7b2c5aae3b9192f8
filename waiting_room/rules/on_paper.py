"""On paper: tickets that a kiosk has given out already; whoever holds one is never sent away."""

from datetime import UTC, datetime
from typing import Any

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking
from waiting_room.rules.events import Event
from waiting_room.rules.numbers import check_leases, free_label, when_leased
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Step, Ticket

SAME_NUMBER = "same_number"
"""The note on a ticket of whose number there is another slip."""

OTHER_SERVICE = "other_service"
"""The note on a ticket whose service the zone has no more."""


def issued(room: WaitingRoom, command: asked.IssueTicket, now: datetime, sender: str) -> Ticket:
    """Write down the ticket of a walk-in visitor who holds it already.

    Hours and quotas are over and done with. Raises Refused if its day is over, if `sender` is no
    kiosk, or if somebody has the slip's number and none is left beside it.
    """
    printed_at = _printed_at(room, command, now, sender)
    then = tuple(Step(service=one) for one in command.also if one in room.services)
    return _ticket(room, command, command, printed_at, sender, stands_at=printed_at, then=then)


def checked_in(
    room: WaitingRoom, command: asked.CheckIn, booking: Booking, now: datetime, sender: str
) -> list[Event]:
    """Write down that a booked visitor holds a ticket; a second one joins the first.

    Raises Refused as `issued` does.
    """
    printed_at = _printed_at(room, command, now, sender)
    if booking.code in room.by_booking:
        first = room.by_booking[booking.code]
        return [happened.TicketJoined(number=first, token=command.token)]
    booked = booking.starts_at.astimezone(UTC)
    stands_at = booked if room.zone.day_of(booked) == room.day else printed_at
    ticket = _ticket(
        room, command, booking, printed_at, sender, stands_at=stands_at, booking=booking.code
    )
    return [happened.TicketIssued(ticket=ticket)]


def _ticket(
    room: WaitingRoom,
    slip: asked.IssueTicket | asked.CheckIn,
    wish: asked.IssueTicket | Booking,
    printed_at: datetime,
    sender: str,
    **more: Any,
) -> Ticket:
    """Write the ticket of a slip, and a note for the clerk if it is not as it was printed."""
    number = free_label(room, _said(slip))
    return Ticket(
        number=number,
        token=slip.token,
        service=_service(room, wish.service),
        language=wish.language,
        needs=wish.needs,
        issued_at=printed_at,
        issued_by=sender,
        arrived_at=printed_at,
        promised_s=slip.told_s,
        note=_note(room, slip, number, wish.service),
        **more,
    )


def _printed_at(room: WaitingRoom, command: asked.Numbered, now: datetime, sender: str) -> datetime:
    """Give when a slip was printed, as far as it can be: after its lease, and not in the future."""
    check_leases(room, sender)
    said, number = command.printed_at, _said(command)
    assert said is not None, "only slips are written down here"
    assert room.day is not None, "a day is open before anything else happens"
    # A hub whose clock was set back keeps the day that it has opened.
    if room.zone.day_of(said) < min(room.day, room.zone.day_of(now)):
        raise Refused("day_over", "The day of this ticket is over.")
    earliest = when_leased(room, number) or said
    return min(max(said, earliest), now)


def _said(command: asked.Numbered) -> str:
    assert command.number is not None, "only slips are written down here"
    return command.number


def _service(room: WaitingRoom, wished: str) -> str:
    """Give the service, or the zone's first, whose clerks can send the visitor on."""
    return wished if wished in room.services else next(iter(room.services))


def _note(room: WaitingRoom, command: asked.Numbered, number: str, service: str) -> str:
    if number != command.number:
        return SAME_NUMBER
    return "" if service in room.services else OTHER_SERVICE
