"""Four of five within, whatever the waits are like; random only in how the tests draw them."""

import random

import pytest

from waiting_room.rules.waiting_time.calibrated_range import CalibratedRange

LAWS = {
    "even": lambda chance: chance.gauss(0, 4),
    "far too wide": lambda chance: chance.gauss(0, 0.3),
    "far too narrow": lambda chance: chance.gauss(0, 40),
    "biased": lambda chance: chance.gauss(12, 4),
    "lopsided": lambda chance: chance.expovariate(0.2) - 3,
}


def covered(ranges, draw, times, spread=5.0, middle=100.0):
    """Let it tell a range, then learn, so many times; gives the share that lay within."""
    within = 0
    for _ in range(times):
        actual = middle + draw()
        low, high = ranges.around("a", middle, spread)
        within += low <= actual <= high
        ranges.learn("a", middle, spread, actual)
    return within / times


@pytest.mark.parametrize("law", LAWS)
def test_four_of_five_lie_within(law):
    """Under any law the share settles at four of five."""
    ranges, chance = CalibratedRange(), random.Random(1)
    covered(ranges, lambda: LAWS[law](chance), 3000)

    assert covered(ranges, lambda: LAWS[law](chance), 3000) == pytest.approx(0.8, abs=0.02)


def test_it_follows_days_that_change():
    """When waits scatter three times as far from one day on, it widens within weeks."""
    ranges, chance = CalibratedRange(), random.Random(2)
    covered(ranges, lambda: chance.gauss(0, 4), 3000)
    covered(ranges, lambda: chance.gauss(0, 12), 1500)

    assert covered(ranges, lambda: chance.gauss(0, 12), 2000) == pytest.approx(0.8, abs=0.03)


def test_a_range_from_nothing_on_misses_only_above():
    """Three of four wait not at all: one in five is missed, all of them above."""
    ranges, chance = CalibratedRange(), random.Random(3)
    waits = [0.0 if chance.random() < 0.75 else chance.uniform(0, 10) for _ in range(6000)]
    within = above = 0
    for number, wait in enumerate(waits):
        low, high = ranges.around("a", 1.0, 3.0)
        assert low == 0
        if number >= 3000:
            within += low <= wait <= high
            above += wait > high
        ranges.learn("a", 1.0, 3.0, wait)

    assert within / 3000 == pytest.approx(0.8, abs=0.03)
    assert within + above == 3000


def test_a_kind_seldom_asked_about_leans_on_the_zone():
    """One strange wait does not move its range far."""
    ranges, chance = CalibratedRange(), random.Random(4)
    covered(ranges, lambda: chance.gauss(0, 4), 2000)
    before = ranges.around("seldom", 100.0, 5.0)
    ranges.learn("seldom", 100.0, 5.0, 500.0)

    assert ranges.around("seldom", 100.0, 5.0) == pytest.approx(before, rel=0.02)
