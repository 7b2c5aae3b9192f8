from dataclasses import asdict
from math import exp, factorial

import pytest

from waiting_room.simulator.estimate import estimate
from waiting_room.simulator.stationary import TextbookLine
from waiting_room.simulator.theory import erlang_a


def test_one_counter_is_the_textbook_line():
    """M/M/1: the share that waits is the load, the mean wait load / (1 - load)."""
    expected = erlang_a(0.8, 1.0, 1)

    assert expected.p_wait == pytest.approx(0.8)
    assert expected.wait == pytest.approx(4.0)
    assert expected.p_leave == 0.0


@pytest.mark.parametrize(("work", "counters"), [(1.4, 2), (8.5, 10), (19.0, 20)])
def test_several_counters_are_erlangs_formula(work, counters):
    """M/M/c: the sum over states gives what Erlang's closed formula gives."""
    all_busy = work**counters / factorial(counters) / (1 - work / counters)
    p_wait = all_busy / (sum(work**k / factorial(k) for k in range(counters)) + all_busy)

    expected = erlang_a(work, 1.0, counters)

    assert expected.p_wait == pytest.approx(p_wait)
    assert expected.wait == pytest.approx(p_wait / (counters - work))


def test_whoever_leaves_as_fast_as_others_are_served_makes_a_poisson_crowd():
    """M/M/n+M with equal rates is M/M/∞: the number of people is Poisson."""
    work, counters = 4.0, 3
    below = sum(exp(-work) * work**k / factorial(k) for k in range(counters))

    assert erlang_a(work, 1.0, counters, leaving=1.0).p_wait == pytest.approx(1 - below)


def test_a_line_that_would_grow_for_ever_has_no_theory():
    """Without leaving, the counters must be able to do the work."""
    with pytest.raises(ValueError, match="for ever"):
        erlang_a(2.0, 1.0, 2)


def test_controls_take_known_chance_out():
    """Values that only follow a control are known exactly; those that do not, as without it."""
    control = [-0.3, 0.1, 0.4, -0.2, 0.2, -0.1]
    values = [5 + 2 * one for one in control]

    assert estimate(values, [[one] for one in control]).mean == pytest.approx(5)
    assert estimate(values, [[one] for one in control]).error == pytest.approx(0, abs=1e-9)
    plain = estimate([1.0, 2.0, 3.0, 4.0, 5.0])
    assert plain.mean == pytest.approx(3)
    assert plain.half_width == pytest.approx(2.776 * 2.5**0.5 / 5**0.5, rel=0.02)


@pytest.mark.parametrize(
    "line",
    [
        TextbookLine(2, 0.8, visitors=1500),
        TextbookLine(5, 0.85, visitors=1500),
        TextbookLine(1, 0.8, leaving=1.0, visitors=1500),
        TextbookLine(4, 1.2, leaving=0.5, visitors=1500),
    ],
    ids=str,
)
def test_the_real_rules_serve_a_line_as_theory_says(line):
    """Each figure is within four standard errors of theory, and these are small."""
    days = [line.observed(seed) for seed in range(20)]
    controls = [day.controls for day in days]

    for name, expected in asdict(line.expected()).items():
        simulated = estimate([getattr(day.found, name) for day in days], controls)
        assert abs(simulated.mean - expected) <= 4 * simulated.error, (name, simulated, expected)
        assert simulated.error <= 0.03 * expected
