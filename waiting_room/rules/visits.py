"""Visits: what a clerk does with the visitor in front, and taking the last step back."""

from datetime import datetime, timedelta

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.desks import desk_of, in_front
from waiting_room.rules.events import Event
from waiting_room.rules.last_step import LastStep
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import IN_FRONT, WaitingRoom
from waiting_room.rules.ticket import Status, Step, Ticket

UNDONE_WITHIN = timedelta(minutes=10)
"""Later than this a step stays as it is: the visitor has acted on it."""


def start(room: WaitingRoom, command: asked.StartServing) -> list[Event]:
    """Begin serving the called visitor."""
    ticket = in_front(room, command.counter, Status.CALLED)
    return [happened.ServingStarted(number=ticket.number, counter=command.counter)]


def finish(room: WaitingRoom, command: asked.FinishServing) -> list[Event]:
    """End the service; whoever was only called so far is started first, so times stay complete."""
    ticket = in_front(room, command.counter, *IN_FRONT)
    events: list[Event] = []
    if ticket.status is Status.CALLED:
        events = [happened.ServingStarted(number=ticket.number, counter=command.counter)]
    return [*events, _finished(room, ticket, command)]


def _finished(room: WaitingRoom, ticket: Ticket, command: asked.FinishServing) -> Event:
    number, counter, outcome = ticket.number, command.counter, command.outcome
    if not ticket.then:
        return happened.ServingFinished(number=number, counter=counter, outcome=outcome)
    return happened.StepFinished(
        number=number,
        counter=counter,
        outcome=outcome,
        next=reachable(room, ticket.then[0]),
        stays=goes_on_here(room, ticket, counter),
    )


def goes_on_here(room: WaitingRoom, ticket: Ticket, counter: str) -> bool:
    """Tell whether the next service of a visit is done at the same counter."""
    step = reachable(room, ticket.then[0])
    if step.for_counter is None:
        return step.service in room.counters[counter].services
    return step.for_counter == counter


def reachable(room: WaitingRoom, step: Step) -> Step:
    """Give a step, open to every counter if the one it was meant for has closed since."""
    if step.for_counter is not None:
        gone = room.desks[step.for_counter].status is CounterStatus.CLOSED
        return Step(service=step.service) if gone else step
    if step.for_clerk is not None and room.counter_of(step.for_clerk) is None:
        return Step(service=step.service)
    return step


def add_service(room: WaitingRoom, command: asked.AddService) -> list[Event]:
    """Give the visit in front of the clerk one more service."""
    ticket = in_front(room, command.counter, *IN_FRONT)
    _known_service(room, command.service)
    return [
        happened.ServiceAdded(
            number=ticket.number, counter=command.counter, service=command.service
        )
    ]


def no_show(room: WaitingRoom, command: asked.MarkNoShow) -> list[Event]:
    """Give up on the called visitor; the ticket can still be called by its number."""
    ticket = in_front(room, command.counter, Status.CALLED)
    return [happened.TicketMissed(number=ticket.number, counter=command.counter)]


def hold(room: WaitingRoom, command: asked.HoldTicket, now: datetime) -> list[Event]:
    """Set the visit in front of the clerk aside."""
    ticket = in_front(room, command.counter, *IN_FRONT)
    if command.returns and command.minutes is None:
        raise Refused("no_time", "Say after how many minutes the visitor comes back.")
    return [
        happened.TicketHeld(
            number=ticket.number,
            counter=command.counter,
            reason=command.reason,
            back_at=None if command.minutes is None else now + timedelta(minutes=command.minutes),
            returns=command.returns,
        )
    ]


def transfer(room: WaitingRoom, command: asked.TransferTicket) -> list[Event]:
    """Send the visitor on to a service, a counter or a clerk, perhaps to come back after."""
    ticket = in_front(room, command.counter, *IN_FRONT)
    if (command.service, command.to_counter, command.to_clerk) == (None, None, None):
        raise Refused("no_target", "Choose where to send the visitor: a service, counter or clerk.")
    if command.to_counter is not None and command.to_clerk is not None:
        raise Refused("no_target", "Choose a counter or a clerk, not both.")
    if command.service is not None:
        _known_service(room, command.service)
    if command.to_clerk is not None:
        sits_at = room.counter_of(command.to_clerk)
        if sits_at is None:
            raise Refused("target_closed", "That clerk is not here now. Choose somebody else.")
        _open_elsewhere(room, sits_at, command.counter)
    elif command.to_counter is not None:
        _open_elsewhere(room, command.to_counter, command.counter)
    to = Step(
        service=command.service or ticket.service,
        for_counter=command.to_counter,
        for_clerk=command.to_clerk,
    )
    back = Step(service=ticket.service, for_counter=command.counter) if command.come_back else None
    return [
        happened.TicketTransferred(number=ticket.number, counter=command.counter, to=to, back=back)
    ]


def _open_elsewhere(room: WaitingRoom, target: str, here: str) -> None:
    if desk_of(room, target).status is CounterStatus.CLOSED:
        raise Refused("target_closed", "That counter is closed. Choose another one.")
    if target == here:
        raise Refused("same_counter", "The visitor is at this counter already.")


def _known_service(room: WaitingRoom, service: str) -> None:
    if service not in room.services:
        raise Refused("unknown_service", f'There is no service "{service}" here.')


def undo(room: WaitingRoom, command: asked.Undo, now: datetime) -> list[Event]:
    """Take back a counter's last step, as long as nobody has built on it."""
    desk_of(room, command.counter)
    step = step_to_undo(room, command.counter, now)
    return [
        happened.StepUndone(
            counter=command.counter, tickets=step.tickets_before, in_front=step.in_front
        )
    ]


def step_to_undo(room: WaitingRoom, counter: str, now: datetime) -> LastStep:
    """Find the step that a counter can take back now; refused if there is none."""
    step = room.last_steps.get(counter)
    if step is None:
        raise Refused("nothing_to_undo", "There is no step of this counter to undo.")
    if now - step.at > UNDONE_WITHIN:
        raise Refused("too_late_to_undo", "The last step is too long ago to undo.")
    if step.in_front is not None and room.desks[counter].status is not CounterStatus.OPEN:
        raise Refused("counter_not_open", "Open the counter first: a visitor would be in front.")
    if any(_has_changed(room, ticket) for ticket in step.tickets_after):
        raise Refused("changed_since", "The visitor has moved on since. Please look again.")
    if any(_in_nobodys_sight(room, ticket) for ticket in step.tickets_before):
        raise Refused("changed_since", "Whoever the visitor was sent to has gone since.")
    return step


def _has_changed(room: WaitingRoom, ticket: Ticket) -> bool:
    now = room.tickets[ticket.number]
    return now is not ticket and now != ticket  # mostly it is the very same; comparing takes long


def _in_nobodys_sight(room: WaitingRoom, ticket: Ticket) -> bool:
    """Tell whether a ticket would wait for a counter or clerk alone who is not there."""
    sent = Step(service=ticket.service, for_counter=ticket.for_counter, for_clerk=ticket.for_clerk)
    return reachable(room, sent) != sent
