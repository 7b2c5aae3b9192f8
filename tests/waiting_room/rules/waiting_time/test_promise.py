from hypothesis import given
from hypothesis import strategies as st

from waiting_room.rules.waiting_time.promise import shown_range

ranges = st.tuples(st.integers(0, 5000), st.integers(0, 5000)).map(lambda pair: tuple(sorted(pair)))
steps = st.lists(st.tuples(st.integers(0, 600), ranges), max_size=40)


@given(ranges, steps)
def test_an_upper_end_is_never_silently_raised(promised, seen):
    """However estimates jump: the moment by which it should be over moves back only if said."""
    until = promised[1]
    before, now = promised, 0
    since = 0
    for passed, fresh in seen:
        now += passed
        shown = shown_range(before, fresh, now - since)
        least, most = shown.range_s
        assert 0 <= least <= most or now > until
        if shown.later:
            assert fresh[0] > until - now
        else:
            assert now + most <= until
        before, since, until = shown.range_s, now, now + most


@given(ranges, ranges, st.integers(0, 5000))
def test_it_is_later_only_when_nothing_of_the_promise_is_left(promised, fresh, waited):
    """As long as the fresh lower end can be kept, the promise stands."""
    assert shown_range(promised, fresh, waited).later == (fresh[0] > promised[1] - waited)


@given(ranges, ranges, st.integers(0, 5000))
def test_the_lower_end_is_never_above_the_upper(promised, fresh, waited):
    """A range stays a range."""
    least, most = shown_range(promised, fresh, waited).range_s

    assert least <= most


def test_an_upper_end_comes_down_only_when_it_is_much_sooner():
    """Small steps down would be small steps up again: twenty minutes stay, eight are told."""
    assert shown_range((600, 1200), (500, 1000), 0).range_s == (500, 1200)
    assert shown_range((600, 1200), (300, 480), 0).range_s == (300, 480)


def test_a_promise_grows_shorter_with_the_time():
    """After five minutes of twenty, fifteen are left."""
    assert shown_range((600, 1200), (400, 1300), 300).range_s == (400, 900)
