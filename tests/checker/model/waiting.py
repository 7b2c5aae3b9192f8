"""The model's rules for those who wait: coming back, letting others go first, leaving."""

from bisect import bisect_left
from datetime import datetime, timedelta

from tests.checker.model.asked import Answer, Asked, event, own_ticket
from tests.checker.model.calls import before_a_call, called
from tests.checker.model.changes import Event, Ticket
from tests.checker.model.order import behind, rank, sent
from tests.checker.model.room import ON_HOLD, Room

ONE_DAY_US = 24 * 3600 * 1_000_000


def resume_ticket(room: Room, asked: Asked) -> Answer:
    """Back into line, or called at once; a number nobody answered rests first."""
    ticket = room.tickets.get(asked["number"])
    if ticket is None:
        yield "unknown_ticket"
        return
    if ticket["status"] not in ("on_hold", "no_show"):
        yield "not_now"
    if asked["counter"] is not None:
        yield from before_a_call(room, asked["counter"])
        if asked["counter"] in room.counters:
            chosen = {"code": "chosen", "since": ticket["stands_at"]}
            reason = chosen | {"target_min": None, "weight": None}
            yield called(room, ticket, asked) | {"why": reason}
    elif ticket["status"] == "no_show" and rested_at(room, ticket["called_at"]) > asked.now:
        back_at = rested_at(room, ticket["called_at"])
        yield event("ticket_set_aside", number=ticket["number"], back_at=back_at)
    elif ticket["counter"] is not None:
        yield resumed(room, ticket)


def resumed(room: Room, ticket: Ticket) -> Event:
    """Back in line; where it was called last, if only there for what that counter does not take."""
    there = ticket["counter"]
    open_there = room.desks[there]["status"] != "closed"
    sent_there = ticket["service"] not in room.counters[there]["services"]
    for_counter = there if open_there and sent_there else None
    return event("ticket_resumed", number=ticket["number"], for_counter=for_counter)


def rested_at(room: Room, called_at: datetime) -> datetime:
    """Tell until when a number that nobody answered is left alone."""
    return called_at + timedelta(seconds=room.calling["again_after_s"])


def due_back(room: Room, now: datetime) -> list[Event]:
    """Tell who comes back into line by themselves until now."""
    return [
        resumed(room, ticket)
        for ticket in room.at(ON_HOLD)
        if ticket["returns"] and ticket["back_at"] <= now
    ]


def delay_ticket(room: Room, asked: Asked) -> Answer:
    """Just behind as many as asked of those who come after, or behind the last of them."""
    ticket, against = own_ticket(room, asked)
    if ticket is None:
        yield against
        return
    if ticket["status"] != "waiting":
        yield "not_now"
        return
    if sent(ticket):
        yield "sent_on"

    def shifted(by_us: int) -> tuple[object, ...]:
        return rank(room, ticket, asked.now, timedelta(microseconds=by_us))

    can_pass = [
        one
        for one in behind(room, ticket, asked.now)[: asked["places"]]
        if rank(room, one, asked.now) < shifted(ONE_DAY_US)
    ]
    if not can_pass:
        yield "nobody_behind"
        return
    last = rank(room, can_pass[-1], asked.now)
    least_us = bisect_left(range(ONE_DAY_US), True, key=lambda by_us: shifted(by_us) > last)
    stands_at = ticket["stands_at"] + timedelta(microseconds=least_us)
    yield event("ticket_delayed", number=ticket["number"], stands_at=stands_at)


def cancel_ticket(room: Room, asked: Asked) -> Answer:
    """A visitor leaves."""
    ticket, against = own_ticket(room, asked)
    if ticket is None:
        yield against
        return
    if ticket["status"] not in ("waiting", "called", "on_hold"):
        yield "not_now"
    yield event("ticket_cancelled", number=ticket["number"], why="left")
