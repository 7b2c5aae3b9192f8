"""The model's rules for slips: whoever holds one has a ticket, whatever has changed meanwhile."""

from datetime import datetime
from typing import Any

from tests.checker.model.asked import Answer, Asked, event
from tests.checker.model.changes import NEW, Event
from tests.checker.model.numbers import day_of, lease_of, unless_a_kiosk, with_one_more
from tests.checker.model.room import Room


def walk_in(room: Room, asked: Asked) -> Answer:
    """A ticket for a slip without a booking; of services that are gone the others are left."""
    yield from _against(room, asked)
    further = [step(service) for service in asked["also"] if service in room.services]
    yield _taken(room, asked, asked["service"], then=further)


def booked(room: Room, asked: Asked, booking: dict[str, Any]) -> Answer:
    """A ticket for a slip with a booking, or one more slip for the ticket that there is."""
    yield from _against(room, asked)
    first = room.booked(booking["code"])
    if first is not None:
        yield event("ticket_joined", number=first["number"], token=asked["token"])
        return
    told = {"booking": booking["code"], "language": booking["language"], "needs": booking["needs"]}
    if day_of(booking["starts_at"]) == day_of(asked.now):
        told["stands_at"] = booking["starts_at"]
    yield _taken(room, asked, booking["service"], **told)


def issued(asked: Asked, at: datetime, **known: Any) -> Event:
    """Write a new ticket, given out to the asker's visitor at a moment."""
    times = dict.fromkeys(("issued_at", "arrived_at", "stands_at"), at)
    told = {field: asked[field] for field in ("token", "language", "needs")}
    plain = {"issued_by": asked.sender, "booking": None, "then": []}
    return event("ticket_issued", ticket=NEW | times | told | plain | known)


def step(service: str) -> dict[str, Any]:
    """Write a further service of a visit."""
    return {"service": service, "for_counter": None, "for_clerk": None}


def _against(room: Room, asked: Asked) -> Answer:
    """Say all that can be against a slip: it is no kiosk's, or of a day that is over."""
    yield from unless_a_kiosk(room, asked.sender)
    if day_of(asked.since) < day_of(asked.now):
        yield "day_over"


def _taken(room: Room, asked: Asked, service: str, **told: Any) -> Event:
    """Write the ticket of a slip, with a note for the clerk if it is not as it was printed."""
    number = with_one_more(room, asked["number"])
    note = "" if service in room.services else "other_service"
    return issued(
        asked,
        _printed_at(room, asked),
        number=number,
        service=service if service in room.services else next(iter(room.services)),
        note=note if number == asked["number"] else "same_number",
        promised_s=asked["told_s"],
        **told,
    )


def _printed_at(room: Room, asked: Asked) -> datetime:
    """Tell when a slip was printed: nobody can print a number before it is leased."""
    lease = lease_of(room, asked["number"])
    return asked.since if lease is None else max(asked.since, lease["leased_at"])
