"""The bench in short, with generous bounds: a change that spoils forecasts is noticed at once."""

import pytest

from bench.forecast_days import MUNICIPAL, TOLD
from bench.waits import measure, table


@pytest.fixture(scope="module")
def figures():
    """Fifteen days to learn from, ten unseen ones."""
    return measure(learned=15, days=10, seed=77)


def test_waits_come_true(figures):
    """Errors stay well below those of the municipal formula, on all called tickets."""
    told = figures["groups"]["all"]["estimators"][TOLD]

    assert told["rmse_ratio"] < 0.75
    assert told["mae_ratio"] < 0.8
    assert abs(told["bias_min"]) < 2


def test_four_of_five_waits_lie_within_their_range(figures):
    """Walk-ins' and booked visitors' alike, as far as ten days can show."""
    for group in figures["groups"].values():
        assert group["covered"] == pytest.approx(0.8, abs=0.08)


def test_the_replay_needs_no_history(figures):
    """It is better than every formula that looks at the length of the line alone."""
    estimators = figures["groups"]["all"]["estimators"]

    assert all(
        estimators["state-simulation"]["rmse_min"] < estimators[name]["rmse_min"]
        for name in (MUNICIPAL, "queue-length", "with-abandonment", "head-of-line", "rolling-mean")
    )


def test_the_table_is_for_people(figures):
    """It names every estimator and says what was to be reached."""
    text = table(figures)

    assert all(name in text for name in figures["groups"]["all"]["estimators"])
    assert "rmse_ratio       ≤ 0.65" in text
