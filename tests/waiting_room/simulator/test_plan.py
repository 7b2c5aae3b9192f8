from datetime import UTC, date, datetime
from statistics import fmean, stdev

import pytest

from waiting_room.rules.slots import slots_of_day
from waiting_room.simulator.chance import Chance, Duration, factor
from waiting_room.simulator.plan import plan_day


def test_streams_of_other_names_know_nothing_of_each_other(monday):
    """A stream begins anew whenever it is asked for, and what others drew does not move it."""
    chance = Chance(1, monday)
    first = chance.stream("visits", "question").random()
    chance.stream("arrivals", "question").random()

    assert chance.stream("visits", "question").random() == first
    assert chance.stream("visits", "emergency").random() != first
    assert Chance(2, monday).stream("visits", "question").random() != first


@pytest.mark.parametrize(
    ("duration", "mean_s", "cv"),
    [
        (Duration(mean_min=10, cv=0.7), 600, 0.7),
        (Duration(mean_min=2, law="exponential"), 120, 1.0),
        (Duration(mean_min=3), 180, 0.0),
    ],
)
def test_durations_have_the_mean_and_the_spread_they_say(duration, mean_s, cv, monday):
    """Lognormal, exponential and constant lengths keep their two figures."""
    stream = Chance(1, monday).stream("any")
    drawn = [duration.draw_s(stream) for _ in range(20_000)]

    assert fmean(drawn) == pytest.approx(mean_s, rel=0.03)
    assert stdev(drawn) / mean_s == pytest.approx(cv, abs=0.03)


def test_a_factor_of_no_spread_is_one(monday):
    """A crowd that is the same every day is."""
    assert factor(0.0, Chance(1, monday).stream("crowd")) == 1.0


def test_people_come_as_many_as_their_habits_say(scenario, monday):
    """Walk-ins by the hour and taken slots add up to what the file says, in the mean."""
    zone, habits = scenario
    plans = [plan_day(zone, habits, monday, seed) for seed in range(150)]

    for service, known in habits.services.items():
        came = [
            sum(
                1 for visitor in plan.visitors if visitor.service == service and not visitor.booking
            )
            for plan in plans
        ]
        said = sum(rate * (end - start) / 60 for (start, end), rate in known.walk_ins.items())
        assert fmean(came) == pytest.approx(said, rel=0.08)
    seats = sum(slot.seats for slot in slots_of_day(zone, "question", monday))
    taken = fmean(
        sum(1 for booking in plan.bookings if booking.service == "question") for plan in plans
    )
    assert taken == pytest.approx(seats * habits.services["question"].booked.taken, rel=0.03)


def test_a_quarter_of_the_standard_visitors_is_booked(scenario, monday):
    """The standard scenario's share of bookings is what its description says."""
    zone, habits = scenario
    visitors = [v for seed in range(100) for v in plan_day(zone, habits, monday, seed).visitors]

    assert sum(1 for v in visitors if v.booking) / len(visitors) == pytest.approx(0.25, abs=0.02)


def test_clerks_fall_sick_as_often_as_they_say(scenario, monday):
    """A counter is missing on its share of days, each by its own chance."""
    zone, habits = scenario
    staffed = [plan_day(zone, habits, monday, seed).staffed for seed in range(300)]

    missing = 1 - sum(map(len, staffed)) / (300 * len(habits.counters))
    assert missing == pytest.approx(0.05, abs=0.015)


def test_opening_times_are_right_on_the_day_clocks_change(scenario):
    """Eight in the morning is eight on the zone's clock, in winter, in summer and in between."""
    zone, _ = scenario

    assert zone.midnight(date(2026, 1, 5)) == datetime(2026, 1, 4, 23, tzinfo=UTC)
    assert zone.midnight(date(2026, 3, 29)) == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert zone.midnight(date(2026, 10, 25)) == datetime(2026, 10, 24, 23, tzinfo=UTC)
