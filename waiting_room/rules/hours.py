"""When a zone is open, which day a moment belongs to, and when it opens again."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, PlainSerializer, model_validator

from waiting_room.rules.shape import Shape

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_LOOKED_AHEAD = 15
MIDNIGHT = 24 * 60
"""The last minute of a day, exclusive."""


def _span(raw: Any) -> Any:
    """Read `08:00-12:30` as minutes of the day; `24:00` ends a day."""
    if not isinstance(raw, str):
        return raw
    try:
        start, end = (_minutes(part) for part in raw.split("-"))
    except ValueError:
        raise ValueError(f'write opening hours as "08:00-12:30", not "{raw}"') from None
    if end > MIDNIGHT:
        raise ValueError(f'a day ends at 24:00, so "{raw}" is no opening')
    if not 0 <= start < end <= MIDNIGHT:
        raise ValueError(f'in "{raw}" the end must come after the start, within one day')
    return start, end


def _shared(
    ours: tuple[tuple[int, int], ...], theirs: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """Cut spans down to where they overlap."""
    both = ((max(a, c), min(b, d)) for a, b in ours for c, d in theirs)
    return tuple(sorted((start, end) for start, end in both if start < end))


def _minutes(clock: str) -> int:
    hours, minutes = clock.strip().split(":")
    return int(hours) * 60 + int(minutes)


def written(span: tuple[int, int]) -> str:
    """Write a span as files have it."""
    return "-".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in span)


Span = Annotated[tuple[int, int], BeforeValidator(_span), PlainSerializer(written)]
"""Opening minutes of a day, start inclusive, end exclusive; `"08:00-12:30"` in files."""


class Hours(Shape):
    """Opening hours by weekday, and the dates on which the zone stays closed."""

    mon: tuple[Span, ...] = ()
    tue: tuple[Span, ...] = ()
    wed: tuple[Span, ...] = ()
    thu: tuple[Span, ...] = ()
    fri: tuple[Span, ...] = ()
    sat: tuple[Span, ...] = ()
    sun: tuple[Span, ...] = ()
    closed: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        for weekday in WEEKDAYS:
            spans = sorted(getattr(self, weekday))
            if any(one[1] > two[0] for one, two in pairwise(spans)):
                raise ValueError(f"the opening hours of {weekday} overlap")
        return self

    def spans(self, day: date) -> tuple[tuple[int, int], ...]:
        """List the opening spans of one date, in minutes of the local day."""
        if day in self.closed:
            return ()
        return tuple(sorted(getattr(self, WEEKDAYS[day.weekday()])))

    def is_open(self, local: datetime) -> bool:
        """Tell whether the zone is open at a local time."""
        minute = local.hour * 60 + local.minute
        return any(start <= minute < end for start, end in self.spans(local.date()))

    def next_opening(self, local: datetime) -> datetime | None:
        """Find the next opening; None if there is none within the next two weeks."""
        return next((at for at in self._openings(local) if at > local), None)

    def closing(self, local: datetime) -> datetime | None:
        """Tell when the zone closes for the day, perhaps after midnight.

        None if it was not open on that day at all, or does not close within two weeks.
        """
        spans = self.spans(local.date())
        for days in range(DAYS_LOOKED_AHEAD):
            if not spans:
                return None
            day, end = local.date() + timedelta(days=days), spans[-1][1]
            following = self.spans(day + timedelta(days=1))[:1]
            if end < MIDNIGHT or not following or following[0][0] > 0:
                return datetime.combine(day, time(), local.tzinfo) + timedelta(minutes=end)
            spans = following
        return None

    def within(self, other: "Hours") -> "Hours":
        """Give the hours in which both are open."""
        spans = {day: _shared(getattr(self, day), getattr(other, day)) for day in WEEKDAYS}
        closed = tuple(sorted({*self.closed, *other.closed}))
        return Hours.model_validate(spans | {"closed": closed})

    def until(self, latest: time) -> "Hours":
        """Give these hours, but on no day longer than until a time."""
        end = latest.hour * 60 + latest.minute
        if end == 0:
            return Hours()
        every_day = Hours.model_validate(dict.fromkeys(WEEKDAYS, ((0, end),)))
        return self.within(every_day)

    def _openings(self, local: datetime) -> Iterator[datetime]:
        for days in range(DAYS_LOOKED_AHEAD):
            day = local.date() + timedelta(days=days)
            for start, _ in self.spans(day):
                yield datetime.combine(day, time(start // 60, start % 60), local.tzinfo)


def day_of(now: datetime, timezone: str, day_starts: time) -> date:
    """Tell which day a moment belongs to, when days begin at `day_starts` local time."""
    local = now.astimezone(ZoneInfo(timezone))
    return local.date() if local.time() >= day_starts else local.date() - timedelta(days=1)


def end_of_day(now: datetime, timezone: str, day_starts: time) -> datetime:
    """Tell on the local clock when the day of a moment ends."""
    day = day_of(now, timezone, day_starts) + timedelta(days=1)
    return datetime.combine(day, day_starts, ZoneInfo(timezone))
