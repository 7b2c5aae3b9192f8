from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waiting_room.rules.waiting_time.durations import STEPS, Durations, Law


@given(st.lists(st.floats(0, 50, allow_nan=False), max_size=200))
def test_the_law_is_cut_into_lengths_that_only_grow(ratios):
    """Whatever was seen: as many lengths as steps, in order, none below nothing."""
    law = Law()
    for ratio in ratios:
        law.add(ratio)
    lengths = law.cut()

    assert len(lengths) == STEPS
    assert lengths[0] >= 0
    assert all(earlier <= later for earlier, later in pairwise(lengths))


def test_before_anything_was_seen_lengths_lie_around_their_mean():
    """The assumed law has about the mean that it is to be multiplied by."""
    assert fmean(Law().cut()) == pytest.approx(1.0, abs=0.05)


def test_the_law_follows_what_is_seen():
    """If every length is the mean, no length is expected to be far from it."""
    law = Law()
    for _ in range(5000):
        law.add(1.0)

    assert law.cut()[4] > 0.8
    assert law.cut()[-4] < 1.3


def test_a_mean_moves_from_what_the_zones_file_says_to_what_is_seen():
    """After many visits of six minutes the configured ten are forgotten."""
    durations = Durations()
    durations.assume("a", 600.0, weight=10)
    for _ in range(500):
        durations.add("a", 360.0)

    assert durations.mean_s("a") == pytest.approx(360, rel=0.05)


def test_what_is_known_of_a_kind_is_not_assumed_away():
    """A new day does not begin with the zone file's minutes again."""
    durations = Durations()
    durations.assume("a", 600.0, weight=1)
    durations.add("a", 200.0)
    durations.assume("a", 600.0, weight=1)

    assert durations.mean_s("a") == 400.0
