import pytest
from hypothesis import given
from hypothesis import strategies as st

from waiting_room.rules.waiting_time.least_squares import Sums

numbers = st.floats(-5, 5, allow_nan=False).map(lambda number: round(number, 2))
examples = st.lists(st.tuples(numbers, numbers), min_size=8, max_size=40)


@given(examples, st.tuples(numbers, numbers, numbers))
def test_weights_that_made_the_examples_are_found(points, weights):
    """Whatever the weights and wherever the examples lie: what they foretell is what came."""
    sums = Sums.empty(3)
    rows = [(1.0, a, b) for a, b in points]
    answers = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in rows]
    for row, answer in zip(rows, answers, strict=True):
        sums.add(row, answer, 1.0)
    found = sums.solve(ridge=1e-9)

    for row, answer in zip(rows, answers, strict=True):
        assert sum(w * x for w, x in zip(found, row, strict=True)) == pytest.approx(answer, abs=0.1)


def test_an_example_may_count_more():
    """Of two contradicting examples the weightier one is nearly believed."""
    sums = Sums.empty(1)
    sums.add([1.0], 10.0, 1.0)
    sums.add([1.0], 20.0, 99.0)

    assert sums.solve(0.0)[0] == pytest.approx(19.9)


def test_a_feature_that_never_varies_harms_nothing():
    """Three features that are always nothing leave the fourth its weight."""
    sums = Sums.empty(4)
    for x in range(1, 20):
        sums.add([0.0, 0.0, float(x), 0.0], 3.0 * x, 1.0)

    assert sums.solve(1e-6)[2] == pytest.approx(3.0, rel=1e-3)


def test_sums_can_be_merged():
    """Half of one's examples and half of the other's foretell between the two."""
    low, high, both = Sums.empty(1), Sums.empty(1), Sums.empty(1)
    low.add([1.0], 10.0, 1.0)
    high.add([1.0], 20.0, 1.0)
    both.merge(low, 0.5)
    both.merge(high, 0.5)

    assert both.solve(0.0)[0] == pytest.approx(15.0)
    assert both.count == 1.0


def test_very_old_examples_fade():
    """After twice as many new ones as are remembered, the old ones weigh little."""
    sums = Sums.empty(1)
    for _ in range(10_000):
        sums.add([1.0], 0.0, 1.0)
    for _ in range(20_000):
        sums.add([1.0], 1.0, 1.0)

    assert sums.solve(0.0)[0] > 0.85
