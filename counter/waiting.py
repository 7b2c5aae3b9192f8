"""Waiting: everybody who waits for one counter, in the order in which they will be called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waiting_room.rules.ticket import Need
from waiting_room.wire.views import CounterView, LineView, ServiceInfo, Waiting


@dataclass(frozen=True)
class Place:
    """One visitor in line; `own` if sent to this counter alone."""

    number: str
    service: str
    arrived_at: datetime
    language: str
    needs: tuple[Need, ...]
    booked: bool
    own: bool


def in_order(
    desk: CounterView, lines: Mapping[str, LineView], services: Sequence[ServiceInfo]
) -> list[Place]:
    """Merge a counter's lines into one.

    Within each line the hub's order stands; between lines it is worked out as the hub does, from
    arrival and target wait, for a view does not carry it. Who is next is known for certain.
    """
    left = {one.id: list(lines[one.id].tickets) for one in services if one.id in lines}
    known = {one.id: one for one in services}
    places: list[Place] = []
    if desk.next is not None and not any(
        one.number == desk.next.number for line in left.values() for one in line
    ):
        places.append(_own(desk))
    while heads := [service for service, line in left.items() if line]:
        first = min(heads, key=lambda service: _rank(desk, known[service], left[service][0]))
        places.append(_place(first, left[first].pop(0)))
    return places


def why_next(places: Sequence[Place], services: Sequence[ServiceInfo]) -> str:
    """Name why the first is the first: sent_here, emergency, booked, longest or target."""
    first = places[0]
    if first.own:
        return "sent_here"
    if any(one.id == first.service and one.emergency for one in services):
        return "emergency"
    if first.booked:
        return "booked"
    if all(first.arrived_at <= one.arrived_at for one in places):
        return "longest"
    return "target"


def _rank(
    desk: CounterView, service: ServiceInfo, waiting: Waiting
) -> tuple[bool, bool, datetime, str]:
    target = timedelta(minutes=0 if waiting.booked else service.target_wait_min)
    is_next = desk.next is not None and desk.next.number == waiting.number
    return not is_next, not service.emergency, waiting.arrived_at + target, waiting.number


def _place(service: str, waiting: Waiting) -> Place:
    return Place(
        number=waiting.number,
        service=service,
        arrived_at=waiting.arrived_at,
        language=waiting.language,
        needs=waiting.needs,
        booked=waiting.booked,
        own=False,
    )


def _own(desk: CounterView) -> Place:
    """The next one stands in no service's line: it was sent to this counter."""
    assert desk.next is not None
    return Place(
        number=desk.next.number,
        service=desk.next.service,
        arrived_at=desk.next.arrived_at,
        language=desk.next.language,
        needs=desk.next.needs,
        booked=desk.next.booked,
        own=True,
    )
