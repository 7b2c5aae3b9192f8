"""Showing: the room as views, each whole and ready to render."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import TypeVar

from waiting_room.rules.arriving import promise, why_closed
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.service import Service
from waiting_room.rules.shape import Shape
from waiting_room.rules.ticket import Ticket
from waiting_room.rules.visits import goes_on_here, reachable, step_to_undo
from waiting_room.rules.waiting_time import Accuracy, Figures, Forecasts, Outlook, Shown
from waiting_room.rules.why import why_next
from waiting_room.rules.zone import Device, Zone
from waiting_room.wire import parts, views

NEXT_SHOWN = 5
LINE_SHOWN = 30
LINE_TOLD = 1000
"""Whoever stands further behind is told no place: brokers cut off who sends too much at once."""

MISSED_SHOWN = 20
FEWEST_TICKETS = 20
"""Figures of fewer tickets would tell of people."""


Seen = TypeVar("Seen", bound=Shape)


def seen(shape: type[Seen], whole: object) -> Seen:
    """Show of something what a shape lets through: its fields, and nothing else."""
    return shape.model_validate(whole, from_attributes=True, extra="ignore")


def zone_view(
    zone: Zone, booking_keys: Mapping[str, str], *, booked: bool = False
) -> views.ZoneView:
    """Show what every device must know about its zone; `booked` if bookings are known already.

    Those of another system can be for a service that nobody can book here.
    """
    asks_for_booking = any(one.bookable or not one.walk_in for one in zone.services)
    return views.ZoneView(
        id=zone.id,
        name=zone.name,
        timezone=zone.timezone,
        day_starts=zone.day_starts,
        languages=zone.languages,
        address=zone.address,
        public_url=zone.public_url,
        links=zone.links,
        max_calls=zone.calling.max_calls,
        no_show_after_s=zone.calling.no_show_after_s,
        services=tuple(_service_info(zone, service) for service in zone.services),
        counters=tuple(seen(parts.CounterInfo, counter) for counter in zone.counters),
        takes_bookings=booked or asks_for_booking,
        booking_keys=dict(booking_keys),
    )


def _service_info(zone: Zone, service: Service) -> parts.ServiceInfo:
    hours = zone.walk_in_hours(service)
    return seen(parts.ServiceInfo, service).model_copy(update={"hours": hours})


def device_view(device: Device) -> views.DeviceView:
    """Show one device what it should drive."""
    return seen(views.DeviceView, device)


def clerks_view(zone: Zone) -> views.ClerksView:
    """Show the counters who serves in this zone."""
    return views.ClerksView(clerks=zone.clerks)


def lines_view(room: WaitingRoom, now: datetime, forecasts: Forecasts) -> views.LinesView:
    """Show how it stands with every service."""
    lines = (_service_line(room, service, now, forecasts) for service in room.services)
    return views.LinesView(services=tuple(lines))


def _service_line(
    room: WaitingRoom, service: str, now: datetime, forecasts: Forecasts
) -> parts.ServiceLine:
    newcomer = room.order.newcomer(service, now)
    forecast = forecasts(room, newcomer, service, now)
    closed = why_closed(room, room.services[service], now, forecast)
    return parts.ServiceLine(
        id=service,
        open=closed is None,
        closed_code=None if closed is None else closed.code,
        opens_at=None if closed is None else closed.at,
        waiting=len(room.lines[service]),
        ahead=sum(room.ahead_of(newcomer, service, now).values()),
        wait_s=promise(forecast),
    )


def line_view(room: WaitingRoom, service: str, now: datetime, outlook: Outlook) -> views.LineView:
    """Show one line, the next visitor first."""
    others = sum(len(room.lines[other]) for other in room.sharing(service)) - 1
    tickets = []
    for standing in islice(room.order.in_order(service, now), LINE_TOLD):
        ticket = room.tickets[standing.number]
        ahead = sum(room.ahead_of(standing, service, now).values())
        tickets.append(_waiting(ticket, ahead, others - ahead, outlook.shown(room, ticket, now)))
    return views.LineView(service=service, tickets=tuple(tickets))


def _waiting(
    ticket: Ticket,
    ahead: int | None = None,
    behind: int | None = None,
    shown: Shown | None = None,
) -> parts.Waiting:
    return parts.Waiting(
        number=ticket.number,
        service=ticket.service,
        arrived_at=ticket.arrived_at,
        language=ticket.language,
        needs=ticket.needs,
        booked=ticket.booked,
        for_counter=ticket.for_counter,
        for_clerk=ticket.for_clerk,
        ahead=ahead,
        behind=behind,
        wait_s=None if shown is None else shown.range_s,
        later=shown is not None and shown.later,
    )


def board_view(room: WaitingRoom, now: datetime) -> views.BoardView:
    """Show the wall what to show."""
    following = tuple(islice(room.order.everybody(now), NEXT_SHOWN))
    return views.BoardView(calls=tuple(_calls(room)), next=following)


def _calls(room: WaitingRoom) -> Iterator[parts.Call]:
    for number in room.calls:
        ticket = room.tickets[number]
        if ticket.counter is not None and ticket.called_at is not None:
            yield parts.Call(
                number=number,
                counter=ticket.counter,
                calls=ticket.calls,
                called_at=ticket.called_at,
                status=ticket.status,
                language=ticket.language,
            )


Lines = dict[str, tuple[parts.Waiting, ...]]
"""Lines that were worked out already, by what their counters take and prefer."""


def counter_view(room: WaitingRoom, counter: str, now: datetime, lines: Lines) -> views.CounterView:
    """Show a counter what its clerk needs; `lines` is filled, for counters of the same services."""
    desk = room.desks[counter]
    ticket = None if desk.ticket is None else room.tickets[desk.ticket]
    more = ticket if ticket is not None and ticket.then else None
    following = room.next_at(counter, now)
    return views.CounterView(
        counter=counter,
        status=desk.status,
        clerk=desk.clerk,
        reason=desk.reason,
        ticket=None if ticket is None else _desk_ticket(ticket),
        goes_on=None if more is None else reachable(room, more.then[0]),
        goes_on_here=more is not None and goes_on_here(room, more, counter),
        next=None if following is None else _desk_ticket(following),
        why_next=None if following is None else why_next(room, following, counter, now),
        undo=_undo(room, counter, now),
        colleagues=tuple(_colleagues(room, counter)),
        waiting=room.waiting_at(counter),
        line=_line(room, counter, now, lines),
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


def _undo(room: WaitingRoom, counter: str, now: datetime) -> str | None:
    """Name the ticket whose last step can be taken back, None if there is no such step."""
    try:
        return step_to_undo(room, counter, now).tickets_before[-1].number
    except Refused:
        return None


def _colleagues(room: WaitingRoom, counter: str) -> Iterator[parts.Colleague]:
    """List the clerks who sit at other counters, to whom a visitor can be sent."""
    for other, desk in room.desks.items():
        if desk.clerk is not None and other != counter:
            name = room.clerks[desk.clerk].name
            yield parts.Colleague(clerk=desk.clerk, name=name, counter=other)


def _line(
    room: WaitingRoom, counter: str, now: datetime, lines: Lines
) -> tuple[parts.Waiting, ...]:
    known = room.counters[counter]
    sent = any(len(lane) for lane in room.order.sent(counter, room.desks[counter].clerk))
    kind = f"{known.services} {known.second_choice_min}"
    if sent or kind not in lines:
        line = tuple(_waiting(ticket) for ticket in islice(room.line_at(counter, now), LINE_SHOWN))
        if sent:
            return line
        lines[kind] = line
    return lines[kind]


def _held_for(room: WaitingRoom, ticket: Ticket, counter: str) -> bool:
    """Tell whose a ticket on hold is: its counter's, and everybody's once that has closed."""
    assert ticket.counter is not None, "a ticket is set aside at a counter"
    left_behind = room.desks[ticket.counter].status is CounterStatus.CLOSED
    return ticket.counter == counter or left_behind


def _desk_ticket(ticket: Ticket) -> parts.DeskTicket:
    return seen(parts.DeskTicket, ticket)


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
            parts.PublicWait(
                id=line.id,
                name=names[line.id],
                open=line.open,
                closed_code=line.closed_code,
                opens_at=line.opens_at,
                waiting=line.waiting,
                wait_s=line.wait_s,
            )
            for line in lines.services
        ),
    )


def public_calls(zone: Zone, board: views.BoardView) -> views.PublicCalls:
    """Show everybody who was called last."""
    calls = tuple(seen(parts.PublicCall, call) for call in board.calls)
    return views.PublicCalls(zone=zone.id, calls=calls)


def public_accuracy(zone: Zone, accuracy: Accuracy) -> views.PublicAccuracy:
    """Show everybody how true the told waits came; nothing about services seldom asked for."""
    names = {service.id: service.name for service in zone.services}
    return views.PublicAccuracy(
        zone=zone.id,
        name=zone.name,
        estimator=accuracy.estimator,
        all=accuracy.zone if _enough(accuracy.zone) else None,
        services=tuple(
            parts.ServiceAccuracy(id=service, name=names[service], figures=figures)
            for service, figures in accuracy.services.items()
            if service in names and _enough(figures)
        ),
    )


def _enough(figures: Figures | None) -> bool:
    return figures is not None and figures.tickets >= FEWEST_TICKETS
