"""A day whose forecaster sees everything, in zones small enough to reckon in one's head."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.waiting_room.rules.conftest import MONDAY_NINE, Day
from waiting_room.rules import commands as asked
from waiting_room.rules.events import Event
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.forecaster import Forecaster
from waiting_room.rules.waiting_time.place import place
from waiting_room.rules.waiting_time.question import Question
from waiting_room.rules.zone import Zone

ALWAYS = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def small_zone(counters: dict[str, list[str]], minutes: dict[str, int], **more: object) -> Zone:
    """Make a zone from what its counters take and how long its services are."""
    return Zone.model_validate(
        {
            "id": "small",
            "name": {"en": "Small"},
            "hours": ALWAYS,
            "services": [
                {"id": id, "name": {"en": id}, "service_min": length, "booking": {}}
                for id, length in minutes.items()
            ],
            "counters": [
                {"id": id, "name": {"en": id}, "services": services}
                for id, services in counters.items()
            ],
        }
        | more
    )


class WatchedDay(Day):
    """A day that a forecaster watches, with what clerks and visitors do in one word."""

    def __init__(self, zone: Zone, forecaster: Forecaster | None = None) -> None:
        self.forecaster = forecaster or Forecaster()
        super().__init__(zone, MONDAY_NINE)
        self.forecasts = self.forecaster

    def saw(self, event: Event, at: datetime, room: WaitingRoom) -> None:
        """Let the forecaster see an event."""
        self.forecaster.saw(event, at, room)

    def question(self, service: str, number: str | None = None) -> Question:
        """Ask how long a newcomer will wait, or the holder of a number."""
        order = self.room.order
        standing = order.newcomer(service, self.now)
        if number is not None:
            standing = order.standing(self.room.tickets[number])
        where = place(self.room, standing, service, self.now)
        return Question(self.room, self.forecaster.history, where, self.now)

    def call(self, counter: str) -> None:
        """Call the next visitor, who comes at once."""
        self >> asked.CallNext(counter=counter)
        self >> asked.StartServing(counter=counter)

    def serve(self, counter: str, minutes: int) -> None:
        """Call, serve for so long, and finish."""
        self.call(counter)
        self.later(minutes=minutes)
        self >> asked.FinishServing(counter=counter)

    def tomorrow(self) -> None:
        """Go on at nine on the next day, with all counters open."""
        self.later(days=1)
        self >> asked.OpenDay(now=self.now)
        for counter in self.room.counters:
            self >> asked.OpenCounter(counter=counter)


MakeDay = Callable[..., WatchedDay]


@pytest.fixture
def one_counter() -> WatchedDay:
    """One counter, one service of ten minutes."""
    return WatchedDay(small_zone({"1": ["a"]}, {"a": 10}))


@pytest.fixture
def two_skills() -> WatchedDay:
    """Counter 1 takes a and b, counter 2 takes b alone; a takes ten minutes, b twenty."""
    return WatchedDay(small_zone({"1": ["a", "b"], "2": ["b"]}, {"a": 10, "b": 20}))
