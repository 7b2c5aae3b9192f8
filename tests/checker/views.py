"""The views at the end, as the broker keeps them, against the room of the model."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from tests.checker.complaint import Complaint
from tests.checker.journal import times
from tests.checker.model.arriving import closed
from tests.checker.model.asked import Asked, split
from tests.checker.model.changes import Ticket
from tests.checker.model.order import ahead, everybody, is_steady, line, sent, why
from tests.checker.model.room import MISSED, ON_HOLD, WAITING, Room
from tests.checker.model.visits import undo

View = dict[str, Any]

NEXT_SHOWN, LINE_SHOWN, MISSED_SHOWN = 5, 30, 20
CALL = ("number", "counter", "calls", "called_at", "status", "language")
AT_DESK = ("number", "service", "status", "calls", "called_at", "started_at", "note", "why", "then",
           "back_at", "returns")  # fmt: skip
HOLDERS = ("number", "service", "status", "language", "issued_at", "counter", "calls", "called_at",
           "why", "then")  # fmt: skip


def check(room: Room, views: dict[str, View], moments: Sequence[datetime]) -> Iterator[Complaint]:
    """Compare every view with what it should show at one of these moments."""
    expected = [dict(shown(room, now)) for now in moments]
    for topic in expected[0]:
        found = times(views.get(topic, {}))
        wrong = [list(differences(found, one[topic])) for one in expected]
        if all(wrong):
            yield Complaint("view", f"{topic}: {'; '.join(wrong[-1])}")


def differences(found: Any, expected: Any, at: str = "") -> Iterator[str]:
    """Say where a view does not show what it should; it may show more."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            yield from differences(found.get(name), value, f"{at}.{name}")
    elif isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        for place, (one, other) in enumerate(zip(found, expected, strict=True)):
            yield from differences(one, other, f"{at}[{place}]")
    elif found != expected:
        yield f"{at[1:]} is {found}, not {expected}"


def shown(room: Room, now: datetime) -> Iterator[tuple[str, View]]:
    """Say what each view should show; under accumulating priority nothing of the order.

    There the order changes with every second, and nobody knows at which a view was made.
    """
    steady = is_steady(room)
    called = [room.tickets[number] for number in room.calls]
    calls = {"calls": [some(one, CALL) for one in called if one["counter"] is not None]}
    following = {"next": numbers(everybody(room, now)[:NEXT_SHOWN])}
    yield "view/board", calls | following if steady else calls
    yield "view/lines", {"services": [at_a_glance(room, id, now) for id in room.services]}
    for counter in room.counters:
        desk, order = at_desk(room, counter, now), in_order(room, counter, now)
        yield f"view/counter/{counter}", desk | order if steady else desk
    for service in room.services if steady else ():
        waiting = [one for one in everybody(room, now) if one["service"] == service]
        places = [
            {"number": one["number"], "ahead": ahead(room, one, now)}
            for one in waiting
            if not sent(one)
        ]
        yield f"view/line/{service}", {"tickets": places}
    for ticket in room.tickets.values():
        for token in (ticket["token"], *ticket["joined"]):
            yield f"view/ticket/{token}", some(ticket, HOLDERS)


def at_a_glance(room: Room, service: str, now: datetime) -> View:
    """Say what everybody should see of a service."""
    waiting = [one for one in room.at(WAITING) if one["service"] == service and not sent(one)]
    is_open = not any(closed(room, service, now))
    return {"id": service, "waiting": len(waiting), "open": is_open}


def at_desk(room: Room, counter: str, now: datetime) -> View:
    """Say what a clerk should see of the counter and of those who were called before."""
    in_front = room.in_front(counter)
    held = [one for one in room.at(ON_HOLD) if is_kept_for(room, one, counter)]
    missed = room.at(MISSED)[::-1][:MISSED_SHOWN]
    return room.desks[counter] | {
        "ticket": in_front and some(in_front, AT_DESK),
        "held": [some(one, AT_DESK) for one in held],
        "missed": [some(one, AT_DESK) for one in missed],
        "undo": undone(room, counter, now),
    }


def in_order(room: Room, counter: str, now: datetime) -> View:
    """Say what a clerk should see of those who wait."""
    waiting = line(room, counter, now)
    following = waiting[0] if waiting else None
    return {
        "next": following and some(following, AT_DESK),
        "why_next": following and why(room, following, counter, now),
        "waiting": len(waiting),
        "line": [{"number": number} for number in numbers(waiting[:LINE_SHOWN])],
    }


def is_kept_for(room: Room, ticket: Ticket, counter: str) -> bool:
    """Tell whose a ticket on hold is: its counter's, and everybody's once that has closed."""
    return counter == ticket["counter"] or room.desks[ticket["counter"]]["status"] == "closed"


def undone(room: Room, counter: str, now: datetime) -> str | None:
    """Name the ticket that undo would take back last, None if it would be refused."""
    codes, events = split(undo(room, Asked("undo", {"counter": counter}, "hub", now)))
    return None if codes else str(events[0]["tickets"][-1]["number"])


def some(ticket: Ticket, fields: Sequence[str]) -> View:
    """Take some fields of a ticket."""
    return {field: ticket[field] for field in fields}


def numbers(tickets: Sequence[Ticket]) -> list[str]:
    """Take the numbers of tickets."""
    return [ticket["number"] for ticket in tickets]
