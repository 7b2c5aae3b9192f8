"""Answers: what the asker of a command is told, and which replies are kept for a repeated one."""

from datetime import datetime
from typing import Any

from waiting_room.hub.batch import Batch
from waiting_room.hub.booking_desk import QUESTIONS
from waiting_room.rules import commands as asked
from waiting_room.rules.arriving import promise
from waiting_room.rules.booking import tidy_code
from waiting_room.rules.commands import Command
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status, Ticket
from waiting_room.rules.waiting_time import Forecasts
from waiting_room.wire.messages import Reply

NOT_KEPT = frozenset(
    {"not_allowed", "expired", "book_unreachable", "too_many_tries", "being_changed"}
)
"""Refusals that may be over later, so that the same command may then be carried out.

So may any refusal of a lease, which a kiosk asks for on and on; but what was said to a visitor, as
that the numbers are used up, stays said.
"""


def answer(
    room: WaitingRoom, command: Command, now: datetime, forecasts: Forecasts
) -> dict[str, Any]:
    """Give the result of a command that was just applied to the room."""
    if isinstance(command, asked.LeaseNumbers):
        return room.leases[-1].lease.model_dump(mode="json")
    number = _ticket_of(room, command)
    return {} if number is None else ticket_on_wire(room, room.tickets[number], now, forecasts)


def write_reply(client: str, order: Any, reply: Reply, batch: Batch) -> bytes:
    """Write a reply, and keep it unless nothing was done and asking again is right."""
    body = reply.model_dump_json(exclude_none=True).encode()
    asks_only = isinstance(order, QUESTIONS)
    if not asks_only and (reply.error is None or not _may_be_over(order, reply.error.code)):
        batch.replies[client, reply.id] = body
    return body


def _may_be_over(order: Any, code: str) -> bool:
    return code in NOT_KEPT or isinstance(order, asked.LeaseNumbers)


def _ticket_of(room: WaitingRoom, command: Command) -> str | None:
    match command:
        case asked.IssueTicket():
            return room.by_token[command.token]
        case asked.CheckIn():
            return room.by_booking[tidy_code(command.code)]
        case asked.CallTicket() | asked.ResumeTicket():
            return command.number
        case asked.DelayTicket():
            return command.number or room.by_token[command.token or ""]
        case asked.CallNext() | asked.Recall() | asked.StartServing() | asked.Undo():
            return room.desks[command.counter].ticket
        case _:
            return None


def ticket_on_wire(
    room: WaitingRoom, ticket: Ticket, now: datetime, forecasts: Forecasts
) -> dict[str, Any]:
    """Write a ticket as it is seen on the wire, with how many are ahead and the wait."""
    ahead, wait_s = None, None
    if ticket.status is Status.WAITING:
        standing = room.order.standing(ticket)
        ahead = sum(room.ahead_of(standing, ticket.service, now).values())
        wait_s = promise(forecasts(room, standing, ticket.service, now))
    return {
        "number": ticket.number,
        "token": ticket.token,
        "service": ticket.service,
        "status": ticket.status,
        "language": ticket.language,
        "issued_at": ticket.issued_at.isoformat(),
        "counter": ticket.counter,
        "then": [step.service for step in ticket.then],
        "ahead": ahead,
        "wait_s": wait_s,
        "back_at": None if ticket.back_at is None else ticket.back_at.isoformat(),
    }
