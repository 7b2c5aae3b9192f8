"""Desks: opening, pausing and closing a counter, and who is in front of it."""

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.counter import CounterStatus, Desk
from waiting_room.rules.events import Event
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status, Ticket


def open_counter(room: WaitingRoom, command: asked.OpenCounter) -> list[Event]:
    """Open a counter; opening an open one changes at most who sits there."""
    desk = desk_of(room, command.counter)
    clerk = desk.clerk if command.clerk is None else command.clerk
    if clerk is not None and clerk not in room.clerks:
        raise Refused("unknown_clerk", f'There is no clerk "{clerk}" here.')
    elsewhere = None if clerk is None else room.counter_of(clerk)
    if elsewhere not in (None, command.counter):
        raise Refused("sits_elsewhere", f'"{clerk}" has counter {elsewhere} open. Close it first.')
    if clerk != desk.clerk:
        _nobody_sent(room, desk.clerk)
    if (desk.status, desk.clerk) == (CounterStatus.OPEN, clerk):
        return []
    return [happened.CounterOpened(counter=command.counter, clerk=clerk)]


def pause_counter(room: WaitingRoom, command: asked.PauseCounter) -> list[Event]:
    """Pause an open counter once nobody is in front of it; pausing again changes the reason."""
    desk = free(room, command.counter)
    if desk.status is CounterStatus.CLOSED:
        raise Refused("counter_not_open", "Open the counter first.")
    return [happened.CounterPaused(counter=command.counter, reason=command.reason)]


def close_counter(room: WaitingRoom, command: asked.CloseCounter) -> list[Event]:
    """Close a counter once nobody is in front of it; closing a closed one changes nothing."""
    desk = free(room, command.counter)
    if desk.status is CounterStatus.CLOSED:
        return []
    if len(room.order.sent_to_counter[command.counter]):
        raise Refused("sent_here", "Visitors wait for this counter alone. Call them first.")
    _nobody_sent(room, desk.clerk)
    return [happened.CounterClosed(counter=command.counter)]


def _nobody_sent(room: WaitingRoom, clerk: str | None) -> None:
    """Make sure that nobody waits for the clerk who is about to leave."""
    if clerk is not None and len(room.order.sent_to_clerk[clerk]):
        raise Refused("sent_here", "Visitors wait for this clerk alone. Call them first.")


def desk_of(room: WaitingRoom, counter: str) -> Desk:
    """Find a counter's desk; refused if the zone has no such counter."""
    desk = room.desks.get(counter)
    if desk is None:
        raise Refused("unknown_counter", f'There is no counter "{counter}" here.')
    return desk


def in_front(room: WaitingRoom, counter: str, *allowed: Status) -> Ticket:
    """Find the ticket in front of a clerk; refused if there is none of these statuses."""
    number = desk_of(room, counter).ticket
    if number is None:
        raise Refused("nobody_here", "Nobody is called to this counter.")
    ticket = room.tickets[number]
    if ticket.status not in allowed:
        raise Refused("not_now", f"{number} is {ticket.status}.")
    return ticket


def free(room: WaitingRoom, counter: str) -> Desk:
    """Find a counter's desk; refused while somebody is in front of it."""
    desk = desk_of(room, counter)
    if desk.ticket is not None:
        raise Refused("busy", f"Finish, hold or send on {desk.ticket} first.")
    return desk
