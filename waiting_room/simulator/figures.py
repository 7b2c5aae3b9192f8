"""Figures: the played days of a variant summed up, as tables and pictures show them."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import TypeVar

from waiting_room.rules.percentile import percentile
from waiting_room.rules.shape import said
from waiting_room.rules.zone import Zone
from waiting_room.simulator.played import CounterPlayed, DayPlayed, Outcome, TicketPlayed
from waiting_room.simulator.variants import Variant

ALL, BOOKED, WALK_IN = "all", "booked", "walk-in"
LINE_EVERY_MIN = 5
AFTER_CLOSING_MIN = 60

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Waits:
    """The waits of everybody who was called; `called` is people a day, `over_target` a share."""

    called: float
    mean_min: float
    p50_min: float
    p90_min: float
    over_target: float


@dataclass(frozen=True)
class Figures:
    """A variant's days; counts are those of a mean day, `busy` is each counter's share.

    `waits` sorts by service and by booking, `by_hour` by the local hour of arrival. `line` is how
    many wait in the mean at a minute of the day. `day_means_min` is each day's mean wait, None if
    nobody was called; `after_closing_min` is when each day's last visit ended. The names are those
    for people, by id.
    """

    policy: str
    staffing: str
    outcomes: dict[str, float]
    turned_away: float
    waits: dict[str, Waits]
    busy: dict[str, float]
    by_hour: dict[int, Waits]
    line: dict[int, float]
    day_means_min: tuple[float | None, ...]
    after_closing_min: tuple[float, ...]
    service_names: dict[str, str]
    counter_names: dict[str, str]

    @property
    def name(self) -> str:
        """What was played, for people."""
        return f"{self.policy}, {self.staffing}"

    def group_name(self, group: str) -> str:
        """Name a group of `waits` for people."""
        return "everybody" if group == ALL else self.service_names.get(group, group)


def sum_up(variant: Variant, days: Sequence[DayPlayed]) -> Figures:
    """Sum up the days of a variant."""
    zone = variant.zone
    tickets = [ticket for day in days for ticket in day.tickets]
    services = [service.id for service in zone.services]
    kinds = _grouped((BOOKED if ticket.booked else WALK_IN, ticket) for ticket in tickets)
    concerns = _grouped((ticket.service, ticket) for ticket in tickets)
    hours = _grouped((zone.local(ticket.arrived_at).hour, ticket) for ticket in tickets)
    groups = {ALL: tickets, **kinds, **concerns}
    return Figures(
        policy=variant.policy,
        staffing=variant.staffing,
        outcomes={
            outcome: sum(1 for ticket in tickets if ticket.outcome is outcome) / len(days)
            for outcome in Outcome
        },
        turned_away=fmean(day.turned_away for day in days),
        waits=_waits(groups, (ALL, BOOKED, WALK_IN, *services), zone, len(days)),
        busy=_busy(days),
        by_hour=_waits(hours, sorted(hours), zone, len(days)),
        line=_line(zone, days),
        day_means_min=tuple(_mean_wait_min(day) for day in days),
        after_closing_min=tuple(_after_closing_min(zone, day) for day in days),
        service_names={one.id: said(one.name, "en") or one.id for one in zone.services},
        counter_names={one.id: said(one.name, "en") or one.id for one in zone.counters},
    )


def wait_min(ticket: TicketPlayed) -> float:
    """Give the minutes to the first call; a booked visitor who came early waits from the time."""
    assert ticket.called_at is not None
    since = max(ticket.arrived_at, ticket.booked_for or ticket.arrived_at)
    return max(0.0, (ticket.called_at - since).total_seconds() / 60)


def _grouped(pairs: Iterable[tuple[Key, TicketPlayed]]) -> dict[Key, list[TicketPlayed]]:
    groups: dict[Key, list[TicketPlayed]] = {}
    for key, ticket in pairs:
        groups.setdefault(key, []).append(ticket)
    return groups


def _waits(
    groups: Mapping[Key, Sequence[TicketPlayed]], order: Iterable[Key], zone: Zone, days: int
) -> dict[Key, Waits]:
    """Measure the waits of each group of which somebody was called."""
    targets = {service.id: service.target_wait_min for service in zone.services}
    measured = {}
    for key in order:
        called = [ticket for ticket in groups.get(key, ()) if ticket.called_at is not None]
        if not called:
            continue
        waits = [wait_min(ticket) for ticket in called]
        over = sum(1 for ticket in called if wait_min(ticket) > targets[ticket.service])
        measured[key] = Waits(
            called=len(called) / days,
            mean_min=fmean(waits),
            p50_min=percentile(waits, 0.5),
            p90_min=percentile(waits, 0.9),
            over_target=over / len(called),
        )
    return measured


def _busy(days: Sequence[DayPlayed]) -> dict[str, float]:
    """Give the share of its open time in which a counter had somebody called or in front of it."""
    counters = {name: [day.counters[name] for day in days] for name in days[0].counters}
    every = [one for played in counters.values() for one in played]
    return {name: _busy_share(played) for name, played in ({ALL: every} | counters).items()}


def _busy_share(played: Sequence[CounterPlayed]) -> float:
    open_s = sum(one.open_s for one in played)
    return sum(one.busy_s for one in played) / open_s if open_s else 0.0


def _line(zone: Zone, days: Sequence[DayPlayed]) -> dict[int, float]:
    """Count who waits, every few minutes from the first opening to an hour after closing."""
    spans = [span for day in days for span in zone.hours.spans(day.day)]
    first = min(start for start, _ in spans)
    last = max(end for _, end in spans) + AFTER_CLOSING_MIN
    lengths = dict.fromkeys(range(first, last + 1, LINE_EVERY_MIN), 0.0)
    for day in days:
        midnight = zone.midnight(day.day)
        came = sorted(_minute(ticket.arrived_at, midnight) for ticket in day.tickets)
        went = sorted(
            _minute(until, midnight)
            for ticket in day.tickets
            if (until := ticket.called_at or ticket.ended_at) is not None
        )
        for minute in lengths:
            lengths[minute] += (bisect_right(came, minute) - bisect_right(went, minute)) / len(days)
    return lengths


def _minute(at: datetime, midnight: datetime) -> float:
    return (at - midnight).total_seconds() / 60


def _mean_wait_min(day: DayPlayed) -> float | None:
    waits = [wait_min(ticket) for ticket in day.tickets if ticket.called_at is not None]
    return fmean(waits) if waits else None


def _after_closing_min(zone: Zone, day: DayPlayed) -> float:
    """Tell how long after closing the last visit ended; less than zero if before."""
    midnight = zone.midnight(day.day)
    closes = max(end for _, end in zone.hours.spans(day.day))
    ended = [_minute(ticket.ended_at, midnight) for ticket in day.tickets if ticket.ended_at]
    return max(ended, default=closes) - closes
