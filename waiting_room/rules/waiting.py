"""Waiting: coming back into line, letting others go first, and leaving."""

from datetime import UTC, datetime, timedelta
from itertools import islice

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.calling import Rank
from waiting_room.rules.calls import finish_for_a_call, first_call
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.events import Event
from waiting_room.rules.reason import Reason, Why
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status, Ticket
from waiting_room.rules.zone import Role

LONGEST_DELAY = timedelta(days=1)
SMALLEST_STEP = timedelta(microseconds=1)


def resume(room: WaitingRoom, command: asked.ResumeTicket, now: datetime) -> list[Event]:
    """Put a ticket back into its line at its old place, or call it to a counter at once.

    A number that was called and not answered is left alone for the zone's time first.
    """
    ticket = room.tickets.get(command.number)
    if ticket is None:
        raise Refused("unknown_ticket", f"There is no ticket {command.number} today.")
    if ticket.status not in (Status.ON_HOLD, Status.NO_SHOW):
        raise Refused("not_now", f"{ticket.number} is {ticket.status}, not on hold.")
    if command.counter is not None:
        finished = finish_for_a_call(room, command.counter)
        why = Reason(code=Why.CHOSEN, since=ticket.stands_at)
        return [*finished, first_call(ticket, command.counter, why)]
    if ticket.status is Status.NO_SHOW:
        assert ticket.called_at is not None, "whoever was missed was called"
        again_at = ticket.called_at + timedelta(seconds=room.zone.calling.again_after_s)
        if again_at > now:
            return [happened.TicketSetAside(number=ticket.number, back_at=again_at)]
    return [_resumed(room, ticket)]


def _resumed(room: WaitingRoom, ticket: Ticket) -> Event:
    """Let a ticket wait again, for any counter; or for the one alone that it had been sent to.

    Whoever was called where its service is not taken had been sent there.
    """
    counter = ticket.counter
    assert counter is not None, "whoever is on hold or missed was called somewhere"
    is_there = room.desks[counter].status is not CounterStatus.CLOSED
    was_sent = ticket.service not in room.counters[counter].services
    for_counter = counter if is_there and was_sent else None
    return happened.TicketResumed(number=ticket.number, for_counter=for_counter)


def pass_time(room: WaitingRoom, now: datetime) -> list[Event]:
    """Bring back into line whoever was set aside until now."""
    aside = (room.tickets[number] for number in room.on_hold)
    return [
        _resumed(room, ticket)
        for ticket in aside
        if ticket.returns and ticket.back_at is not None and ticket.back_at <= now
    ]


def delay(room: WaitingRoom, command: asked.DelayTicket, now: datetime, sender: str) -> list[Event]:
    """Let as many others go first as asked, or as many as there are."""
    ticket = _own(room, command.token, command.number, sender)
    if ticket.status is not Status.WAITING:
        raise Refused("not_now", f"{ticket.number} is {ticket.status} and cannot let others go.")
    if ticket.for_counter is not None or ticket.for_clerk is not None:
        raise Refused("sent_on", f"{ticket.number} is expected at one counter and keeps its place.")
    behind = room.order.behind(room.order.standing(ticket), room.sharing(ticket.service), now)
    at_last = room.order.rank(room.order.standing(ticket).later(LONGEST_DELAY), now)
    passing = [rank for rank in islice(behind, command.places) if rank < at_last]
    if not passing:
        raise Refused("nobody_behind", "Nobody is behind you whom you could let go first.")
    return [
        happened.TicketDelayed(
            number=ticket.number, stands_at=_just_behind(room, ticket, passing[-1], now)
        )
    ]


def _just_behind(room: WaitingRoom, ticket: Ticket, rank: Rank, now: datetime) -> datetime:
    """Find the earliest standing that comes after a rank, by halving, whatever the policy."""
    standing = room.order.standing(ticket)
    too_early, late_enough = timedelta(), LONGEST_DELAY
    while late_enough - too_early > SMALLEST_STEP:
        middle = (too_early + late_enough) / 2
        if room.order.rank(standing.later(middle), now) > rank:
            late_enough = middle
        else:
            too_early = middle
    return (ticket.stands_at + late_enough).astimezone(UTC)


def cancel(room: WaitingRoom, command: asked.CancelTicket, sender: str) -> list[Event]:
    """Let a visitor leave the line."""
    ticket = _own(room, command.token, command.number, sender)
    if not ticket.may(Status.CANCELLED):
        raise Refused("not_now", f"{ticket.number} is {ticket.status} and cannot be cancelled.")
    return [happened.TicketCancelled(number=ticket.number, why="left")]


def _own(room: WaitingRoom, token: str | None, number: str | None, sender: str) -> Ticket:
    """Find a ticket by its token; by the number alone only a counter may."""
    clerks = {device.id for device in room.zone.devices if device.role is Role.COUNTER}
    if number is not None and sender not in clerks:
        raise Refused("not_allowed", "Only the holder of a ticket may do this.")
    ticket = room.tickets.get(number or room.by_token.get(token or "", ""))
    if ticket is None:
        raise Refused("unknown_ticket", "This ticket is not from today.")
    return ticket
