"""Service: what a visitor comes for."""

from datetime import time
from typing import Literal

from pydantic import Field

from waiting_room.rules.hours import Hours
from waiting_room.rules.shape import Name, Shape, Texts


class BookingTerms(Shape):
    """How a service can be booked; minutes before and after the booked time count at check-in.

    A day's slots open for booking `open_days_ahead` before, at the time of `release`; they lie in
    the zone's hours unless these have their own. Each slot has `capacity` seats.
    `target_wait_min` and `weight` are those of the service, but for booked visitors.
    """

    slot_min: int = Field(default=30, ge=1, le=24 * 60)
    open_days_ahead: int = Field(default=28, ge=0, le=366)
    release: time = time(0)
    early_min: int = 30
    late_min: int = 15
    target_wait_min: int = Field(default=5, ge=0)
    weight: float = Field(default=2, gt=0)
    capacity: int = Field(default=1, ge=1)
    reserve_min: int = Field(default=10, ge=1)
    hours: Hours | None = None


USUAL_TERMS = BookingTerms()
"""The terms of a service that names none of its own."""


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
    def bookable(self) -> bool:
        """Whether its slots can be booked here."""
        return self.booking is not None

    @property
    def booked_terms(self) -> BookingTerms:
        """What counts for booked visitors, also for those who come booked all the same."""
        return self.booking or USUAL_TERMS

    @property
    def emergency(self) -> bool:
        """Whether its visitors are called before all others."""
        return self.priority == "emergency"
