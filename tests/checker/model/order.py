"""The model's order: everybody who waits is put into order anew each time anybody asks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.checker.model.changes import Ticket
from tests.checker.model.room import WAITING, Room

NO_TIME = timedelta()
BOOKING_TERMS = {"target_wait_min": 5, "weight": 2.0}
SERVICE_TERMS = {"target_wait_min": 20, "weight": 1.0}


def terms(room: Room, ticket: Ticket) -> tuple[timedelta, float]:
    """Give the target wait and the weight that hold for a ticket."""
    service = room.services[ticket["service"]]
    known = SERVICE_TERMS | service
    if ticket["booking"] is not None:
        known = BOOKING_TERMS | service.get("booking", {})
    return timedelta(minutes=known["target_wait_min"]), known["weight"]


def urgent(room: Room, ticket: Ticket) -> bool:
    """Tell whether a ticket is an emergency."""
    return bool(room.services[ticket["service"]].get("priority") == "emergency")


def turn(ticket: Ticket) -> tuple[Any, ...]:
    """Tell who goes first of two who stand equally long: who came first, then the lower number."""
    number = ticket["number"]
    return ticket["arrived_at"], len(number), number


def rank(room: Room, ticket: Ticket, now: datetime, later: timedelta = NO_TIME) -> tuple[Any, ...]:
    """Rank a ticket as if it had come this much later; the smallest is called first."""
    stands_at, first = ticket["stands_at"] + later, turn(ticket)
    target, weight = terms(room, ticket)
    match room.calling["policy"]:
        case "fifo":
            return stands_at, first
        case "due-date":
            return stands_at + target - room.head_start * urgent(room, ticket), first
        case "accumulating":
            stood = now - stands_at
            if stood >= room.head_start:
                return 0, stands_at, first
            if urgent(room, ticket):
                return 1, stands_at, first
            return 2, -stood.total_seconds() * weight, first
    raise AssertionError("there is no such policy")


def is_steady(room: Room) -> bool:
    """Tell whether the order of two tickets never changes; credit grows at different speeds."""
    return bool(room.calling["policy"] != "accumulating")


def second_choice(room: Room, counter: str, ticket: Ticket) -> timedelta:
    """Tell how much younger a ticket counts at a counter; not if it was sent there."""
    if sent(ticket):
        return NO_TIME
    minutes = room.counters[counter].get("second_choice_min", {})
    return timedelta(minutes=minutes.get(ticket["service"], 0))


def sent(ticket: Ticket) -> bool:
    """Tell whether a ticket waits for one counter or clerk alone."""
    return ticket["for_counter"] is not None or ticket["for_clerk"] is not None


def waits_for(room: Room, ticket: Ticket, counter: str) -> bool:
    """Tell whether a waiting ticket can be called next at a counter."""
    if ticket["for_counter"] is not None:
        return bool(ticket["for_counter"] == counter)
    if ticket["for_clerk"] is not None:
        return bool(ticket["for_clerk"] == room.desks[counter]["clerk"])
    return ticket["service"] in room.counters[counter]["services"]


def line(room: Room, counter: str, now: datetime) -> list[Ticket]:
    """List who waits for a counter, in the order in which it should call them."""
    waiting = [ticket for ticket in room.at(WAITING) if waits_for(room, ticket, counter)]
    return sorted(waiting, key=lambda one: rank(room, one, now, second_choice(room, counter, one)))


def everybody(room: Room, now: datetime) -> list[Ticket]:
    """List all who wait, in the order in which most counters would call them."""
    return sorted(room.at(WAITING), key=lambda one: rank(room, one, now))


def open_counters(room: Room, service: str) -> list[str]:
    """List the open counters that take a service."""
    return [
        id
        for id, counter in room.counters.items()
        if service in counter["services"] and room.desks[id]["status"] == "open"
    ]


def in_shared_lines(room: Room, service: str) -> Iterator[Ticket]:
    """Go through all in the lines that share an open counter with a service's."""
    shared = {service}
    for counter in open_counters(room, service):
        shared |= set(room.counters[counter]["services"])
    for ticket in room.at(WAITING):
        if ticket["service"] in shared and not sent(ticket):
            yield ticket


def ahead(room: Room, ticket: Ticket, now: datetime) -> int:
    """Count who is called before a ticket."""
    mine = rank(room, ticket, now)
    return sum(rank(room, one, now) < mine for one in in_shared_lines(room, ticket["service"]))


def behind(room: Room, ticket: Ticket, now: datetime) -> list[Ticket]:
    """List who is called after a ticket, the next one first."""
    mine = rank(room, ticket, now)
    after = [one for one in in_shared_lines(room, ticket["service"]) if rank(room, one, now) > mine]
    return sorted(after, key=lambda one: rank(room, one, now))


def why(room: Room, ticket: Ticket, counter: str, now: datetime) -> dict[str, Any]:
    """Say why a ticket is called to a counter: what puts it first there, or that it was chosen."""
    waiting = line(room, counter, now)
    target, weight = terms(room, ticket)
    policy = room.calling["policy"]
    reason = {"code": "chosen", "since": ticket["stands_at"], "target_min": None, "weight": None}
    if waiting[:1] != [ticket]:
        return reason
    if sent(ticket):
        return reason | {"code": "sent_here"}
    if urgent(room, ticket) and policy != "fifo":
        return reason | {"code": "emergency"}
    if min(waiting, key=lambda one: rank(room, one, now)) != ticket:
        return reason | {"code": "own_service"}
    if ticket["booking"] is not None:
        return reason | {"code": "booked"}
    if min(waiting, key=lambda one: (one["stands_at"], turn(one))) == ticket:
        return reason | {"code": "longest"}
    if policy == "accumulating":
        return reason | {"code": "most_credit", "weight": weight}
    return reason | {"code": "due_first", "target_min": target // timedelta(minutes=1)}
