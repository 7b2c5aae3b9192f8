"""A day that was played: what became of every ticket, and how busy the counters were."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a ticket, as the zone saw it.

    Whoever lost patience without a word is a no-show when called, and never called otherwise.
    """

    SERVED = "served"
    NO_SHOW = "no_show"
    LEFT = "left"
    NEVER_CALLED = "never_called"


@dataclass(frozen=True, slots=True)
class TicketPlayed:
    """One ticket; `booked_for` is the agreed time, `called_at` the first call."""

    number: str
    service: str
    booked_for: datetime | None
    arrived_at: datetime
    called_at: datetime | None
    outcome: Outcome
    counter: str | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def booked(self) -> bool:
        """Whether the visitor came with a booking."""
        return self.booked_for is not None


@dataclass(frozen=True, slots=True)
class CounterPlayed:
    """How long a counter was open, and how long somebody was called to it or in front of it."""

    open_s: float = 0.0
    busy_s: float = 0.0


@dataclass(frozen=True, slots=True)
class DayPlayed:
    """A day; `turned_away` came without getting a ticket."""

    day: date
    tickets: tuple[TicketPlayed, ...]
    counters: dict[str, CounterPlayed]
    turned_away: int
