"""Showing: the room as views, each whole and ready to render."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from waiting_room.rules.arriving import why_closed
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.shape import Shape
from waiting_room.rules.ticket import Ticket
from waiting_room.rules.waiting_time import queue_length
from waiting_room.rules.zone import Device, Zone
from waiting_room.wire import views

NEXT_SHOWN = 5
LINE_SHOWN = 30
MISSED_SHOWN = 20


Seen = TypeVar("Seen", bound=Shape)


def seen(shape: type[Seen], whole: object) -> Seen:
    """Show of something what a shape lets through: its fields, and nothing else."""
    return shape.model_validate(whole, from_attributes=True, extra="ignore")


def zone_view(zone: Zone) -> views.ZoneView:
    """Show what every device must know about its zone."""
    return views.ZoneView(
        id=zone.id,
        name=zone.name,
        timezone=zone.timezone,
        languages=zone.languages,
        address=zone.address,
        public_url=zone.public_url,
        max_calls=zone.calling.max_calls,
        no_show_after_s=zone.calling.no_show_after_s,
        services=tuple(seen(views.ServiceInfo, service) for service in zone.services),
        counters=tuple(seen(views.CounterInfo, counter) for counter in zone.counters),
    )


def device_view(device: Device) -> views.DeviceView:
    """Show one device what it should drive."""
    return seen(views.DeviceView, device)


def lines_view(room: WaitingRoom, now: datetime) -> views.LinesView:
    """Show how it stands with every service."""
    return views.LinesView(services=tuple(_service_line(room, one, now) for one in room.services))


def _service_line(room: WaitingRoom, service: str, now: datetime) -> views.ServiceLine:
    closed = why_closed(room, room.services[service], now)
    before = room.ahead_of(room.newcomer(service, now), service)
    return views.ServiceLine(
        id=service,
        open=closed is None,
        closed_code=None if closed is None else closed.code,
        opens_at=None if closed is None else closed.at,
        waiting=len(room.lines[service]),
        ahead=sum(before.values()),
        wait_s=queue_length(room, service, before),
    )


def line_view(room: WaitingRoom, service: str) -> views.LineView:
    """Show one line, the next visitor first."""
    return views.LineView(
        service=service,
        tickets=tuple(
            _waiting(
                room.tickets[rank[-1]],
                ahead=sum(before.values()),
                wait_s=queue_length(room, service, before),
            )
            for rank in room.lines[service].ranks
            for before in (room.ahead_of(rank, service),)
        ),
    )


def _waiting(
    ticket: Ticket, ahead: int | None = None, wait_s: tuple[int, int] | None = None
) -> views.Waiting:
    return views.Waiting(
        number=ticket.number,
        service=ticket.service,
        arrived_at=ticket.arrived_at,
        language=ticket.language,
        needs=ticket.needs,
        booked=ticket.booked,
        for_counter=ticket.for_counter,
        ahead=ahead,
        wait_s=wait_s,
    )


def board_view(room: WaitingRoom) -> views.BoardView:
    """Show the wall what to show."""
    return views.BoardView(calls=tuple(_calls(room)), next=tuple(_next_numbers(room)))


def _calls(room: WaitingRoom) -> Iterator[views.Call]:
    for number in room.calls:
        ticket = room.tickets[number]
        if ticket.counter is not None and ticket.called_at is not None:
            yield views.Call(
                number=number,
                counter=ticket.counter,
                calls=ticket.calls,
                called_at=ticket.called_at,
                status=ticket.status,
                language=ticket.language,
            )


def _next_numbers(room: WaitingRoom) -> list[str]:
    lines = [*room.lines.values(), *room.own_lines.values()]
    heads = [room.tickets[number] for line in lines for number in islice(line, NEXT_SHOWN)]
    return [ticket.number for ticket in sorted(heads, key=room.rank)[:NEXT_SHOWN]]


Lines = dict[tuple[str, ...], tuple[views.Waiting, ...]]
"""Lines that were worked out already, by the services they come from."""


def counter_view(room: WaitingRoom, counter: str, lines: Lines) -> views.CounterView:
    """Show a counter what its clerk needs; `lines` is filled, for counters of the same services."""
    desk = room.desks[counter]
    following = room.next_at(counter)
    waiting = sum(len(room.lines[service]) for service in room.counters[counter].services)
    return views.CounterView(
        counter=counter,
        status=desk.status,
        reason=desk.reason,
        ticket=None if desk.ticket is None else _desk_ticket(room.tickets[desk.ticket]),
        next=None if following is None else _desk_ticket(following),
        waiting=waiting + len(room.own_lines[counter]),
        line=_line(room, counter, lines),
        held=tuple(
            _desk_ticket(room.tickets[number])
            for number in room.on_hold
            if _held_for(room, room.tickets[number], counter)
        ),
        missed=tuple(
            _desk_ticket(room.tickets[number])
            for number in islice(reversed(room.missed), MISSED_SHOWN)
        ),
    )


def _line(room: WaitingRoom, counter: str, lines: Lines) -> tuple[views.Waiting, ...]:
    services = room.counters[counter].services
    own = len(room.own_lines[counter]) > 0
    if own or services not in lines:
        line = tuple(_waiting(ticket) for ticket in islice(room.line_at(counter), LINE_SHOWN))
        if own:
            return line
        lines[services] = line
    return lines[services]


def _held_for(room: WaitingRoom, ticket: Ticket, counter: str) -> bool:
    """Tell whose a ticket on hold is: its counter's, and everybody's once that has closed."""
    assert ticket.counter is not None, "a ticket is set aside at a counter"
    left_behind = room.desks[ticket.counter].status is CounterStatus.CLOSED
    return ticket.counter == counter or left_behind


def _desk_ticket(ticket: Ticket) -> views.DeskTicket:
    return seen(views.DeskTicket, ticket)


def ticket_view(ticket: Ticket) -> views.TicketView:
    """Show the holder of a ticket what is so."""
    return seen(views.TicketView, ticket)


def public_waits(zone: Zone, lines: views.LinesView) -> views.PublicWaits:
    """Show everybody how long it takes."""
    names = {service.id: service.name for service in zone.services}
    return views.PublicWaits(
        zone=zone.id,
        name=zone.name,
        services=tuple(
            views.PublicWait(
                id=line.id,
                name=names[line.id],
                open=line.open,
                opens_at=line.opens_at,
                waiting=line.waiting,
                wait_s=line.wait_s,
            )
            for line in lines.services
        ),
    )


def public_calls(zone: Zone, board: views.BoardView) -> views.PublicCalls:
    """Show everybody who was called last."""
    calls = tuple(seen(views.PublicCall, call) for call in board.calls)
    return views.PublicCalls(zone=zone.id, calls=calls)
