"""Batch: what is saved in one transaction, and how it is written as rows."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from waiting_room.rules.booking import Booking
from waiting_room.rules.events import Event
from waiting_room.rules.shape import wire_name
from waiting_room.rules.ticket import Ticket

CHANGED = (
    "service", "status", "stands_at", "counter", "calls", "called_at", "started_at", "ended_at",
    "ended_why",
)  # fmt: skip
"""What can change of a ticket once it is issued."""


@dataclass
class Recorded:
    """An event with its place in the journal and the command it came from."""

    seq: int
    at: datetime
    day: date
    event: Event
    sender: str
    command: str


@dataclass
class Batch:
    """What is saved in one transaction."""

    at: datetime
    events: list[Recorded] = field(default_factory=list)
    issued: list[Ticket] = field(default_factory=list)
    changed: dict[str, Ticket] = field(default_factory=dict)
    bookings: list[Booking] = field(default_factory=list)
    replies: dict[tuple[str, str], bytes] = field(default_factory=dict)
    ended_day: date | None = None

    def __bool__(self) -> bool:
        """Tell whether there is anything to save."""
        return bool(self.events or self.replies)


def chain(before: bytes, seq: int, at: datetime, name: str, body: str) -> bytes:
    """Give the hash of an event, which covers the one before it."""
    return hashlib.sha256(before + f"{seq}|{at.isoformat()}|{name}|{body}".encode()).digest()


def journal_rows(events: Iterable[Recorded], before: bytes) -> Iterator[dict[str, Any]]:
    """Write events as rows, each with the hash that covers the one before."""
    for one in events:
        name, body = wire_name(type(one.event)), one.event.model_dump_json()
        before = chain(before, one.seq, one.at, name, body)
        yield {
            "seq": one.seq,
            "at": one.at,
            "day": one.day,
            "event": name,
            "body": body,
            "sender": one.sender,
            "command": one.command,
            "hash": before,
        }


def ticket_row(day: date, ticket: Ticket) -> dict[str, Any]:
    """Write a new ticket as a row."""
    return {
        "day": day,
        "number": ticket.number,
        "token": ticket.token,
        "service": ticket.service,
        "status": ticket.status,
        "language": ticket.language,
        "needs": " ".join(ticket.needs),
        "booked": ticket.booked,
        "issued_by": ticket.issued_by,
        "issued_at": ticket.issued_at,
        "stands_at": ticket.stands_at,
        "calls": 0,
        "ended_why": "",
    }


def ticket_change(day: date, ticket: Ticket) -> dict[str, Any]:
    """Write what can have changed of a ticket, and which row it is."""
    changed = {name: getattr(ticket, name) for name in CHANGED}
    return changed | {"_day": day, "_number": ticket.number}


def booking_row(booking: Booking) -> dict[str, Any]:
    """Write a booking as a row."""
    return {
        "code": booking.code,
        "starts_at": booking.starts_at,
        "body": booking.model_dump_json(),
    }


def reply_rows(batch: Batch) -> Iterator[dict[str, Any]]:
    """Write a batch's replies as rows."""
    for (client, id), body in batch.replies.items():
        yield {"client": client, "id": id, "at": batch.at, "body": body.decode()}
