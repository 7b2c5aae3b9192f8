from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waiting_room.rules.calling import NOT_HERE_YET, POLICIES, Standing, overtaken_until

NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HEAD_START = timedelta(hours=2)


def who(number, stands_at, *, target_min=0, weight=1.0, emergency=False, arrived_at=NINE):
    """Let somebody stand since a time."""
    turn = arrived_at, len(number), number
    return Standing(stands_at, turn, number, timedelta(minutes=target_min), weight, emergency)


@st.composite
def standings(draw: st.DrawFn, number: str = "K001") -> Standing:
    """Somebody who waits: since up to four hours, or booked for half an hour from now."""
    return who(
        number,
        NINE - timedelta(seconds=draw(st.integers(-1800, 14_400))),
        target_min=draw(st.integers(0, 60)),
        weight=draw(st.sampled_from([0.5, 1.0, 2.0, 5.0])),
        emergency=draw(st.booleans()),
    )


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@given(one=standings(), apart_s=st.integers(1, 3600), passed_s=st.integers(0, 14_400))
def test_of_two_alike_the_one_that_stands_longer_is_first_at_any_time(
    policy, one, apart_s, passed_s
):
    """Lanes may be kept in one order for ever, whatever the policy and the time."""
    other = one.later(timedelta(seconds=apart_s))._replace(turn=(NINE, 0, "K000"), number="K000")
    now = NINE + timedelta(seconds=passed_s)

    assert policy(one, now, HEAD_START) < policy(other, now, HEAD_START)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@given(one=standings(), other=standings("K002"), passed_s=st.integers(0, 86_400))
def test_overtaking_ends(policy, one, other, passed_s):
    """Whoever stands since later than the bound ranks behind, at any time after it has come."""
    bound = overtaken_until(one, HEAD_START, timedelta())
    late = other._replace(stands_at=bound + timedelta(seconds=1))
    now = late.stands_at + timedelta(seconds=passed_s)

    assert policy(one, now, HEAD_START) < policy(late, now, HEAD_START)


@given(one=standings(), other=standings("K002"), passed_s=st.integers(0, 14_400))
def test_by_due_date_the_order_of_two_never_changes(one, other, passed_s):
    """What was first now is first later, too: anybody can check it with a watch."""
    due_date, later = POLICIES["due-date"], NINE + timedelta(seconds=passed_s)

    assert (due_date(one, NINE, HEAD_START) < due_date(other, NINE, HEAD_START)) == (
        due_date(one, later, HEAD_START) < due_date(other, later, HEAD_START)
    )


def test_by_credit_the_heavier_service_overtakes_in_time():
    """Twenty minutes at weight two count more than thirty at weight one."""
    credit = POLICIES["accumulating"]
    light = who("K001", NINE)
    heavy = who("K002", NINE + timedelta(minutes=10), weight=2.0)
    early, late = NINE + timedelta(minutes=15), NINE + timedelta(minutes=30)

    assert credit(light, early, HEAD_START) < credit(heavy, early, HEAD_START)
    assert credit(heavy, late, HEAD_START) < credit(light, late, HEAD_START)


def test_an_emergency_goes_first_but_not_before_who_has_waited_for_hours():
    """Two hours past due outweigh an emergency that comes now."""
    due_date = POLICIES["due-date"]
    urgent = who("K003", NINE, emergency=True)
    waiting = who("K001", NINE - timedelta(hours=2), target_min=20)
    patient = waiting._replace(stands_at=NINE - timedelta(hours=2, minutes=21))

    assert due_date(urgent, NINE, HEAD_START) < due_date(waiting, NINE, HEAD_START)
    assert due_date(patient, NINE, HEAD_START) < due_date(urgent, NINE, HEAD_START)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("emergency", [False, True])
@pytest.mark.parametrize("stood", [timedelta(), HEAD_START])
def test_of_two_who_stand_equally_long_the_first_to_arrive_goes_first(policy, emergency, stood):
    """Arrived together, the lower number goes first, as a number; whoever is not here yet, last."""
    in_order = [
        who("K1001", NINE, emergency=emergency, arrived_at=NINE - timedelta(minutes=5)),
        who("K999", NINE, emergency=emergency),
        who("B1000", NINE, emergency=emergency),
        who("K1000", NINE, emergency=emergency),
        who("K998", NINE, emergency=emergency)._replace(turn=NOT_HERE_YET),
    ]

    assert sorted(reversed(in_order)) == in_order
    assert (
        sorted(reversed(in_order), key=lambda one: policy(one, NINE + stood, HEAD_START))
        == in_order
    )
