"""Last step: what a counter did last, as far as it takes to undo it."""

from collections.abc import Iterable
from datetime import datetime

from waiting_room.rules.events import (
    Event,
    ServingFinished,
    ServingStarted,
    StepFinished,
    TicketCalled,
)
from waiting_room.rules.ticket import Ticket

ONE_PRESS = frozenset(
    {
        (ServingFinished, TicketCalled),
        (ServingStarted, ServingFinished),
        (ServingStarted, StepFinished),
    }
)
"""Events that follow each other in one step: Next can finish a visit, Finish can start it."""


class LastStep:
    """What one press of a clerk changed: its tickets before and after, and who was in front."""

    def __init__(self, at: datetime, in_front: str | None) -> None:
        self.at = at
        self.in_front = in_front
        self._latest: type[Event] | None = None
        self._before: dict[str, Ticket] = {}
        self._after: dict[str, Ticket] = {}

    def goes_on(self, event: Event, at: datetime) -> bool:
        """Tell whether an event belongs to the same press as the one before it."""
        return at == self.at and (self._latest, type(event)) in ONE_PRESS

    def before(self, tickets: Iterable[Ticket]) -> None:
        """Note how tickets are before an event changes them."""
        for ticket in tickets:
            self._before.setdefault(ticket.number, ticket)

    def after(self, event: Event, tickets: Iterable[Ticket]) -> None:
        """Note how tickets are after an event has changed them."""
        self._latest = type(event)
        self._after |= {ticket.number: ticket for ticket in tickets}

    @property
    def tickets_before(self) -> tuple[Ticket, ...]:
        """The tickets as they were before the step."""
        return tuple(self._before.values())

    @property
    def tickets_after(self) -> tuple[Ticket, ...]:
        """The tickets as the step left them."""
        return tuple(self._after.values())
