"""What a rule of the model is given and gives: each reason against, and what happens if none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.checker.model.changes import Event, Ticket
from tests.checker.model.room import Room

LEFT_OUT = {
    "also": [], "needs": [], "language": "de", "outcome": "done", "reason": "", "places": 2,
    "returns": False, "come_back": False, "above": 0,
}  # fmt: skip
"""What holds for a field that a command leaves out; any other is None then."""

Answer = Iterator[str | Event]
"""Codes with which a command may be refused, and the events that follow if there are none."""


@dataclass(frozen=True)
class Asked:
    """A command at a moment."""

    name: str
    fields: dict[str, Any]
    sender: str
    now: datetime
    expect: dict[str, Any] | None = None
    age_ms: int = 0
    ttl_ms: int | None = 60_000

    def __getitem__(self, field: str) -> Any:
        """Give a field of the command."""
        return self.fields.get(field, LEFT_OUT.get(field))

    @property
    def on_paper(self) -> bool:
        """Whether a visitor holds a slip of it already."""
        return self["printed_at"] is not None

    @property
    def too_old(self) -> bool:
        """Whether it came later than it may; only what is on paper may come at any time."""
        return not self.on_paper if self.ttl_ms is None else self.age_ms > self.ttl_ms

    @property
    def since(self) -> datetime:
        """When it was first asked, or printed, by the hub's clock."""
        return self.now - timedelta(milliseconds=self.age_ms)


def event(name: str, **body: Any) -> Event:
    """Write an event as the journal does."""
    return {"event": name} | body


def split(answer: Iterable[str | Event]) -> tuple[set[str], list[Event]]:
    """Part the reasons against from what would happen."""
    found = list(answer)
    codes = {one for one in found if isinstance(one, str)}
    return codes, [one for one in found if not isinstance(one, str)]


def unknown_counter(room: Room, counter: str) -> Iterator[str]:
    """Refuse a counter that the zone does not have."""
    if counter not in room.counters:
        yield "unknown_counter"


def unless_in_front(room: Room, counter: str, *statuses: str) -> Iterator[str]:
    """Refuse what needs a visitor in front of the clerk, in one of these statuses."""
    yield from unknown_counter(room, counter)
    ticket = room.in_front(counter)
    if ticket is None and counter in room.counters:
        yield "nobody_here"
    elif ticket is not None and ticket["status"] not in statuses:
        yield "not_now"


def own_ticket(room: Room, asked: Asked) -> tuple[Ticket | None, str]:
    """Find the ticket that a token or, for clerks, a number names; else the code against it."""
    if asked["number"] is not None and room.devices[asked.sender]["role"] != "counter":
        return None, "not_allowed"
    ticket = room.holding(asked["token"])
    if asked["number"] is not None:
        ticket = room.tickets.get(asked["number"])
    return ticket, "unknown_ticket"
