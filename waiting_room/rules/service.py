"""Service: what a visitor comes for."""

from datetime import time
from typing import Literal

from pydantic import Field

from waiting_room.rules.hours import Hours
from waiting_room.rules.shape import Name, Shape, Texts


class BookingTerms(Shape):
    """How a service can be booked; minutes before and after the booked time count at check-in.

    `target_wait_min` and `weight` are those of the service, but for booked visitors.
    """

    slot_min: int = 30
    open_days_ahead: int = 28
    release: time = time(0)
    early_min: int = 30
    late_min: int = 15
    target_wait_min: int = Field(default=5, ge=0)
    weight: float = Field(default=2, gt=0)


class Service(Shape):
    """One service of a zone."""

    id: Name
    name: Texts
    target_wait_min: int = Field(default=20, ge=0)
    weight: float = Field(default=1, gt=0)
    service_min: int = Field(default=10, gt=0)
    bring: Texts = Field(default_factory=dict)
    wait_in: Texts = Field(default_factory=dict)
    priority: Literal["normal", "emergency"] = "normal"
    walk_in: bool = True
    walk_in_until: time | None = None
    walk_in_hours: Hours | None = None
    tickets_per_day: int | None = Field(default=None, ge=1)
    booking: BookingTerms | None = None

    @property
    def emergency(self) -> bool:
        """Whether its visitors are called before all others."""
        return self.priority == "emergency"
