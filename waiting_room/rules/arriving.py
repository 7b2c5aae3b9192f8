"""Arriving and leaving: tickets for walk-ins and for booked visitors, and giving one up."""

from datetime import datetime, timedelta

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.booking import check_window, tidy_code
from waiting_room.rules.events import Event
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.service import BookingTerms, Service
from waiting_room.rules.ticket import Status, Ticket
from waiting_room.rules.zone import Role

LARGEST_NUMBER = 99_999
TOKEN_USED = Refused("token_used", "This token belongs to another ticket.")


def issue(room: WaitingRoom, command: asked.IssueTicket, now: datetime, sender: str) -> list[Event]:
    """Give a walk-in visitor a ticket; asked again with the same token, the same one."""
    if command.token in room.by_token:
        known = room.tickets[room.by_token[command.token]]
        if (known.issued_by, known.service) == (sender, command.service):
            return []
        raise TOKEN_USED
    service = room.services.get(command.service)
    if service is None:
        raise Refused("unknown_service", f'There is no service "{command.service}" here.')
    closed = why_closed(room, service, now)
    if closed is not None:
        raise closed
    ticket = Ticket(
        number=next_number(room, sender),
        token=command.token,
        service=service.id,
        language=command.language,
        needs=command.needs,
        issued_at=now,
        issued_by=sender,
        arrived_at=now,
        due_at=now + timedelta(minutes=service.target_wait_min),
    )
    return [happened.TicketIssued(ticket=ticket)]


def check_in(room: WaitingRoom, command: asked.CheckIn, now: datetime, sender: str) -> list[Event]:
    """Give a booked visitor a ticket; shown again, the same one, which is no new event."""
    booking = room.bookings.get(tidy_code(command.code))
    if booking is None:
        raise Refused("not_a_booking", "This is not a booking of ours. Please take a ticket.")
    if booking.zone != room.zone.id:
        raise Refused("other_zone", "This booking is for another place.")
    if booking.code in room.by_booking:
        return []
    if command.token in room.by_token:
        raise TOKEN_USED
    service = room.services.get(booking.service)
    if service is None:
        raise Refused("unknown_service", "The booked service is not offered here any more.")
    check_window(booking, service.booking or BookingTerms(), now, room.zone.timezone)
    ticket = Ticket(
        number=next_number(room, sender),
        token=command.token,
        service=service.id,
        language=booking.language,
        needs=booking.needs,
        issued_at=now,
        issued_by=sender,
        arrived_at=now,
        due_at=booking.starts_at,
        booking=booking.code,
    )
    return [happened.TicketIssued(ticket=ticket)]


def cancel(room: WaitingRoom, command: asked.CancelTicket, sender: str) -> list[Event]:
    """Let a visitor leave the line; by the number alone only a counter may."""
    clerks = {device.id for device in room.zone.devices if device.role is Role.COUNTER}
    if command.number is not None and sender not in clerks:
        raise Refused("not_allowed", "Only the holder of a ticket may give it up.")
    number = command.number if command.number else room.by_token.get(command.token or "")
    ticket = room.tickets.get(number or "")
    if ticket is None:
        raise Refused("unknown_ticket", "This ticket is not from today.")
    if not ticket.may(Status.CANCELLED):
        raise Refused("not_now", f"{ticket.number} is {ticket.status} and cannot be cancelled.")
    return [happened.TicketCancelled(number=ticket.number, why="left")]


def why_closed(room: WaitingRoom, service: Service, now: datetime) -> Refused | None:
    """Say why a service takes no walk-ins now and when it does again; None if it does."""
    local = room.zone.local(now)
    if not service.walk_in:
        return Refused("booked_only", "This service can only be visited with a booking.")
    hours = room.zone.hours
    if not hours.is_open(local):
        return Refused("closed", "We are closed now.", at=hours.next_opening(local))
    if service.walk_in_until is not None and local.time() >= service.walk_in_until:
        again = hours.next_opening(local, before=service.walk_in_until)
        return Refused("closed", "No more tickets for this service now.", at=again)
    return None


def next_number(room: WaitingRoom, sender: str) -> str:
    """Give the next free number; its letter names who issues, never the concern."""
    letters = {device.id: device.letter for device in room.zone.devices}
    letter = letters.get(sender) or room.zone.letter
    count = room.last_number.get(letter, 0) + 1
    if count > LARGEST_NUMBER:
        raise Refused("numbers_used_up", "All numbers of today are given out.")
    return f"{letter}{count:03}"
