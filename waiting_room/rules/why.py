"""Why this ticket: what decided that just this one is next at a counter, or was called there."""

from datetime import datetime

from waiting_room.rules.reason import Reason, Why
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Ticket


def why_next(room: WaitingRoom, ticket: Ticket, counter: str, now: datetime) -> Reason:
    """Say why a waiting ticket is the next at a counter."""
    order, heads = room.order, room.heads_at(counter)
    standing = order.standing(ticket)
    since, policy = ticket.stands_at, room.zone.calling.policy
    if ticket.for_counter is not None or ticket.for_clerk is not None:
        return Reason(code=Why.SENT_HERE, since=since)
    if standing.emergency and policy != "fifo":
        return Reason(code=Why.EMERGENCY, since=since)
    if min(heads, key=lambda head: order.rank(head, now)) != standing:
        return Reason(code=Why.OWN_SERVICE, since=since)
    if ticket.booked:
        return Reason(code=Why.BOOKED, since=since)
    if standing == min(heads):
        return Reason(code=Why.LONGEST, since=since)
    if policy == "accumulating":
        return Reason(code=Why.MOST_CREDIT, since=since, weight=standing.weight)
    target_min = int(standing.target.total_seconds() // 60)
    return Reason(code=Why.DUE_FIRST, since=since, target_min=target_min)


def why_called(room: WaitingRoom, ticket: Ticket, counter: str, now: datetime) -> Reason:
    """Say why a ticket is called to a counter: because it is next there, or a clerk chose it."""
    if room.next_at(counter, now) is ticket:
        return why_next(room, ticket, counter, now)
    return Reason(code=Why.CHOSEN, since=ticket.stands_at)
