from datetime import date

import pytest

from waiting_room.rules.calling import POLICIES
from waiting_room.rules.hours import Hours
from waiting_room.simulator.comparison import compare, difference, open_days
from waiting_room.simulator.variants import read_one_more, variants


def test_days_on_which_the_zone_is_closed_are_left_out(scenario):
    """The first day is a Monday; after Friday comes the next one."""
    zone, _ = scenario

    days = open_days(zone, 6)
    assert (days[0], days[4], days[5]) == (date(2026, 1, 12), date(2026, 1, 16), date(2026, 1, 19))
    assert open_days(zone.model_copy(update={"hours": Hours()}), 3) == []


@pytest.mark.parametrize(
    ("text", "span", "services"),
    [
        ("9-11", (540, 660), ("hand-in-documents", "question", "new-application", "emergency")),
        ("9:30-11:question", (570, 660), ("question",)),
        ("08:00-09:15:question,emergency", (480, 555), ("question", "emergency")),
    ],
)
def test_one_more_counter_is_read_from_few_signs(scenario, text, span, services):
    """Hours, perhaps with minutes, perhaps with services."""
    more = read_one_more(text, scenario[0])

    assert (more.span, more.services) == (span, services)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nine to five", "not"),
        ("11-9", "must come after"),
        ("9-25", "within one day"),
        ("9-11:haircut", "no service haircut"),
    ],
)
def test_what_is_wrong_with_one_more_counter_is_said(scenario, text, why):
    """Whoever mistypes is told what would be right."""
    with pytest.raises(ValueError, match=why):
        read_one_more(text, scenario[0])


def test_every_policy_meets_every_staffing(scenario):
    """The first variant is the first policy as staffed; the one more has a name of its own."""
    zone, habits = scenario
    more = [read_one_more(text, zone) for text in ("9-11", "13-15")]

    compared = variants(zone, habits, list(POLICIES), more)

    assert len(compared) == 3 * len(POLICIES)
    assert (compared[0].zone.calling.policy, compared[0].habits) == (next(iter(POLICIES)), habits)
    assert {one.zone.counters[-1].id for one in compared} == {"6", "more-1"}
    assert all(one.habits.unfit_for(one.zone) == [] for one in compared)


def test_one_more_counter_shortens_the_waits(scenario):
    """Paired by day, the difference is surer than either mean, and it is an improvement."""
    zone, habits = scenario
    compared = variants(zone, habits, ["fifo"], [read_one_more("8-12", zone)])
    played = []

    first, more = compare(compared, open_days(zone, 12), 1, lambda: played.append(1))

    change = difference(more, first)
    assert change.mean + change.half_width < 0
    assert len(played) == 24
    assert difference(first, first).half_width == 0


def test_few_days_tell_no_difference(scenario):
    """Whoever plays a day or two gets figures, but no confidence in them."""
    zone, habits = scenario
    first, other = compare(
        variants(zone, habits, ["fifo", "due-date"], []), open_days(zone, 2), 1, lambda: None
    )

    assert difference(other, first) is None


def test_whoever_comes_too_late_for_the_line_gets_no_ticket(scenario):
    """Without two counters the line of the afternoon fills the day, as a hub would say."""
    zone, habits = scenario
    staffed = {id: one for id, one in habits.counters.items() if id not in ("1", "4")}
    few = variants(zone, habits.model_copy(update={"counters": staffed}), ["due-date"], [])

    (crowded,) = compare(few, open_days(zone, 4), 1, lambda: None)

    assert crowded.turned_away > 2
