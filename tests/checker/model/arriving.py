"""The model's rules for those who arrive: tickets for walk-ins and for booked visitors."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.checker.model import slips
from tests.checker.model.asked import Answer, Asked
from tests.checker.model.numbers import counted_on, may_offer, unless_a_kiosk
from tests.checker.model.room import Room
from tests.checker.model.slips import issued, step
from tests.checker.scene import BERLIN


class Forecast:
    """A wait that the hub has worked out: the model does not guess it, and takes any."""

    __hash__ = None  # type: ignore[assignment] # what equals many has none

    def __eq__(self, told: object) -> bool:
        """Tell whether something can be a promised wait: nothing, or two numbers of seconds."""
        if isinstance(told, list):
            least, longest = told
            return bool(0 <= least <= longest)
        return told is None


def issue_ticket(room: Room, asked: Asked) -> Answer:
    """A ticket for a walk-in; asked again with the token by the same device, the same one."""
    known = room.holding(asked["token"])
    if known is not None:
        if known["issued_by"] != asked.sender:
            yield "token_used"
        return
    if asked.on_paper:
        yield from slips.walk_in(room, asked)
        return
    for name in asked["also"]:
        yield from not_for_walk_ins(room, name)
    yield from closed(room, asked["service"], asked.now)
    yield from no_offer(room, asked)
    yield issued(
        asked,
        asked.now,
        number=offered(room, asked),
        service=asked["service"],
        then=[step(service) for service in asked["also"]],
        promised_s=Forecast(),
    )


def not_for_walk_ins(room: Room, service: str) -> Answer:
    """Say why a service can be no part of a visit without a booking."""
    if service not in room.services:
        yield "unknown_service"
    elif not room.services[service].get("walk_in", True):
        yield "booked_only"


def closed(room: Room, service: str, now: datetime) -> Answer:
    """Say what keeps a service from giving out tickets now."""
    yield from not_for_walk_ins(room, service)
    known = room.services.get(service, {})
    local = f"{now.astimezone(BERLIN):%H:%M}"
    spans = known.get("walk_in_hours", {"mon": ["00:00-24:00"]})["mon"]
    if not any(start <= local < end for start, end in (span.split("-") for span in spans)):
        yield "closed"
    limit = known.get("tickets_per_day")
    walk_ins = (ticket["service"] for ticket in room.issued if ticket["booking"] is None)
    if limit is not None and sum(name == service for name in walk_ins) >= limit:
        yield "quota_reached"


def check_in(room: Room, asked: Asked) -> Answer:
    """A ticket for a booking; shown again, the same one."""
    booking = room.bookings.get(asked["code"])
    if booking is None:
        yield "not_a_booking"
        return
    if booking["zone"] != room.zone["id"]:
        yield "other_zone"
        return
    first, known = room.booked(asked["code"]), room.holding(asked["token"])
    if first is not None and (known is first or not asked.on_paper):
        return
    if known is not None:
        yield "token_used"
    if asked.on_paper:
        yield from slips.booked(room, asked, booking)
        return
    yield from outside_window(room, booking, asked.now)
    yield from no_offer(room, asked)
    yield issued(
        asked,
        asked.now,
        number=offered(room, asked),
        service=booking["service"],
        language=booking["language"],
        needs=booking["needs"],
        stands_at=booking["starts_at"].astimezone(UTC),
        booking=booking["code"],
        promised_s=Forecast(),
    )


def outside_window(room: Room, booking: dict[str, Any], now: datetime) -> Answer:
    """Say why a booking is not for this moment."""
    terms = room.services[booking["service"]]["booking"]
    starts_at = booking["starts_at"]
    if booking["cancelled"]:
        yield "booking_cancelled"
    if starts_at.astimezone(BERLIN).date() != now.astimezone(BERLIN).date():
        yield "other_day"
    elif now < starts_at - timedelta(minutes=terms["early_min"]):
        yield "too_early"
    elif now > starts_at + timedelta(minutes=terms["late_min"]):
        yield "too_late"


def no_offer(room: Room, asked: Asked) -> Iterator[str]:
    """Refuse a number of its own to whoever is no kiosk."""
    if asked["number"] is not None:
        yield from unless_a_kiosk(room, asked.sender)


def offered(room: Room, asked: Asked) -> str:
    """Give the number that a kiosk offers, if it may; else the hub counts on."""
    number = asked["number"]
    if number is not None and may_offer(room, number, asked.sender):
        return str(number)
    return counted_on(room, asked.sender)
