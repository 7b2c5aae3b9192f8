"""Calls: the next visitor, a certain one, or the same one once more."""

from datetime import datetime

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.desks import desk_of, in_front
from waiting_room.rules.events import Event
from waiting_room.rules.reason import Reason
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status, Ticket
from waiting_room.rules.visits import goes_on_here
from waiting_room.rules.why import why_called, why_next


def call_next(room: WaitingRoom, command: asked.CallNext, now: datetime) -> list[Event]:
    """Call whoever is next; whoever is being served now is finished by it."""
    finished = finish_for_a_call(room, command.counter)
    ticket = room.next_at(command.counter, now)
    if ticket is None:
        raise Refused("nobody_waiting", "Nobody is waiting for this counter.", retry=True)
    why = why_next(room, ticket, command.counter, now)
    return [*finished, first_call(ticket, command.counter, why)]


def call_ticket(room: WaitingRoom, command: asked.CallTicket, now: datetime) -> list[Event]:
    """Call a certain ticket: from its line, from hold, or after a no-show."""
    finished = finish_for_a_call(room, command.counter)
    ticket = room.tickets.get(command.number)
    if ticket is None:
        raise Refused("unknown_ticket", f"There is no ticket {command.number} today.")
    if not ticket.may(Status.CALLED):
        raise Refused("not_now", f"{ticket.number} is {ticket.status} and cannot be called.")
    why = why_called(room, ticket, command.counter, now)
    return [*finished, first_call(ticket, command.counter, why)]


def recall(room: WaitingRoom, command: asked.Recall) -> list[Event]:
    """Call the called ticket once more, up to the zone's limit."""
    ticket = in_front(room, command.counter, Status.CALLED)
    if ticket.calls >= room.zone.calling.max_calls:
        raise Refused(
            "called_enough",
            f"{ticket.number} was called {ticket.calls} times. Mark a no-show, or hold it.",
        )
    assert ticket.why is not None, "a called ticket knows why"
    return [
        happened.TicketCalled(
            number=ticket.number,
            counter=command.counter,
            calls=ticket.calls + 1,
            language=ticket.language,
            why=ticket.why,
        )
    ]


def finish_for_a_call(room: WaitingRoom, counter: str) -> list[Event]:
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
    if ticket.then:
        if goes_on_here(room, ticket, counter):
            raise Refused("more_here", f"{ticket.number} has one more service here: finish first.")
        raise Refused("more_to_do", f"{ticket.number} has one more service: finish it first.")
    return [happened.ServingFinished(number=ticket.number, counter=counter, outcome="done")]


def first_call(ticket: Ticket, counter: str, why: Reason) -> happened.TicketCalled:
    """Give the event of a first call."""
    return happened.TicketCalled(
        number=ticket.number, counter=counter, calls=1, language=ticket.language, why=why
    )
