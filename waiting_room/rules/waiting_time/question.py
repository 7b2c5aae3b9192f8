"""Question: how long will somebody wait; every estimator answers it behind one signature."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.history import History
from waiting_room.rules.waiting_time.place import Place
from waiting_room.rules.waiting_time.replay import Waits, simulate


@dataclass(frozen=True, eq=False)
class Question:
    """One place at one moment; what several estimators need of it is worked out once.

    `played` are the waits of a simulation in which this place took part already.
    """

    room: WaitingRoom
    history: History
    place: Place
    now: datetime
    played: Waits | None = None

    @cached_property
    def takers(self) -> list[str]:
        """The open counters that take the service."""
        return self.room.takers(self.place.service)

    def staffed(self, service: str) -> list[str]:
        """List the counters that take a service and are open, or on a pause and will be."""
        return [
            counter.id
            for counter in self.room.counters.values()
            if service in counter.services
            and self.room.desks[counter.id].status is not CounterStatus.CLOSED
        ]

    @cached_property
    def idle(self) -> int:
        """How many of them have nobody in front."""
        return sum(1 for counter in self.takers if self.room.desks[counter].ticket is None)

    @cached_property
    def waits(self) -> Waits:
        """The waits of the state simulation."""
        if self.played is not None:
            return self.played
        (waits,) = simulate(self.room, self.history, [self.place], self.now)
        return waits


Estimator = Callable[[Question], float | None]
"""Gives the seconds until the first call; None if it honestly cannot know."""
