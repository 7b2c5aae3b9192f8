import json
from collections import Counter

import pytest

from tests.checker.broken import FAULTS
from tests.checker.check import complaints
from tests.checker.trial import trial
from waiting_room.rules.commands import COMMANDS
from waiting_room.rules.events import EVENTS

pytestmark = pytest.mark.journey

SEED = 20261123
MANY, SOME = 20_000, 1_500

AT_THE_BOOKING_DESK = frozenset(
    {"free_slots", "reserve_slot", "book", "find_booking", "move_booking", "cancel_booking"}
)
"""Commands that are answered from the seat book; tests/waiting_room/hub/test_fight.py tries it."""

OF_A_RESTORED_HUB = frozenset({"numbers_skipped"})
"""Events of a hub that is started with a copy of its file, which no run has."""


def said(found):
    """Put complaints into what a failed test shows."""
    return "\n".join([f"seed {SEED}", *map(str, found)])


async def test_twenty_thousand_operations_of_twelve_clients_are_linearizable(tmp_path):
    """A model replays them in commit order and agrees with every event, answer and view.

    The load reaches every command, carried out and refused, every event there can be,
    and every note on a slip.
    """
    evidence = await trial(tmp_path / "run", seed=SEED, operations=MANY)
    found = complaints(evidence)
    assert not found, said(found)

    operations = evidence.history.operations.values()
    done = Counter(one.name for one in operations if one.code is None)
    refused = Counter(one.name for one in operations if one.code not in (None, "expired"))
    assert len(operations) == MANY
    assert set(COMMANDS) - AT_THE_BOOKING_DESK == set(done)
    assert set(done) - {"report_device"} == set(refused)
    assert {row.event for row in evidence.rows} == set(EVENTS) - OF_A_RESTORED_HUB
    issued = (json.loads(row.body) for row in evidence.rows if row.event == "ticket_issued")
    assert {one["ticket"]["note"] for one in issued} == {"", "same_number", "other_service"}


@pytest.mark.parametrize("policy", ["due-date", "accumulating", "fifo"])
async def test_every_policy_is_kept(tmp_path, policy):
    """What passes under one order of calling passes under each."""
    found = complaints(await trial(tmp_path / "run", seed=SEED, operations=SOME, policy=policy))
    assert not found, said(found)


async def test_a_hub_that_is_killed_twice_under_load_is_still_one_hub(tmp_path):
    """Clients repeat what has no answer: nothing is lost, done twice, or out of its time."""
    found = complaints(await trial(tmp_path / "run", seed=SEED, operations=SOME, kills=2))
    assert not found, said(found)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_broken_hub_is_caught(tmp_path, fault):
    """Each fault is caught by the promise that it breaks."""
    _, breach = FAULTS[fault]
    found = complaints(await trial(tmp_path / "run", seed=SEED, operations=SOME, fault=fault))
    assert breach in {complaint.promise for complaint in found}, said(found)
