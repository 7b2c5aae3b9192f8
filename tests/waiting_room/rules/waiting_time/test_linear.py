import pytest

from waiting_room.rules.waiting_time.linear import NEEDED, Linear


def taught(kinds, times):
    """A model of y = slope · x, with a slope for each kind."""
    linear = Linear(2)
    for turn in range(times):
        for kind, slope in kinds.items():
            x = float(turn % 13)
            linear.learn(kind, [1.0, x], slope * x)
    return linear


def test_it_is_silent_until_it_has_seen_enough():
    """A handful of examples proves nothing."""
    assert taught({"a": 2.0}, int(NEEDED) // 2).estimate("a", [1.0, 5.0]) is None


def test_each_kind_has_its_own_weights():
    """Two services that behave differently are told apart."""
    linear = taught({"a": 1.0, "b": 3.0}, 2000)

    assert linear.estimate("a", [1.0, 10.0]) == pytest.approx(10, abs=2)
    assert linear.estimate("b", [1.0, 10.0]) == pytest.approx(30, abs=2)


def test_a_kind_that_was_never_seen_is_taken_for_the_zone():
    """It lies between those that are known."""
    linear = taught({"a": 1.0, "b": 3.0}, 2000)

    assert 10 < linear.estimate("new", [1.0, 10.0]) < 30


def test_a_kind_that_was_seldom_seen_leans_on_the_zone():
    """Twenty strange examples do not yet turn it around."""
    linear = taught({"a": 1.0}, 2000)
    for _ in range(25):
        linear.learn("seldom", [1.0, 10.0], 100.0)

    assert 10 < linear.estimate("seldom", [1.0, 10.0]) < 60
