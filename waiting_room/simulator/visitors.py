"""Visitors: they come, take a ticket or check in, wait, and some leave before they are called."""

from waiting_room.rules.commands import CancelTicket, CheckIn, IssueTicket
from waiting_room.rules.events import TicketIssued
from waiting_room.rules.refused import Refused
from waiting_room.rules.ticket import Status
from waiting_room.rules.zone import Role
from waiting_room.simulator.plan import Visitor
from waiting_room.simulator.stage import Acting, Stage


def come(stage: Stage, visitor: Visitor, token: str) -> Acting:
    """Come and wait; whoever loses patience simply goes, and only some say so by cancelling.

    A booked visitor who is too early waits at the door, one who is too late takes a ticket as a
    walk-in; whoever gets none goes home.
    """
    walk_in = IssueTicket(service=visitor.service, token=token)
    booking = visitor.booking
    command = CheckIn(code=booking.code, token=token) if booking else walk_in
    while True:
        try:
            events = stage.ask(command, _door(stage))
            break
        except Refused as refused:
            if refused.code == "too_early" and refused.at is not None:
                yield stage.clock.timeout(stage.seconds_to(refused.at))
            elif refused.code == "too_late":
                command = walk_in
            else:
                stage.turned_away += 1
                return
    issued = next(event.ticket for event in events if isinstance(event, TicketIssued))
    early_s = stage.seconds_to(booking.starts_at) if booking else 0.0
    patience_s = visitor.patience_s + max(0.0, early_s)
    stage.welcome(issued.number, visitor, stage.now_s + patience_s)
    if visitor.cancels:
        yield stage.clock.timeout(patience_s)
        if stage.room.tickets[issued.number].status is Status.WAITING:
            stage.ask(CancelTicket(token=token))


def _door(stage: Stage) -> str:
    """Name the kiosk at the door; a zone without one issues by the hub."""
    kiosks = (device.id for device in stage.room.zone.devices if device.role is Role.KIOSK)
    return next(kiosks, "hub")
