"""Service: what a visitor comes for."""

from datetime import time
from typing import Literal

from pydantic import Field

from waiting_room.rules.shape import Name, Shape, Texts


class BookingTerms(Shape):
    """How a service can be booked; minutes before and after the booked time count at check-in."""

    slot_min: int = 30
    open_days_ahead: int = 28
    release: time = time(0)
    early_min: int = 30
    late_min: int = 15


class Service(Shape):
    """One service of a zone."""

    id: Name
    name: Texts
    target_wait_min: int = 20
    service_min: int = 10
    bring: Texts = Field(default_factory=dict)
    wait_in: Texts = Field(default_factory=dict)
    priority: Literal["normal", "emergency"] = "normal"
    walk_in: bool = True
    walk_in_until: time | None = None
    booking: BookingTerms | None = None

    @property
    def emergency(self) -> bool:
        """Whether its visitors are called before all others."""
        return self.priority == "emergency"
