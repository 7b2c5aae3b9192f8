"""What a zone has shown over the days, in a form that can be kept."""

from dataclasses import dataclass, field

from waiting_room.rules.waiting_time.averages import Average
from waiting_room.rules.waiting_time.durations import Durations
from waiting_room.rules.waiting_time.routine import Routine
from waiting_room.rules.waiting_time.showing_up import ShowingUp
from waiting_room.rules.zone import Zone

CONFIGURED_WEIGHT = 10.0
"""The zone file's minutes of a service count as so many visits seen."""


@dataclass(slots=True)
class Learned:
    """Means over days; all lengths in seconds.

    `visits`: from the call until the counter is free again, for those who came; `any_visit`: the
    same whatever the service. `walk`: from the call to the start. `turnaround`: from a free counter
    to its next call while somebody waits. `reaction`: from a ticket to its call while a counter
    stands idle. `missed`: how long a counter waits for somebody who does not come. `pause`: how
    long pauses are. `speeds`: a counter's lengths as multiples of the mean. `came`: walk-ins by
    service and half hour of the day. `early`: how long before the booked time booked visitors
    check in; `booked_come`: the share of them that does.
    """

    visits: Durations = field(default_factory=Durations)
    any_visit: Average = field(default_factory=lambda: Average(600.0, 5.0, 1000.0))
    walk: Average = field(default_factory=lambda: Average(30.0, 5.0, 300.0))
    turnaround: Average = field(default_factory=lambda: Average(30.0, 5.0, 300.0))
    reaction: Average = field(default_factory=lambda: Average(10.0, 5.0, 300.0))
    missed: Average = field(default_factory=lambda: Average(120.0, 5.0, 100.0))
    pause: Average = field(default_factory=lambda: Average(900.0, 5.0, 100.0))
    speeds: dict[str, Average] = field(default_factory=dict)
    routines: dict[str, Routine] = field(default_factory=dict)
    showing_up: ShowingUp = field(default_factory=ShowingUp)
    came: dict[str, dict[int, Average]] = field(default_factory=dict)
    booked_come: Average = field(default_factory=lambda: Average(0.9, 10.0, 300.0))
    early: Average = field(default_factory=lambda: Average(300.0, 10.0, 300.0))

    def fit(self, zone: Zone) -> None:
        """Make room for what the zone has; what its file no longer names stays unused."""
        for service in zone.services:
            self.visits.assume(service.id, service.service_min * 60.0, CONFIGURED_WEIGHT)
            self.came.setdefault(service.id, {})
        for counter in zone.counters:
            self.speeds.setdefault(counter.id, Average(1.0, 10.0, 60.0))
            self.routines.setdefault(counter.id, Routine())
