"""Promises that hold of any commit, whatever was asked: what the README says of calls."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.checker.complaint import Complaint
from tests.checker.journal import Commit
from tests.checker.model.changes import Ticket
from tests.checker.model.order import line, terms
from tests.checker.model.room import WAITING, Room, place


def before(room: Room, commit: Commit) -> Iterator[Complaint]:
    """Hold a commit against the room that it is about to change."""
    for event in commit.events:
        if event["event"] == "ticket_issued" and event["ticket"]["number"] in room.tickets:
            yield Complaint("number twice", f"{commit}")
        if event["event"] == "ticket_issued" and _has_one(room, event["ticket"]):
            yield Complaint("ticket twice", f"{commit}")
        if event["event"] == "numbers_leased" and _is_known(room, event["lease"]):
            yield Complaint("leased twice", f"{commit}")
        if event["event"] == "ticket_called" and event["calls"] == 1:
            ticket = room.tickets.get(event["number"])
            if ticket is not None and place(ticket).startswith("at "):
                yield Complaint("called twice", f"{commit}, but is {place(ticket)}")
    yield from _overtaking(room, commit)


def after(room: Room) -> Iterator[Complaint]:
    """Whoever waits for one counter or clerk alone waits for one who is there."""
    for ticket in room.at(WAITING):
        counter, clerk = ticket["for_counter"], ticket["for_clerk"]
        closed = counter is not None and room.desks[counter]["status"] == "closed"
        if closed or (clerk is not None and room.seat(clerk) is None):
            yield Complaint("stranded", f"{ticket['number']} waits for {counter or clerk} alone")


def _has_one(room: Room, ticket: Ticket) -> bool:
    """Tell whether the holder of a new ticket, or whoever has its booking, has one already."""
    code = ticket["booking"]
    return room.holding(ticket["token"]) is not None or (code and room.booked(code)) is not None


def _is_known(room: Room, lease: dict[str, Any]) -> bool:
    """Tell whether a number of a new lease was leased before, or somebody has it."""
    before = [one for one in room.leases if one["letter"] == lease["letter"]]
    if any(one["first"] <= lease["last"] and lease["first"] <= one["last"] for one in before):
        return True
    new = (f"{lease['letter']}{count:03}" for count in range(lease["first"], lease["last"] + 1))
    return any(number in room.tickets for number in new)


def _overtaking(room: Room, commit: Commit) -> Iterator[Complaint]:
    """Nobody lets others go first for ever: docs/decisions/0012-order.md names the bound."""
    call = commit.events[-1]
    if call["event"] != "ticket_called" or call["calls"] > 1 or call["why"]["code"] == "chosen":
        return
    choices = [counter.get("second_choice_min", {}) for counter in room.counters.values()]
    for other in line(room, call["counter"], commit.at):
        longest = timedelta(minutes=max(choice.get(other["service"], 0) for choice in choices))
        target, _ = terms(room, other)
        if call["why"]["since"] > other["stands_at"] + target + room.head_start + longest:
            yield Complaint("overtaken", f"{other['number']} by {commit}")
