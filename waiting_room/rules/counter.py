"""Counter: the place of service, and what it is doing now."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from waiting_room.rules.shape import Name, Shape, Texts


class Counter(Shape):
    """One counter of a zone and the services it takes, the preferred ones first."""

    id: Name
    name: Texts
    services: tuple[Name, ...] = Field(min_length=1)


class CounterStatus(StrEnum):
    """What a counter is doing."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(slots=True)
class Desk:
    """The state of a counter: its status, why it pauses, and the ticket in front of the clerk."""

    status: CounterStatus = CounterStatus.CLOSED
    reason: str = ""
    ticket: str | None = None
