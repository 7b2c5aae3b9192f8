"""Arriving: tickets for walk-ins and for booked visitors."""

from datetime import UTC, datetime, timedelta

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules import on_paper
from waiting_room.rules.booking import check_window, tidy_code
from waiting_room.rules.events import Event
from waiting_room.rules.hours import Hours
from waiting_room.rules.numbers import check_leases, is_own, next_number
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.service import Service
from waiting_room.rules.ticket import Step, Ticket
from waiting_room.rules.waiting_time import Forecast, Forecasts


def issue(
    room: WaitingRoom,
    command: asked.IssueTicket,
    now: datetime,
    sender: str,
    forecasts: Forecasts,
) -> list[Event]:
    """Give a walk-in visitor a ticket; asked again with the same token, the same one."""
    if command.token in room.by_token:
        known = room.tickets[room.by_token[command.token]]
        if known.issued_by == sender:
            return []
        raise _token_used()
    if command.printed_at is not None:
        return [happened.TicketIssued(ticket=on_paper.issued(room, command, now, sender))]
    for name in (command.service, *command.also):
        if name not in room.services:
            raise Refused("unknown_service", f'There is no service "{name}" here.')
        if not room.services[name].walk_in:
            raise Refused("booked_only", f'"{name}" can only be visited with a booking.')
    service = room.services[command.service]
    forecast = forecasts(room, room.order.newcomer(service.id, now), service.id, now)
    closed = why_closed(room, service, now, forecast)
    if closed is not None:
        raise closed
    ticket = Ticket(
        number=_offered(room, command, sender),
        token=command.token,
        service=service.id,
        language=command.language,
        needs=command.needs,
        issued_at=now,
        issued_by=sender,
        arrived_at=now,
        stands_at=now,
        then=tuple(Step(service=name) for name in command.also),
        promised_s=promise(forecast),
    )
    return [happened.TicketIssued(ticket=ticket)]


def check_in(
    room: WaitingRoom, command: asked.CheckIn, now: datetime, sender: str, forecasts: Forecasts
) -> list[Event]:
    """Give a booked visitor a ticket; shown again, the same one, which is no new event."""
    booking = room.bookings.get(tidy_code(command.code))
    if booking is None:
        raise Refused("not_a_booking", "This is not a booking of ours. Please take a ticket.")
    if booking.zone != room.zone.id:
        raise Refused("other_zone", "This booking is for another place.")
    first, known = room.by_booking.get(booking.code), room.by_token.get(command.token)
    if first is not None and (known == first or command.printed_at is None):
        return []
    if known is not None:
        raise _token_used()
    if command.printed_at is not None:
        return on_paper.checked_in(room, command, booking, now, sender)
    service = room.services.get(booking.service)
    if service is None:
        raise Refused("unknown_service", "The booked service is not offered here any more.")
    check_window(booking, service.booked_terms, now, room.zone.timezone)
    ticket = Ticket(
        number=_offered(room, command, sender),
        token=command.token,
        service=service.id,
        language=booking.language,
        needs=booking.needs,
        issued_at=now,
        issued_by=sender,
        arrived_at=now,
        stands_at=booking.starts_at.astimezone(UTC),
        booking=booking.code,
    )
    forecast = forecasts(room, room.order.standing(ticket), service.id, now)
    ticket = ticket.model_copy(update={"promised_s": promise(forecast)})
    return [happened.TicketIssued(ticket=ticket)]


def _offered(room: WaitingRoom, command: asked.Numbered, sender: str) -> str:
    """Take the number that a kiosk offers if it is its own, and nobody has it already."""
    if command.number is None:
        return next_number(room, sender)
    check_leases(room, sender)
    is_free = command.number not in room.tickets and is_own(room, command.number, sender)
    return command.number if is_free else next_number(room, sender)


def _token_used() -> Refused:
    return Refused("token_used", "This token belongs to another ticket.")


def promise(forecast: Forecast | None) -> tuple[int, int] | None:
    """Give what is told on arrival: the least and the longest wait, in seconds."""
    return None if forecast is None else forecast.range_s


def why_closed(
    room: WaitingRoom, service: Service, now: datetime, forecast: Forecast | None
) -> Refused | None:
    """Say why a service takes no walk-ins now and when it does again; None if it does.

    `forecast` is the wait of somebody who would take a ticket now.
    """
    if not service.walk_in:
        return Refused("booked_only", "This service can only be visited with a booking.")
    local, hours = room.zone.local(now), room.walk_in_hours[service.id]
    if not room.zone.hours.is_open(local):
        return Refused("closed", "We are closed now.", at=hours.next_opening(local))
    if not hours.is_open(local):
        text = "No tickets for this service now."
        return Refused("closed", text, at=hours.next_opening(local))
    quota = service.tickets_per_day
    if quota is not None and room.walk_ins[service.id] >= quota:
        text = "All tickets of today are given out."
        return Refused("quota_reached", text, at=_tomorrow(room, hours, now))
    if forecast is not None and _too_late(room, service, now, forecast):
        text = "Whoever waits already fills the day."
        return Refused("full_today", text, at=_tomorrow(room, hours, now))
    return None


def _tomorrow(room: WaitingRoom, hours: Hours, now: datetime) -> datetime | None:
    begins = room.zone.end_of_day(now)
    return begins if hours.is_open(begins) else hours.next_opening(begins)


def _too_late(room: WaitingRoom, service: Service, now: datetime, forecast: Forecast) -> bool:
    longest = longest_wait(room, service, now)
    return longest is not None and timedelta(seconds=forecast.middle_s) > longest


def longest_wait(room: WaitingRoom, service: Service, now: datetime) -> timedelta | None:
    """Give the longest wait after which a visit still ends soon enough after closing.

    None if any does: while the zone is closed, and for emergencies.
    """
    closes_at = room.zone.hours.closing(room.zone.local(now))
    if service.emergency or closes_at is None:
        return None
    overrun_min = room.zone.calling.overrun_min
    return closes_at + timedelta(minutes=overrun_min - service.service_min) - now
