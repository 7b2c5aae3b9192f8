"""Counter: the place of service, and what it is doing now."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from pydantic import Field, NonNegativeInt

from waiting_room.rules.shape import Name, Shape, Texts


class Counter(Shape):
    """One counter of a zone and the services it takes.

    A service in `second_choice_min` stands back here: its visitors count as though they had come
    that many minutes later, so that the counter takes its own people first.
    """

    id: Name
    name: Texts
    services: tuple[Name, ...] = Field(min_length=1)
    second_choice_min: dict[Name, NonNegativeInt] = Field(default_factory=dict)

    def puts_behind(self, service: str) -> timedelta:
        """Tell by how much this counter puts a service behind its own."""
        return timedelta(minutes=self.second_choice_min.get(service, 0))


class Clerk(Shape):
    """One person who serves; visitors can be sent to a clerk, wherever that clerk sits."""

    id: Name
    name: str = Field(max_length=64)


class CounterStatus(StrEnum):
    """What a counter is doing."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(slots=True)
class Desk:
    """The state of a counter: its status, who sits there, and the ticket in front of the clerk."""

    status: CounterStatus = CounterStatus.CLOSED
    clerk: str | None = None
    reason: str = ""
    ticket: str | None = None
