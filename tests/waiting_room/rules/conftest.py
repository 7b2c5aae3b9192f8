"""A waiting room as a play: commands go in with `>>`, and what must follow is asserted."""

import tomllib
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from waiting_room.rules.commands import Command, OpenCounter, OpenDay
from waiting_room.rules.decide import decide
from waiting_room.rules.events import Event, TicketCalled
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time import Forecasts, no_forecast
from waiting_room.rules.zone import Zone

EXAMPLE = Path(__file__).parents[3] / "waiting_room" / "example" / "zone.toml"
MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""09:00 in Berlin, an hour after opening."""


class Day:
    """A room, a clock that stands still until told, and everything that has happened."""

    def __init__(self, zone: Zone, now: datetime = MONDAY_NINE) -> None:
        self.room = WaitingRoom(zone)
        self.now = now
        self.history: list[Event] = []
        self._tokens = count()
        self.forecasts: Forecasts = no_forecast
        self >> OpenDay(now=now)
        for counter in zone.counters:
            self >> OpenCounter(counter=counter.id)

    def __rshift__(self, command: Command) -> list[Event]:
        """Ask as a kiosk, and apply what follows."""
        return self.ask(command, "kiosk-1")

    def ask(self, command: Command, sender: str) -> list[Event]:
        """Ask as a device, and apply what follows."""
        events = decide(self.room, command, self.now, sender, self.forecasts)
        for event in events:
            self.room.apply(event, self.now)
            self.saw(event, self.now, self.room)
        self.history += events
        return events

    def saw(self, event: Event, at: datetime, room: WaitingRoom) -> None:
        """See an event that was just applied; a day of this kind only keeps it."""

    def refuses(self, command: Command) -> str:
        """Ask what must be refused; gives the code."""
        with pytest.raises(Refused) as refused:
            self >> command
        return refused.value.code

    def later(self, **passed: int) -> None:
        """Let time pass."""
        self.now += timedelta(**passed)

    def token(self) -> str:
        """Mint a token."""
        return f"{next(self._tokens):026}".translate(str.maketrans("0189", "aeio"))

    def walk_in(self, service: str = "question", **fields: object) -> str:
        """Let a visitor take a ticket; gives its number."""
        from waiting_room.rules.commands import IssueTicket

        command = IssueTicket(service=service, token=self.token(), **fields)  # type: ignore[arg-type]
        (issued,) = self >> command
        return issued.ticket.number  # type: ignore[attr-defined, no-any-return]


def called(events: list[Event]) -> list[str]:
    """List the numbers that events call."""
    return [event.number for event in events if isinstance(event, TicketCalled)]


def example_zone(**changes: object) -> Zone:
    """Give the zone that we ship as the example, changed as told."""
    return Zone.model_validate(tomllib.loads(EXAMPLE.read_text("utf-8")) | changes)


@pytest.fixture
def zone() -> Zone:
    """The example zone."""
    return example_zone()


@pytest.fixture
def day(zone: Zone) -> Day:
    """A Monday at nine in the example zone, all counters open."""
    return Day(zone)


@pytest.fixture
def make_day():
    """Make a Monday at nine in the example zone with changes."""

    def make(**changes: object) -> Day:
        return Day(example_zone(**changes))

    return make


@pytest.fixture
def day_with_clerks(make_day):
    """A Monday at nine in a zone whose clerks are known; Maria and Omar."""
    return make_day(clerk=[{"id": "maria", "name": "Maria"}, {"id": "omar", "name": "Omar"}])
