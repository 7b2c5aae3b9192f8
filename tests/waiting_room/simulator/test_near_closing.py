import pytest

from waiting_room.rules.calling import POLICIES
from waiting_room.rules.commands import OpenCounter, OpenDay
from waiting_room.simulator.comparison import open_days
from waiting_room.simulator.near_closing import NearClosing
from waiting_room.simulator.play import play
from waiting_room.simulator.stage import Stage
from waiting_room.simulator.variants import variants

from .conftest import minutes


class AlwaysTold(NearClosing):
    """Works every forecast out, whether anything depends on it or not."""

    def needless(self, question):
        return False


@pytest.mark.parametrize("policy", POLICIES)
def test_what_is_left_out_would_have_changed_nothing(scenario, policy):
    """Without two counters many are turned away, with all forecasts just the same ones."""
    zone, habits = scenario
    staffed = {id: one for id, one in habits.counters.items() if id not in ("1", "4")}
    (variant,) = variants(zone, habits.model_copy(update={"counters": staffed}), [policy], [])
    some, every = (
        [
            play(variant.zone, variant.habits, day, 1, [forecasts.saw], forecasts)
            for day in open_days(zone, 4)
        ]
        for forecasts in (NearClosing(), AlwaysTold())
    )

    assert some == every
    assert sum(day.turned_away for day in some) > 10


@pytest.mark.parametrize(
    ("clock", "service", "number", "is_told"),
    [
        ("15:50", "question", None, True),
        ("15:50", "question", "K001", False),
        ("15:50", "emergency", None, False),
        ("9:00", "question", None, False),
    ],
    ids=["near closing", "checking in", "an emergency", "in the morning"],
)
def test_a_forecast_is_worked_out_where_it_decides(
    scenario, monday, clock, service, number, is_told
):
    """Whoever gets a ticket anyway is told nothing; a number of their own have the booked alone."""
    zone, _ = scenario
    forecasts = NearClosing()
    stage = Stage(zone, zone.midnight(monday), minutes(clock) * 60, [forecasts.saw])
    stage.ask(OpenDay(now=stage.now))
    for counter in stage.room.counters:
        stage.ask(OpenCounter(counter=counter))
    newcomer = stage.room.order.newcomer(service, stage.now)
    standing = newcomer if number is None else newcomer._replace(number=number)

    assert (forecasts(stage.room, standing, service, stage.now) is not None) == is_told
