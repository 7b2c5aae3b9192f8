"""Last step: what a counter did last, as far as it takes to undo it."""

from collections.abc import Iterable
from datetime import datetime

from waiting_room.rules.ticket import Ticket


class LastStep:
    """All that one counter changed at one moment: its tickets before and after.

    Pressing Next can finish one visit and call another; both are one step.
    """

    def __init__(self, at: datetime, in_front: str | None) -> None:
        self.at = at
        self.in_front = in_front
        self._before: dict[str, Ticket] = {}
        self._after: dict[str, Ticket] = {}

    def before(self, tickets: Iterable[Ticket]) -> None:
        """Note how tickets are before an event changes them."""
        for ticket in tickets:
            self._before.setdefault(ticket.number, ticket)

    def after(self, tickets: Iterable[Ticket]) -> None:
        """Note how tickets are after an event has changed them."""
        self._after |= {ticket.number: ticket for ticket in tickets}

    @property
    def tickets_before(self) -> tuple[Ticket, ...]:
        """The tickets as they were before the step."""
        return tuple(self._before.values())

    @property
    def tickets_after(self) -> tuple[Ticket, ...]:
        """The tickets as the step left them."""
        return tuple(self._after.values())
