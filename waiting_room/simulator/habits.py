"""Habits: how people come, wait and are served in a zone, as numbers that a file can hold."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from waiting_room.rules.hours import Span
from waiting_room.rules.shape import Name, Shape
from waiting_room.rules.zone import Zone
from waiting_room.simulator.chance import Duration

Share = Annotated[float, Field(ge=0, le=1)]
PerHour = Annotated[float, Field(ge=0)]


class BookedHabits(Shape):
    """What becomes of the seats that a service offers for booking.

    Of all seats a share is `taken`, of those who took one a share does not come (`no_show`); the
    others come `early_min` before their time in the mean, give or take `spread_min`.
    """

    taken: Share
    no_show: Share = 0.0
    early_min: float = 0.0
    spread_min: float = Field(default=0.0, ge=0)


class ServiceHabits(Shape):
    """Who comes for a service, and how long a visit takes a clerk of speed 1."""

    walk_ins: Mapping[Span, PerHour] = Field(default_factory=dict)
    visit: Duration
    booked: BookedHabits | None = None


class CounterHabits(Shape):
    """When a counter is staffed; a break begins once nobody is in front and is taken whole.

    `sick` is the share of days on which nobody sits there; a visit takes the clerk
    its length divided by `speed`.
    """

    shifts: tuple[Span, ...]
    breaks: tuple[Span, ...] = ()
    sick: Share = 0.0
    speed: float = Field(default=1.0, gt=0)


class Patience(Shape):
    """How long visitors wait until they leave; only the share that `cancels` says so."""

    lasts: Duration
    cancels: Share = 0.0


class CallHabits(Shape):
    """What happens between two visits.

    `walk`: from the call to the counter; `pause`: what a clerk still does before the next call;
    a visitor who does not come is called again after `recall_after_min` and given up on after
    another `give_up_after_min`.
    """

    walk: Duration = Duration(mean_min=0)
    pause: Duration = Duration(mean_min=0)
    recall_after_min: float = Field(default=1.0, ge=0)
    give_up_after_min: float = Field(default=1.0, ge=0)


class Habits(Shape):
    """Everything the simulator knows of the people of a zone.

    `day_cv` is how much the crowd of one day differs from another's. When a shift ends and the
    zone is closed, clerks stay for up to `stay_on_min` as long as somebody waits.
    """

    services: Mapping[Name, ServiceHabits]
    counters: Mapping[Name, CounterHabits]
    patience: Patience
    calls: CallHabits = CallHabits()
    day_cv: float = Field(default=0.0, ge=0)
    stay_on_min: int = Field(default=60, ge=0)

    def unfit_for(self, zone: Zone) -> list[str]:
        """List what these habits speak of and the zone does not have, each with what to do."""
        counters = {counter.id for counter in zone.counters}
        services = {service.id for service in zone.services}
        bookable = {service.id for service in zone.services if service.bookable}
        booked = {name for name, known in self.services.items() if known.booked}
        return [
            *(
                f"remove [counters.{name}] from the habits, or write this counter in the zone"
                for name in self.counters
                if name not in counters
            ),
            *(
                f"remove [services.{name}] from the habits, or write this service in the zone"
                for name in self.services
                if name not in services
            ),
            *(
                f"remove `booked` of [services.{name}] from the habits, "
                "or give the service `booking` in the zone"
                for name in sorted(booked & services - bookable)
            ),
        ]
