from datetime import timedelta

import pytest

from waiting_room.simulator.figures import ALL, BOOKED, WALK_IN, sum_up, wait_min
from waiting_room.simulator.play import play
from waiting_room.simulator.played import CounterPlayed, DayPlayed, Outcome, TicketPlayed
from waiting_room.simulator.variants import AS_IT_IS, Variant


@pytest.fixture
def make_ticket(scenario, monday):
    """Make a ticket of the standard zone from minutes after eight."""
    eight = scenario[0].midnight(monday) + timedelta(hours=8)

    def at(minute):
        return None if minute is None else eight + timedelta(minutes=minute)

    def make(arrived, called, *, booked_for=None, service="question", outcome=Outcome.SERVED):
        return TicketPlayed(
            number="K001",
            service=service,
            booked_for=at(booked_for),
            arrived_at=at(arrived),
            called_at=at(called),
            outcome=outcome,
            counter="1",
            started_at=at(called),
            ended_at=at(None if called is None else called + 10),
        )

    return make


def test_a_wait_goes_from_arrival_or_the_booked_time_to_the_first_call(make_ticket):
    """Coming early for a booking is not waiting; being called before its time is none at all."""
    assert wait_min(make_ticket(0, 20)) == 20
    assert wait_min(make_ticket(0, 20, booked_for=15)) == 5
    assert wait_min(make_ticket(20, 30, booked_for=15)) == 10
    assert wait_min(make_ticket(0, 10, booked_for=15)) == 0


def test_days_are_summed_up(scenario, monday, make_ticket):
    """Means of a day, waits by group against each service's target, line and busy share."""
    zone, habits = scenario
    day = DayPlayed(
        day=monday,
        tickets=(
            make_ticket(0, 30),
            make_ticket(10, 20, booked_for=20),
            make_ticket(70, 95, service="new-application", outcome=Outcome.NO_SHOW),
            make_ticket(90, None, outcome=Outcome.NEVER_CALLED),
        ),
        counters={"1": CounterPlayed(open_s=1000, busy_s=250), "2": CounterPlayed()},
        turned_away=3,
    )

    one = sum_up(Variant("fifo", AS_IT_IS, zone, habits), [day])

    assert one.name == "fifo, as staffed"
    assert one.outcomes == {"served": 2, "no_show": 1, "left": 0, "never_called": 1}
    assert one.turned_away == 3
    assert list(one.waits) == [ALL, BOOKED, WALK_IN, "question", "new-application"]
    assert one.waits[WALK_IN].mean_min == pytest.approx(27.5)
    assert one.waits[WALK_IN].over_target == 0.5  # 30 minutes are over 20, 25 are not over 30
    assert one.waits[ALL].called == 3
    assert one.by_hour.keys() == {8, 9}
    assert [one.line[minute] for minute in (480, 490, 515, 580)] == [1, 2, 0, 1]
    assert one.busy == {ALL: 0.25, "1": 0.25, "2": 0}
    assert one.day_means_min == (pytest.approx(55 / 3),)
    assert one.after_closing_min == (-375,)


def test_a_day_without_a_visitor_has_no_mean(scenario, monday):
    """Nobody waits, nobody is called, and nothing is divided by nought."""
    zone, habits = scenario
    nobody = habits.model_copy(update={"services": {}})

    one = sum_up(Variant("fifo", AS_IT_IS, zone, nobody), [play(zone, nobody, monday, 1)])

    assert one.waits == {}
    assert one.day_means_min == (None,)
    assert one.busy[ALL] == 0
