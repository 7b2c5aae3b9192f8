"""What stood in a cable that nobody knew was loose, when it arrives at the hub."""

from datetime import timedelta

import pytest

from waiting_room.rules.hours import WEEKDAYS

LEASED = {"service": "question", "token": "a" * 26, "number": "K001", "ttl_ms": None}


def sent(stage, seconds):
    """Write when something was sent that is so many seconds late."""
    return (stage.now - timedelta(seconds=seconds)).isoformat()


def test_a_call_that_was_held_up_does_not_fire(stage):
    """Its clerk was told four seconds ago that there is no answer."""
    stage.walk_in()
    reply = stage.ask("call_next", counter="1", age_ms=500, ttl_ms=5000, sent_at=sent(stage, 8.5))

    assert reply["error"]["code"] == "expired"
    assert stage.ask("call_next", counter="1", sent_at=sent(stage, 0.2))["ok"]


def test_a_slip_that_was_held_up_was_printed_before(stage):
    """Whoever took it stands where they came, not where their kiosk could be heard again."""
    stage.ask("lease_numbers", "kiosk-1")
    stage.later(seconds=60)
    stage.ask(
        "issue_ticket", "kiosk-1", age_ms=1000, sent_at=sent(stage, 9),
        printed_at="2001-01-01T00:00:00Z", **LEASED,
    )  # fmt: skip

    assert stage.now - stage.room.tickets["K001"].arrived_at == timedelta(seconds=10)


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_a_clock_that_was_set_makes_nothing_late(stage, seconds):
    """No cable hangs loose for so long, and nothing comes before it was sent."""
    stage.walk_in()
    assert stage.ask("call_next", counter="1", sent_at=sent(stage, seconds))["ok"]


def test_a_number_that_was_offered_yesterday_is_none_today(make_stage):
    """It belongs to a lease that is over, and somebody else will get it today."""
    stage = make_stage(hours={day: ["00:00-24:00"] for day in WEEKDAYS})
    stage.later(hours=19, seconds=1)  # a second past four in the morning
    token = {"service": "question", "token": "b" * 26}
    reply = stage.ask("issue_ticket", "kiosk-1", age_ms=2000, number="K050", **token)

    assert reply["result"]["number"] == "K001"
