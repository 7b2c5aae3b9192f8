import pytest

from waiting_room.rules.waiting_time.routine import Break, CounterDay, Routine

NINE, TEN, NOON = 9 * 3600.0, 10 * 3600.0, 12 * 3600.0
MONDAY, TUESDAY = 0, 1


def routine_of(*days: CounterDay) -> Routine:
    routine = Routine()
    for day in days:
        routine.end_day(day)
    return routine


def test_nothing_is_usual_before_a_few_days_were_seen():
    """Two days make no habit."""
    usual = routine_of(CounterDay(MONDAY, NINE), CounterDay(TUESDAY, NINE)).usual(MONDAY)

    assert (usual.opens_s, usual.ends_s, usual.breaks) == (None, None, ())


def test_breaks_are_found_although_they_begin_late():
    """A break begins once nobody is in front: some minutes after ten, on most days."""
    days = [CounterDay(MONDAY, NINE, pauses=[(TEN + late, 900.0)]) for late in (0, 90, 300, 700)]
    (ten,) = routine_of(*days).usual(MONDAY).breaks

    assert (ten.begins_s, ten.length_s, ten.share) == (TEN, 900.0, 1.0)


def test_two_breaks_of_a_day_are_two_however_close():
    """Half past ten and half past eleven stay apart although the first often begins late."""
    days = [
        CounterDay(MONDAY, NINE, pauses=[(TEN + late, 900.0), (TEN + 4000 + late, 1800.0)])
        for late in (0, 600, 1200, 1800)
    ]
    breaks = routine_of(*days).usual(MONDAY).breaks

    assert [one.length_s for one in breaks] == [900.0, 1800.0]


def test_what_happens_seldom_is_no_break():
    """One long pause in eight days is nobody's habit."""
    days = [CounterDay(MONDAY, NINE) for _ in range(7)]
    days.append(CounterDay(MONDAY, NINE, pauses=[(TEN, 3000.0)]))

    assert routine_of(*days).usual(MONDAY).breaks == ()


def test_a_weekday_has_habits_of_its_own():
    """Mondays end at noon; Tuesdays do not."""
    days = [
        CounterDay(weekday, NINE, ended_s=NOON if weekday == MONDAY else None)
        for weekday in (MONDAY, TUESDAY) * 4
    ]
    routine = routine_of(*days)

    assert routine.usual(MONDAY).ends_s == NOON
    assert routine.usual(TUESDAY).ends_s is None


def test_how_often_a_counter_is_staffed_is_learned():
    """A counter that stays closed on every other day is there on half of them."""
    routine = Routine()
    for _ in range(50):
        routine.end_day(CounterDay(MONDAY, NINE))
        routine.end_day(None)

    assert routine.staffed.mean == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    ("paused_s", "is_it"), [(TEN - 1800, False), (TEN, True), (TEN + 3600, True), (NOON, False)]
)
def test_a_pause_is_known_as_the_break_that_is_due(paused_s, is_it):
    """Shortly before its time or late; not hours away."""
    assert Break(TEN, 900.0, 1.0).began(paused_s) is is_it
