"""The estimators that are one formula each, in numbers that one can check by hand."""

import pytest

from waiting_room.rules import commands as asked
from waiting_room.rules.waiting_time.head_of_line import head_of_line
from waiting_room.rules.waiting_time.last_to_enter import last_to_enter
from waiting_room.rules.waiting_time.municipal import formula, municipal
from waiting_room.rules.waiting_time.queue_length import queue_length
from waiting_room.rules.waiting_time.rolling_mean import rolling_mean
from waiting_room.rules.waiting_time.with_abandonment import with_abandonment

MINUTE = 60.0


def busy(day):
    """Let counter 1 be busy and three people wait for it, for five minutes each more."""
    for minutes in (0, 5, 5, 5):
        day.later(minutes=minutes)
        day.walk_in("a")
        if minutes == 0:
            day.call("1")
    return day.question("a")


def test_queue_length_counts_those_ahead_and_the_visit_that_goes_on(one_counter):
    """(3 + 1) visits of ten minutes at one counter."""
    assert queue_length(busy(one_counter)) == pytest.approx(40 * MINUTE)


def test_queue_length_is_nothing_while_a_counter_stands_idle(one_counter):
    """Nobody waits for a visit to end that has not begun."""
    assert queue_length(one_counter.question("a")) == 0


def test_queue_length_leaves_others_their_share(two_skills):
    """Two people want b; one of the two counters that serve them also takes a."""
    two_skills.walk_in("b")
    two_skills.walk_in("b")

    assert queue_length(two_skills.question("a")) == pytest.approx((20 + 10) * MINUTE)
    assert queue_length(two_skills.question("b")) == pytest.approx((40 + 20) / 2 * MINUTE)


def test_with_abandonment_reckons_with_those_who_have_left(one_counter):
    """It is less than without, and less the longer the line."""
    question = busy(one_counter)

    assert 0 < with_abandonment(question) < queue_length(question) + 4 * 30


def test_head_of_line_is_how_long_the_first_has_waited(one_counter):
    """The first of three has been here for ten minutes."""
    assert head_of_line(busy(one_counter)) == 10 * MINUTE


def test_last_to_enter_and_rolling_mean_look_back(one_counter):
    """Waits of 4 and 8 minutes: the last is 8, the mean 6; before them both are silent."""
    assert last_to_enter(one_counter.question("a")) is None
    assert rolling_mean(one_counter.question("a")) is None
    for waited in (4, 8):
        one_counter.walk_in("a")
        one_counter.later(minutes=waited)
        one_counter.serve("1", minutes=1)

    assert last_to_enter(one_counter.question("a")) == 8 * MINUTE
    assert rolling_mean(one_counter.question("a")) == 6 * MINUTE


def test_the_municipal_formula_divides_one_mean_by_all_staffed_counters(two_skills):
    """(2 + 1) visits of six minutes over two counters, whatever they take, one on a break."""
    two_skills.walk_in("b")
    two_skills.walk_in("b")
    two_skills >> asked.PauseCounter(counter="2")

    assert formula(two_skills.question("b"), 6 * MINUTE) == 9 * MINUTE
    assert municipal(two_skills.question("b")) is not None


@pytest.mark.parametrize("estimator", [queue_length, with_abandonment, municipal])
def test_without_staffed_counters_nobody_knows(one_counter, estimator):
    """None is the honest answer."""
    one_counter >> asked.CloseCounter(counter="1")

    assert estimator(one_counter.question("a")) is None
