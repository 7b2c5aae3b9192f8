"""At the counter: calling, serving, setting aside and sending on."""

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.counter import CounterStatus, Desk
from waiting_room.rules.events import Event
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status, Ticket


def call_next(room: WaitingRoom, command: asked.CallNext) -> list[Event]:
    """Call whoever is next; whoever is being served now is finished by it."""
    finished = _free_for_a_call(room, command.counter)
    ticket = room.next_at(command.counter)
    if ticket is None:
        raise Refused("nobody_waiting", "Nobody is waiting for this counter.", retry=True)
    return [*finished, _first_call(ticket, command.counter)]


def call_ticket(room: WaitingRoom, command: asked.CallTicket) -> list[Event]:
    """Call a certain ticket: from its line, from hold, or after a no-show."""
    finished = _free_for_a_call(room, command.counter)
    ticket = _ticket(room, command.number)
    if not ticket.may(Status.CALLED):
        raise Refused("not_now", f"{ticket.number} is {ticket.status} and cannot be called.")
    return [*finished, _first_call(ticket, command.counter)]


def recall(room: WaitingRoom, command: asked.Recall) -> list[Event]:
    """Call the called ticket once more, up to the zone's limit."""
    ticket = _in_front(room, command.counter, Status.CALLED)
    if ticket.calls >= room.zone.calling.max_calls:
        raise Refused(
            "called_enough",
            f"{ticket.number} was called {ticket.calls} times. Mark a no-show, or hold it.",
        )
    return [
        happened.TicketCalled(
            number=ticket.number,
            counter=command.counter,
            calls=ticket.calls + 1,
            language=ticket.language,
        )
    ]


def start(room: WaitingRoom, command: asked.StartServing) -> list[Event]:
    """Begin serving the called visitor."""
    ticket = _in_front(room, command.counter, Status.CALLED)
    return [happened.ServingStarted(number=ticket.number, counter=command.counter)]


def finish(room: WaitingRoom, command: asked.FinishServing) -> list[Event]:
    """End the visit; whoever was only called so far is started first, so times stay complete."""
    ticket = _in_front(room, command.counter, Status.CALLED, Status.SERVING)
    started: list[Event] = []
    if ticket.status is Status.CALLED:
        started = [happened.ServingStarted(number=ticket.number, counter=command.counter)]
    return [
        *started,
        happened.ServingFinished(
            number=ticket.number, counter=command.counter, outcome=command.outcome
        ),
    ]


def no_show(room: WaitingRoom, command: asked.MarkNoShow) -> list[Event]:
    """Give up on the called visitor; the ticket can still be called by its number."""
    ticket = _in_front(room, command.counter, Status.CALLED)
    return [happened.TicketMissed(number=ticket.number, counter=command.counter)]


def hold(room: WaitingRoom, command: asked.HoldTicket) -> list[Event]:
    """Set the visit in front of the clerk aside."""
    ticket = _in_front(room, command.counter, Status.CALLED, Status.SERVING)
    return [
        happened.TicketHeld(number=ticket.number, counter=command.counter, reason=command.reason)
    ]


def resume(room: WaitingRoom, command: asked.ResumeTicket) -> list[Event]:
    """Put a ticket back into its line at its old place, or call it to a counter at once."""
    ticket = _ticket(room, command.number)
    if ticket.status not in (Status.ON_HOLD, Status.NO_SHOW):
        raise Refused("not_now", f"{ticket.number} is {ticket.status}, not on hold.")
    if command.counter is None:
        return [happened.TicketResumed(number=ticket.number)]
    finished = _free_for_a_call(room, command.counter)
    return [*finished, _first_call(ticket, command.counter)]


def transfer(room: WaitingRoom, command: asked.TransferTicket) -> list[Event]:
    """Send the visitor on to another service or counter."""
    ticket = _in_front(room, command.counter, Status.CALLED, Status.SERVING)
    if command.service is None and command.to_counter is None:
        raise Refused("no_target", "Choose a service or a counter to send the visitor to.")
    if command.service is not None and command.service not in room.services:
        raise Refused("unknown_service", f'There is no service "{command.service}" here.')
    if command.to_counter is not None:
        if desk_of(room, command.to_counter).status is CounterStatus.CLOSED:
            raise Refused("target_closed", "That counter is closed. Choose another one.")
        if command.to_counter == command.counter:
            raise Refused("same_counter", "The visitor is at this counter already.")
    return [
        happened.TicketTransferred(
            number=ticket.number,
            counter=command.counter,
            service=command.service or ticket.service,
            to_counter=command.to_counter,
        )
    ]


def open_counter(room: WaitingRoom, command: asked.OpenCounter) -> list[Event]:
    """Open a counter; opening an open one changes nothing."""
    if desk_of(room, command.counter).status is CounterStatus.OPEN:
        return []
    return [happened.CounterOpened(counter=command.counter)]


def pause_counter(room: WaitingRoom, command: asked.PauseCounter) -> list[Event]:
    """Pause a counter once nobody is in front of it."""
    _free(room, command.counter)
    return [happened.CounterPaused(counter=command.counter, reason=command.reason)]


def close_counter(room: WaitingRoom, command: asked.CloseCounter) -> list[Event]:
    """Close a counter once nobody is in front of it; closing a closed one changes nothing."""
    if _free(room, command.counter).status is CounterStatus.CLOSED:
        return []
    if len(room.own_lines[command.counter]):
        raise Refused("sent_here", "Visitors wait for this counter alone. Call them first.")
    return [happened.CounterClosed(counter=command.counter)]


def desk_of(room: WaitingRoom, counter: str) -> Desk:
    """Find a counter's desk; refused if the zone has no such counter."""
    desk = room.desks.get(counter)
    if desk is None:
        raise Refused("unknown_counter", f'There is no counter "{counter}" here.')
    return desk


def _ticket(room: WaitingRoom, number: str) -> Ticket:
    ticket = room.tickets.get(number)
    if ticket is None:
        raise Refused("unknown_ticket", f"There is no ticket {number} today.")
    return ticket


def _in_front(room: WaitingRoom, counter: str, *allowed: Status) -> Ticket:
    number = desk_of(room, counter).ticket
    if number is None:
        raise Refused("nobody_here", "Nobody is called to this counter.")
    ticket = room.tickets[number]
    if ticket.status not in allowed:
        raise Refused("not_now", f"{number} is {ticket.status}.")
    return ticket


def _free(room: WaitingRoom, counter: str) -> Desk:
    desk = desk_of(room, counter)
    if desk.ticket is not None:
        raise Refused("busy", f"Finish, hold or send on {desk.ticket} first.")
    return desk


def _free_for_a_call(room: WaitingRoom, counter: str) -> list[Event]:
    """Make sure that a counter can call; a visit being served is finished, a call is not."""
    desk = desk_of(room, counter)
    if desk.status is not CounterStatus.OPEN:
        raise Refused("counter_not_open", "Open the counter first.")
    if desk.ticket is None:
        return []
    ticket = room.tickets[desk.ticket]
    if ticket.status is Status.CALLED:
        raise Refused(
            "still_called",
            f"{ticket.number} is still called here: start, hold or mark a no-show first.",
        )
    return [happened.ServingFinished(number=ticket.number, counter=counter, outcome="done")]


def _first_call(ticket: Ticket, counter: str) -> happened.TicketCalled:
    return happened.TicketCalled(
        number=ticket.number, counter=counter, calls=1, language=ticket.language
    )
