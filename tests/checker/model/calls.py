"""The model's rules for calls: who is called, and when a counter may call."""

from tests.checker.model.asked import Answer, Asked, event, unknown_counter, unless_in_front
from tests.checker.model.changes import Event, Ticket
from tests.checker.model.order import line, why
from tests.checker.model.room import Room
from tests.checker.model.visits import goes_on_at


def call_next(room: Room, asked: Asked) -> Answer:
    """The first of those who wait for a counter; the visit before is finished by it."""
    yield from before_a_call(room, asked["counter"])
    if asked["counter"] not in room.counters:
        return
    waiting = line(room, asked["counter"], asked.now)
    if not waiting:
        yield "nobody_waiting"
        return
    yield called(room, waiting[0], asked)


def call_ticket(room: Room, asked: Asked) -> Answer:
    """A certain ticket, if it waits, is on hold, or was missed."""
    yield from before_a_call(room, asked["counter"])
    ticket = room.tickets.get(asked["number"])
    if ticket is None:
        yield "unknown_ticket"
    elif ticket["status"] not in ("waiting", "on_hold", "no_show"):
        yield "not_now"
    elif asked["counter"] in room.counters:
        yield called(room, ticket, asked)


def recall(room: Room, asked: Asked) -> Answer:
    """The same ticket once more, for the same reason."""
    yield from unless_in_front(room, asked["counter"], "called")
    ticket = room.in_front(asked["counter"])
    if ticket is None:
        return
    if ticket["calls"] >= room.calling["max_calls"]:
        yield "called_enough"
    yield called(room, ticket, asked) | {"calls": ticket["calls"] + 1, "why": ticket["why"]}


def before_a_call(room: Room, counter: str) -> Answer:
    """What keeps a counter from calling, and the end of the visit that a call finishes."""
    yield from unknown_counter(room, counter)
    if counter not in room.counters:
        return
    if room.desks[counter]["status"] != "open":
        yield "counter_not_open"
    ticket = room.in_front(counter)
    if ticket is None:
        return
    if ticket["status"] == "called":
        yield "still_called"
    elif ticket["then"]:
        yield "more_here" if goes_on_at(room, ticket, counter) else "more_to_do"
    else:
        yield event("serving_finished", number=ticket["number"], counter=counter, outcome="done")


def called(room: Room, ticket: Ticket, asked: Asked) -> Event:
    """Write the first call of a ticket."""
    return event(
        "ticket_called",
        number=ticket["number"],
        counter=asked["counter"],
        calls=1,
        language=ticket["language"],
        why=why(room, ticket, asked["counter"], asked.now),
    )
