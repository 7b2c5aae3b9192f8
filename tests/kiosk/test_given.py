from datetime import UTC, datetime, timedelta

import pytest

from kiosk.given import Given, Now, age_s
from waiting_room.rules.commands import IssueTicket

NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def given(at=NINE, leased_min=None):
    """Give a number of the boot before, leased so many minutes before nine."""
    command = IssueTicket(service="x", token="a" * 26, number="K001", printed_at=at)
    leased_at = None if leased_min is None else NINE - timedelta(minutes=leased_min)
    ends_at = None if leased_at is None else leased_at + timedelta(hours=12)
    return Given("id", command, "before", 100.0, leased_at, ends_at)


def now(minutes, boot="after", boot_s=60.0, hub_minutes=None):
    """Give a moment so many minutes after nine by the machine's clock, and by the hub's."""
    hub_at = NINE + timedelta(minutes=minutes if hub_minutes is None else hub_minutes)
    return Now(boot, boot_s, NINE + timedelta(minutes=minutes), hub_at)


def test_within_a_boot_only_its_own_seconds_count():
    """The machine's clock may jump by years."""
    assert age_s(given(), now(10**6, boot="before", boot_s=400.0)) == 300.0


def test_after_a_boot_the_machines_clock_counts():
    """There is nothing better."""
    assert age_s(given(), now(30)) == 1800.0


@pytest.mark.parametrize("minutes", [-1000, 0])
def test_nothing_is_younger_than_this_boot(minutes):
    """A clock that was set back makes nobody come in the future."""
    assert age_s(given(), now(minutes)) == 60.0


def test_nothing_is_older_than_its_lease():
    """A clock that was weeks behind makes nobody come before opening."""
    last_year = given(NINE - timedelta(days=20), leased_min=20)
    assert age_s(last_year, now(0, hub_minutes=5)) == 25 * 60
    label = given(NINE - timedelta(days=20))
    assert age_s(label, now(0)) == 20 * 24 * 3600


def test_after_its_lease_it_is_as_old_as_it_says():
    """What was given out yesterday belongs to yesterday."""
    assert age_s(given(leased_min=60), now(24 * 60)) == 24 * 3600


def test_a_clock_that_was_set_ahead_sends_nobody_away():
    """Printed by a right clock, told by one that is three days ahead: no day has passed."""
    assert age_s(given(), now(3 * 24 * 60, hub_minutes=5)) == 300.0
    three_days_ahead = given(NINE + timedelta(days=3))
    assert age_s(three_days_ahead, now(3 * 24 * 60 + 5, hub_minutes=5)) == 300.0


def test_a_clock_that_was_set_back_makes_nobody_of_yesterday_come_today():
    """A number of a lease that has ended was given out before its end."""
    told = now(-60, hub_minutes=12 * 60)
    assert age_s(given(leased_min=60), told) > 3600


def test_a_clock_that_begins_in_1970_is_not_believed():
    """A machine without a battery does not send its visitors into another century."""
    assert age_s(given(datetime(1970, 1, 1, tzinfo=UTC)), now(10)) == 60.0
