"""The model's rules for visits: what a clerk does with the visitor in front."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.checker.model.asked import Answer, Asked, event, unknown_counter, unless_in_front
from tests.checker.model.changes import Ticket
from tests.checker.model.room import Room

UNDONE_WITHIN = timedelta(minutes=10)


def start_serving(room: Room, asked: Asked) -> Answer:
    """The called visitor is here."""
    yield from unless_in_front(room, asked["counter"], "called")
    for ticket in _in_front(room, asked):
        yield event("serving_started", number=ticket["number"], counter=asked["counter"])


def finish_serving(room: Room, asked: Asked) -> Answer:
    """The visit ends, or goes on with its next service; started first if it was only called."""
    yield from unless_in_front(room, asked["counter"], "called", "serving")
    for ticket in _in_front(room, asked):
        told = {"number": ticket["number"], "counter": asked["counter"]}
        if ticket["status"] == "called":
            yield event("serving_started", **told)
        told |= {"outcome": asked["outcome"]}
        if ticket["then"]:
            following = reachable(room, ticket["then"][0])
            stays = goes_on_at(room, ticket, asked["counter"])
            yield event("step_finished", **told, next=following, stays=stays)
        else:
            yield event("serving_finished", **told)


def add_service(room: Room, asked: Asked) -> Answer:
    """One more service for the visit."""
    yield from unless_in_front(room, asked["counter"], "called", "serving")
    if asked["service"] not in room.services:
        yield "unknown_service"
    for ticket in _in_front(room, asked):
        told = {"counter": asked["counter"], "service": asked["service"]}
        yield event("service_added", number=ticket["number"], **told)


def mark_no_show(room: Room, asked: Asked) -> Answer:
    """The called visitor did not come."""
    yield from unless_in_front(room, asked["counter"], "called")
    for ticket in _in_front(room, asked):
        yield event("ticket_missed", number=ticket["number"], counter=asked["counter"])


def hold_ticket(room: Room, asked: Asked) -> Answer:
    """The visit is set aside, perhaps until a time."""
    yield from unless_in_front(room, asked["counter"], "called", "serving")
    minutes = asked["minutes"]
    if asked["returns"] and minutes is None:
        yield "no_time"
    for ticket in _in_front(room, asked):
        yield event(
            "ticket_held",
            number=ticket["number"],
            counter=asked["counter"],
            reason=asked["reason"],
            back_at=None if minutes is None else asked.now + timedelta(minutes=minutes),
            returns=asked["returns"],
        )


def transfer_ticket(room: Room, asked: Asked) -> Answer:
    """The visitor is sent on, to a place that is open and not this one."""
    here, service = asked["counter"], asked["service"]
    counter, clerk = asked["to_counter"], asked["to_clerk"]
    yield from unless_in_front(room, here, "called", "serving")
    if (service, counter, clerk) == (None, None, None) or (counter and clerk):
        yield "no_target"
    if service is not None and service not in room.services:
        yield "unknown_service"
    if clerk is not None:
        clerks_seat = room.seat(clerk)
        if clerks_seat is None:
            yield "target_closed"
        if clerks_seat == here:
            yield "same_counter"
    if counter is not None:
        yield from unknown_counter(room, counter)
        if counter in room.counters and room.desks[counter]["status"] == "closed":
            yield "target_closed"
        if counter == here:
            yield "same_counter"
    for ticket in _in_front(room, asked):
        to = {"service": service or ticket["service"], "for_counter": counter, "for_clerk": clerk}
        back = {"service": ticket["service"], "for_counter": here, "for_clerk": None}
        yield event(
            "ticket_transferred",
            number=ticket["number"],
            counter=here,
            to=to,
            back=back if asked["come_back"] else None,
        )


def undo(room: Room, asked: Asked) -> Answer:
    """The last press of a counter is taken back, as long as nothing was built on it."""
    counter = asked["counter"]
    yield from unknown_counter(room, counter)
    press = room.presses.get(counter)
    if press is None:
        yield "nothing_to_undo"
        return
    if asked.now - press.at > UNDONE_WITHIN:
        yield "too_late_to_undo"
    if press.in_front and room.desks[counter]["status"] != "open":
        yield "counter_not_open"
    if any(room.tickets[ticket["number"]] != ticket for ticket in press.after):
        yield "changed_since"
    sent_to = ("service", "for_counter", "for_clerk")
    steps = [{field: ticket[field] for field in sent_to} for ticket in press.before]
    if any(reachable(room, step) != step for step in steps):
        yield "changed_since"
    yield event("step_undone", counter=counter, tickets=press.before, in_front=press.in_front)


def goes_on_at(room: Room, ticket: Ticket, counter: str) -> bool:
    """Tell whether the next service of a visit is done at a counter."""
    following = reachable(room, ticket["then"][0])
    if following["for_counter"] is not None:
        return bool(following["for_counter"] == counter)
    if following["for_clerk"] is not None:
        return room.seat(following["for_clerk"]) == counter
    return following["service"] in room.counters[counter]["services"]


def reachable(room: Room, step: dict[str, Any]) -> dict[str, Any]:
    """Give a step, for everybody if the counter or clerk it was meant for has gone."""
    counter, clerk = step["for_counter"], step["for_clerk"]
    counter_gone = counter is not None and room.desks[counter]["status"] == "closed"
    clerk_gone = clerk is not None and room.seat(clerk) is None
    if counter_gone or clerk_gone:
        return {"service": step["service"], "for_counter": None, "for_clerk": None}
    return step


def _in_front(room: Room, asked: Asked) -> Iterator[Ticket]:
    ticket = room.in_front(asked["counter"])
    if ticket is not None:
        yield ticket
