"""Stage: the room of a played day with its virtual clock, its people and its onlookers."""

from collections.abc import Callable, Generator, Sequence
from datetime import datetime, timedelta

import simpy

from waiting_room.rules.commands import Command
from waiting_room.rules.decide import decide
from waiting_room.rules.events import Event
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time import Forecasts, no_forecast
from waiting_room.rules.zone import Zone
from waiting_room.simulator.plan import Visitor

Watcher = Callable[[Event, datetime, WaitingRoom], None]
"""Sees every event with its time, after the room has changed by it."""

Acting = Generator[simpy.Event, None, None]
"""What a person does: runs until something has to be waited for, and goes on when it happened."""


class Stage:
    """Where visitors and clerks meet; time is in seconds after `midnight`."""

    def __init__(
        self,
        zone: Zone,
        midnight: datetime,
        starts_s: float,
        watchers: Sequence[Watcher],
        forecasts: Forecasts = no_forecast,
    ) -> None:
        self.room = WaitingRoom(zone)
        self.clock = simpy.Environment(starts_s)
        self.turned_away = 0
        self._midnight = midnight
        self._watchers = watchers
        self._forecasts = forecasts
        self._guests: dict[str, tuple[Visitor, float]] = {}
        self._idle: dict[str, simpy.Event] = {}

    @property
    def now_s(self) -> float:
        """How late it is."""
        return self.clock.now

    @property
    def now(self) -> datetime:
        """The moment that it is."""
        return self._midnight + timedelta(seconds=self.clock.now)

    def seconds_to(self, moment: datetime) -> float:
        """Tell how long it is until a moment."""
        return (moment - self.now).total_seconds()

    def wait_until(self, second: float) -> simpy.Event:
        """Wait until so late; not at all if it is later already."""
        return self.clock.timeout(max(0.0, second - self.clock.now))

    def ask(self, command: Command, sender: str = "hub") -> list[Event]:
        """Let the rules decide and the room change; raises Refused as they do."""
        at = self.now
        events = decide(self.room, command, at, sender, self._forecasts)
        for event in events:
            self.room.apply(event, at)
            for watcher in self._watchers:
                watcher(event, at, self.room)
        return events

    def welcome(self, number: str, visitor: Visitor, patient_until_s: float) -> None:
        """Let somebody with a ticket wait, and whoever has been idle longest try to call."""
        self._guests[number] = visitor, patient_until_s
        for counter in self._idle:
            if visitor.service in self.room.counters[counter].services:
                self.wake(counter)
                return

    def called(self, number: str) -> tuple[Visitor, bool]:
        """Tell who holds a number, and whether they are still there."""
        visitor, patient_until_s = self._guests[number]
        return visitor, self.clock.now <= patient_until_s

    def idle(self, counter: str) -> simpy.Event:
        """Wait until the counter is woken, by somebody who came or by its timetable."""
        self._idle[counter] = self.clock.event()
        return self._idle[counter]

    def wake(self, counter: str) -> None:
        """Let a counter that waits look again; one that is busy does not notice."""
        if counter in self._idle:
            self._idle.pop(counter).succeed()
