"""The model's rules for those who arrive: tickets for walk-ins and for booked visitors."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.checker.model.asked import Answer, Asked, event
from tests.checker.model.changes import NEW
from tests.checker.model.room import Room
from tests.checker.scene import BERLIN


def issue_ticket(room: Room, asked: Asked) -> Answer:
    """A ticket for a walk-in; asked again with the token by the same device, the same one."""
    known = room.whose("token", asked["token"])
    if known is not None:
        if known["issued_by"] != asked.sender:
            yield "token_used"
        return
    for name in asked["also"]:
        yield from not_for_walk_ins(room, name)
    yield from closed(room, asked["service"], asked.now)
    yield event(
        "ticket_issued",
        ticket=NEW
        | {
            "number": next_number(room, asked.sender),
            "token": asked["token"],
            "service": asked["service"],
            "language": asked["language"],
            "needs": asked["needs"],
            "issued_at": asked.now,
            "issued_by": asked.sender,
            "arrived_at": asked.now,
            "stands_at": asked.now,
            "booking": None,
            "then": [step(service) for service in asked["also"]],
        },
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
    if room.whose("booking", asked["code"]) is not None:
        return
    if room.whose("token", asked["token"]) is not None:
        yield "token_used"
    yield from outside_window(room, booking, asked.now)
    yield event(
        "ticket_issued",
        ticket=NEW
        | {
            "number": next_number(room, asked.sender),
            "token": asked["token"],
            "service": booking["service"],
            "language": booking["language"],
            "needs": booking["needs"],
            "issued_at": asked.now,
            "issued_by": asked.sender,
            "arrived_at": asked.now,
            "stands_at": booking["starts_at"].astimezone(UTC),
            "booking": booking["code"],
            "then": [],
        },
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


def next_number(room: Room, sender: str) -> str:
    """Give the first number of the sender's letter that nobody has."""
    letter = room.devices[sender].get("letter", room.zone["letter"])
    given_out = sum(ticket["number"].startswith(letter) for ticket in room.issued)
    return f"{letter}{given_out + 1:03}"


def step(service: str) -> dict[str, Any]:
    """Write a further service of a visit."""
    return {"service": service, "for_counter": None, "for_clerk": None}
