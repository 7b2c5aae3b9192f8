"""What a counter usually does: when it opens, breaks and ends, as the days before have shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from waiting_room.rules.waiting_time.averages import Average

DAYS_KEPT = 40
DAYS_OF_A_WEEKDAY, DAYS_AT_LEAST = 8, 3
"""A weekday is judged by its own last days, or by all days as long as there are too few."""

Pause = tuple[float, float, int]
"""When it began, how long it was, and on which of the days."""

LATE_S = 5400.0
"""A break that has not begun so long after its usual time is left out today."""

EARLY_S = 900.0
SELDOM = 0.3
"""What happened on a smaller share of days is no habit."""


@dataclass(slots=True)
class CounterDay:
    """One day of a counter; everything in seconds of the day.

    `ended_s` is when it closed although somebody waited for it, None if nobody did.
    """

    weekday: int
    opened_s: float
    ended_s: float | None = None
    pauses: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Break:
    """A usual break: it begins once nobody is in front after `begins_s`."""

    begins_s: float
    length_s: float
    share: float

    def began(self, paused_s: float) -> bool:
        """Tell whether a pause that began then is this break."""
        return self.begins_s - EARLY_S <= paused_s <= self.begins_s + LATE_S


@dataclass(frozen=True, slots=True)
class Usual:
    """What to expect of a counter today; None where there is no habit."""

    opens_s: float | None = None
    ends_s: float | None = None
    breaks: tuple[Break, ...] = ()


@dataclass(slots=True)
class Routine:
    """The last days of one counter, and on which share of all days it was staffed."""

    staffed: Average = field(default_factory=lambda: Average(1.0, 1.0, 60.0))
    days: list[CounterDay] = field(default_factory=list)

    def end_day(self, day: CounterDay | None) -> None:
        """Take in a day; None if nobody sat there."""
        self.staffed.add(0.0 if day is None else 1.0)
        if day is not None:
            self.days = [*self.days, day][-DAYS_KEPT:]

    def usual(self, weekday: int) -> Usual:
        """Tell what is usual on a weekday."""
        days = [day for day in self.days if day.weekday == weekday][-DAYS_OF_A_WEEKDAY:]
        if len(days) < DAYS_AT_LEAST:
            days = self.days[-DAYS_OF_A_WEEKDAY:]
        if len(days) < DAYS_AT_LEAST:
            return Usual()
        ends = [day.ended_s for day in days if day.ended_s is not None]
        return Usual(
            opens_s=median(day.opened_s for day in days),
            ends_s=median(ends) if len(ends) > len(days) / 2 else None,
            breaks=_breaks(days),
        )


def _breaks(days: list[CounterDay]) -> tuple[Break, ...]:
    """Find the usual breaks: pauses of different days that begin close to each other."""
    pauses = sorted((*pause, number) for number, day in enumerate(days) for pause in day.pauses)
    return tuple(
        Break(
            begins_s=group[len(group) // 8][0],
            length_s=median(length_s for _, length_s, _ in group),
            share=len(group) / len(days),
        )
        for group in _grouped(pauses)
        if len(group) >= SELDOM * len(days)
    )


def _grouped(pauses: list[Pause]) -> Iterator[list[Pause]]:
    """Split pauses at their widest gaps until no group has two of the same day."""
    if len({day for _, _, day in pauses}) == len(pauses):
        if pauses:
            yield pauses
        return
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(pauses)]
    widest = gaps.index(max(gaps)) + 1
    yield from _grouped(pauses[:widest])
    yield from _grouped(pauses[widest:])
