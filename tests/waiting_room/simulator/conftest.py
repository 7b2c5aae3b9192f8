"""A small zone on a stage, where people come when a test says so; and the standard scenario."""

from datetime import date, timedelta

import pytest

from waiting_room.rules.booking import Booking
from waiting_room.rules.commands import AddBookings, OpenDay
from waiting_room.rules.zone import Zone
from waiting_room.simulator.clerks import Clerk
from waiting_room.simulator.habits import CallHabits, CounterHabits
from waiting_room.simulator.plan import Visitor
from waiting_room.simulator.scenario import reception
from waiting_room.simulator.stage import Stage
from waiting_room.simulator.visitors import come

MONDAY = date(2026, 11, 23)
SMALL = {
    "id": "small",
    "name": {"en": "Small"},
    "hours": {"mon": ("08:00-12:00",)},
    "services": [
        {"id": "question", "name": {}, "booking": {"early_min": 20, "late_min": 10}},
        {"id": "advice", "name": {}, "walk_in": False, "booking": {"late_min": 10}},
    ],
    "counters": [
        {"id": "1", "name": {}, "services": ["question"]},
        {"id": "2", "name": {}, "services": ["question", "advice"]},
    ],
    "devices": [{"id": "door", "role": "kiosk", "letter": "K"}],
}


class Theatre:
    """A stage with a journal; `play` lets everything happen and tells it as text with times."""

    def __init__(self, **changes) -> None:
        self.zone = Zone.model_validate(SMALL | changes)
        self.midnight = self.zone.midnight(MONDAY)
        self.journal = []
        self.stage = Stage(self.zone, self.midnight, 4 * 3600, [self._watch])
        self.stage.ask(OpenDay(now=self.stage.now))
        self._people = 0

    def _watch(self, event, at, room):
        self.journal.append((f"{self.zone.local(at):%H:%M}", type(event).__name__))

    def visitor(self, clock, service="question", booked_for=None, **changes):
        """Let somebody come, perhaps with a booking: patient, and served in ten minutes."""
        self._people += 1
        booking = booked_for and Booking(
            code=f"0000-{self._people:04}",
            zone="small",
            service=service,
            starts_at=self.midnight + timedelta(minutes=minutes(booked_for)),
        )
        if booking:
            self.stage.ask(AddBookings(bookings=(booking,)))
        always = {"patience_s": 6 * 3600, "cancels": False, "walk_s": 0, "visit_s": 600}
        known = {**always, "pause_s": 0, **changes}
        visitor = Visitor(
            comes_s=minutes(clock) * 60, service=service, booking=booking or None, **known
        )
        self.stage.clock.process(self._arrive(visitor, f"{'abcdefgh'[self._people]:a>26}"))

    def _arrive(self, visitor, token):
        yield self.stage.wait_until(visitor.comes_s)
        yield from come(self.stage, visitor, token)

    def clerk(self, counter, *shifts, breaks=(), stay_on_min=30, speed=1.0):
        """Let a clerk work; whoever does not come is called again after 2 minutes, twice in all."""
        habits = CounterHabits(shifts=shifts, breaks=breaks, speed=speed)
        calls = CallHabits(recall_after_min=2, give_up_after_min=2)
        clerk = Clerk(self.stage, counter, habits, calls, stay_on_min * 60)
        self.stage.clock.process(clerk.work())
        self.stage.clock.process(clerk.timetable())

    def play(self):
        """Let the day pass; gives everything that happened to people and counters."""
        self.stage.clock.run()
        quiet = ("DayOpened", "BookingAdded")
        return [f"{clock} {event}" for clock, event in self.journal if event not in quiet]


def minutes(clock):
    hours, minute = clock.split(":")
    return int(hours) * 60 + int(minute)


@pytest.fixture
def make_theatre():
    """Make a small zone with changes, early on a Monday."""
    return Theatre


@pytest.fixture
def theatre():
    """A small zone, early on a Monday."""
    return Theatre()


@pytest.fixture(scope="session")
def scenario():
    """The standard zone and its habits."""
    return reception()


@pytest.fixture
def monday():
    """A day on which both zones are open."""
    return MONDAY
