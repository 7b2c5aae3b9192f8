"""Showing: the room as views, each whole and ready to render."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from waiting_room.rules.arriving import why_closed
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Ticket
from waiting_room.rules.waiting_time import queue_length
from waiting_room.rules.zone import Device, Zone
from waiting_room.wire import views

NEXT_SHOWN = 5
LINE_SHOWN = 30


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
        services=tuple(
            views.ServiceInfo(
                id=service.id,
                name=service.name,
                bring=service.bring,
                wait_in=service.wait_in,
                walk_in=service.walk_in,
                emergency=service.priority == "emergency",
                target_wait_min=service.target_wait_min,
            )
            for service in zone.services
        ),
        counters=tuple(
            views.CounterInfo(id=counter.id, name=counter.name, services=counter.services)
            for counter in zone.counters
        ),
    )


def device_view(device: Device) -> views.DeviceView:
    """Show one device what it should drive."""
    return views.DeviceView(
        id=device.id,
        role=device.role,
        letter=device.letter,
        printer=device.printer,
        scanner=device.scanner,
    )


def lines_view(room: WaitingRoom, now: datetime) -> views.LinesView:
    """Show how it stands with every service."""
    return views.LinesView(services=tuple(_service_line(room, one, now) for one in room.services))


def _service_line(room: WaitingRoom, service: str, now: datetime) -> views.ServiceLine:
    closed = why_closed(room, room.services[service], now)
    pace = queue_length(room, service)
    return views.ServiceLine(
        id=service,
        open=closed is None,
        closed_code=None if closed is None else closed.code,
        opens_at=None if closed is None else closed.at,
        waiting=len(room.lines[service]),
        wait_s=None if pace is None else pace.wait_s(),
    )


def line_view(room: WaitingRoom, service: str) -> views.LineView:
    """Show one line, the next visitor first."""
    pace = queue_length(room, service)
    return views.LineView(
        service=service,
        tickets=tuple(
            _waiting(room.tickets[number], None if pace is None else pace.wait_s(ahead))
            for ahead, number in enumerate(room.lines[service])
        ),
    )


def _waiting(ticket: Ticket, wait_s: tuple[int, int] | None = None) -> views.Waiting:
    return views.Waiting(
        number=ticket.number,
        service=ticket.service,
        arrived_at=ticket.arrived_at,
        language=ticket.language,
        needs=ticket.needs,
        booked=ticket.booking is not None,
        for_counter=ticket.for_counter,
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


def counter_view(room: WaitingRoom, counter: str) -> views.CounterView:
    """Show a counter what its clerk needs."""
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
        line=tuple(_waiting(ticket) for ticket in islice(room.line_at(counter), LINE_SHOWN)),
        held=tuple(
            _desk_ticket(room.tickets[number])
            for number in room.on_hold
            if room.tickets[number].counter == counter
        ),
    )


def _desk_ticket(ticket: Ticket) -> views.DeskTicket:
    return views.DeskTicket(
        number=ticket.number,
        service=ticket.service,
        status=ticket.status,
        language=ticket.language,
        needs=ticket.needs,
        booked=ticket.booking is not None,
        arrived_at=ticket.arrived_at,
        calls=ticket.calls,
        called_at=ticket.called_at,
        started_at=ticket.started_at,
        note=ticket.ended_why,
    )


def ticket_view(ticket: Ticket) -> views.TicketView:
    """Show the holder of a ticket what is so."""
    return views.TicketView(
        number=ticket.number,
        service=ticket.service,
        status=ticket.status,
        language=ticket.language,
        issued_at=ticket.issued_at,
        counter=ticket.counter,
        calls=ticket.calls,
        called_at=ticket.called_at,
        ended_why=ticket.ended_why,
    )


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
    return views.PublicCalls(
        zone=zone.id,
        calls=tuple(
            views.PublicCall(
                number=call.number,
                counter=call.counter,
                calls=call.calls,
                called_at=call.called_at,
                status=call.status,
            )
            for call in board.calls
        ),
    )
