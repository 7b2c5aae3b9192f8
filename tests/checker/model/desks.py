"""The model's rules for counters: open, paused, closed, and who sits there."""

from collections.abc import Iterator

from tests.checker.model.asked import Answer, Asked, event, unknown_counter
from tests.checker.model.room import WAITING, Room


def open_counter(room: Room, asked: Asked) -> Answer:
    """Open, or back from a pause, or somebody else sits there now."""
    counter = asked["counter"]
    yield from unknown_counter(room, counter)
    if counter not in room.counters:
        return
    desk = room.desks[counter]
    clerk = asked["clerk"] or desk["clerk"]
    if clerk is not None and clerk not in room.clerks:
        yield "unknown_clerk"
    if room.seat(clerk) not in (None, counter):
        yield "sits_elsewhere"
    if clerk != desk["clerk"]:
        yield from waited_for(room, "for_clerk", desk["clerk"])
    if (desk["status"], desk["clerk"]) != ("open", clerk):
        yield event("counter_opened", counter=counter, clerk=clerk)


def pause_counter(room: Room, asked: Asked) -> Answer:
    """A pause of a counter that is not closed, once nobody is in front."""
    counter = asked["counter"]
    yield from unless_free(room, counter)
    if counter in room.counters and room.desks[counter]["status"] == "closed":
        yield "counter_not_open"
    yield event("counter_paused", counter=counter, reason=asked["reason"])


def close_counter(room: Room, asked: Asked) -> Answer:
    """Closed, once nobody is in front and nobody waits for this counter alone."""
    counter = asked["counter"]
    yield from unless_free(room, counter)
    if counter not in room.counters or room.desks[counter]["status"] == "closed":
        return
    yield from waited_for(room, "for_counter", counter)
    yield from waited_for(room, "for_clerk", room.desks[counter]["clerk"])
    yield event("counter_closed", counter=counter)


def report_device(room: Room, asked: Asked) -> Answer:
    """How a device's parts are is no event."""
    return iter(())


def unless_free(room: Room, counter: str) -> Iterator[str]:
    """Refuse while somebody is in front of the clerk."""
    yield from unknown_counter(room, counter)
    if room.in_front(counter) is not None:
        yield "busy"


def waited_for(room: Room, by: str, who: str | None) -> Iterator[str]:
    """Refuse while somebody waits for this counter or clerk alone."""
    if who is not None and any(ticket[by] == who for ticket in room.at(WAITING)):
        yield "sent_here"
