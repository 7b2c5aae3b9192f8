"""Comparison: the same days under every variant, and how sure a difference is."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from waiting_room.rules.zone import Zone
from waiting_room.simulator.estimate import FEWEST, Estimate, estimate
from waiting_room.simulator.figures import Figures, sum_up
from waiting_room.simulator.near_closing import NearClosing
from waiting_room.simulator.play import play
from waiting_room.simulator.variants import Variant

FIRST_DAY = date(2026, 1, 12)
"""Simulated days count from this ordinary Monday, to be the same whenever they are played."""

DAYS_LOOKED_AHEAD = 366


def open_days(zone: Zone, count: int) -> list[date]:
    """Find so many days on which a zone is open; none if it does not open within a year."""
    days: list[date] = []
    day = FIRST_DAY
    while len(days) < count and (day - (days or [FIRST_DAY])[-1]).days <= DAYS_LOOKED_AHEAD:
        if zone.hours.spans(day):
            days.append(day)
        day += timedelta(days=1)
    return days


def compare(
    variants: Sequence[Variant], days: Sequence[date], seed: int, on_day: Callable[[], object]
) -> list[Figures]:
    """Play all days under each variant; `on_day` is called after each day.

    Whoever comes too late for the line gets no ticket, as by a hub that has learned from the days
    before.
    """
    summed = []
    for variant in variants:
        forecasts, played = NearClosing(), []
        for day in days:
            watchers = [forecasts.saw]
            played.append(play(variant.zone, variant.habits, day, seed, watchers, forecasts))
            on_day()
        summed.append(sum_up(variant, played))
    return summed


def difference(one: Figures, first: Figures) -> Estimate | None:
    """Estimate by how many minutes a day's mean wait differs; None if there are too few days.

    It is the same people's wait twice, so the difference is much surer than either of the two.
    """
    pairs = zip(one.day_means_min, first.day_means_min, strict=True)
    differences = [a - b for a, b in pairs if a is not None and b is not None]
    return estimate(differences) if len(differences) >= FEWEST else None
