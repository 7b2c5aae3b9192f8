"""Wholeness: what must be so of a waiting room at any time, whatever was asked of it."""

from datetime import datetime

from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import MOVES, Status


def reachable(old: Status, new: Status) -> bool:
    """Tell whether one command can bring a ticket from a status to another, along `MOVES`."""
    return new in MOVES[old] or any(new in MOVES[between] for between in MOVES[old])


def in_lines(room: WaitingRoom) -> list[str]:
    """List every number in every line."""
    order = room.order
    lanes = [lane for line in order.lines.values() for lane in line.lanes]
    lanes += [*order.sent_to_counter.values(), *order.sent_to_clerk.values()]
    return [standing.number for lane in lanes for standing in lane.standing]


def check_whole(room: WaitingRoom) -> None:
    """Hold lines, desks and lists against the tickets."""
    at_desks = [desk.ticket for desk in room.desks.values() if desk.ticket]
    by_status: dict[Status, set[str]] = {status: set() for status in Status}
    for number, ticket in room.tickets.items():
        by_status[ticket.status].add(number)
    assert sorted(in_lines(room)) == sorted(by_status[Status.WAITING])
    assert sorted(at_desks) == sorted(by_status[Status.CALLED] | by_status[Status.SERVING])
    assert set(room.on_hold) == by_status[Status.ON_HOLD]
    assert set(room.missed) == by_status[Status.NO_SHOW]
    for counter, desk in room.desks.items():
        if desk.ticket is not None:
            assert room.tickets[desk.ticket].counter == counter
            assert desk.status is CounterStatus.OPEN


def check_same(again: WaitingRoom, room: WaitingRoom, at: datetime) -> None:
    """Hold one room against another."""
    assert again.tickets == room.tickets
    assert sorted(in_lines(again)) == sorted(in_lines(room))
    for counter in room.desks:
        assert list(again.line_at(counter, at)) == list(room.line_at(counter, at))
    assert again.desks == room.desks
    assert list(again.calls) == list(room.calls)
    assert list(again.on_hold) == list(room.on_hold)
