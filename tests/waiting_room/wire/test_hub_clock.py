from datetime import UTC, datetime, timedelta

import pytest

from waiting_room.wire.hub_clock import SURE_AFTER, HubClock
from waiting_room.wire.life import HubState

EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)
EVERY_S = 2


@pytest.fixture
def clock() -> HubClock:
    return HubClock()


def hear(clock: HubClock, beat: int, *, late_s: float = 0, generation: int = 1) -> float:
    """Let a beat arrive, late by so much, and give when that is."""
    at = EIGHT + timedelta(seconds=beat * EVERY_S)
    hub = HubState(generation=generation, instance="i", up=True, schema_version=1, beat=beat, at=at)
    now_s = beat * EVERY_S + late_s
    clock.heard(hub, now_s)
    return now_s


def late_s(clock: HubClock, now_s: float) -> float:
    """Tell by how much the clock is behind the hub's."""
    at = clock.now(now_s)
    assert at is not None
    return now_s - (at - EIGHT).total_seconds()


def test_the_beat_that_came_fastest_tells_the_time(clock):
    """A beat that was held up makes the time early for as long as no better one is heard."""
    assert late_s(clock, hear(clock, 1, late_s=1.5)) == 1.5
    assert late_s(clock, hear(clock, 2, late_s=0.1)) == pytest.approx(0.1)
    assert late_s(clock, hear(clock, 3, late_s=1.0)) == pytest.approx(0.1)


def test_a_clock_that_was_set_back_is_followed_after_three_beats(clock):
    """What older beats said counts no longer then."""
    hear(clock, 1)
    now_s = [hear(clock, beat, late_s=1.9) for beat in (2, 3, 4)][-1]
    assert late_s(clock, now_s) == pytest.approx(1.9)


def test_one_beat_alone_makes_nothing_sure(clock):
    """Nobody can see of a single beat how long it was under way."""
    hear(clock, 1)
    assert not clock.is_sure


def test_a_beat_that_hardly_changes_the_time_confirms_it(clock):
    """Two beats would have to be held up by as much."""
    hear(clock, 1, late_s=0.6)
    hear(clock, 2, late_s=0.2)
    assert clock.is_sure


@pytest.mark.parametrize("off_s", [-0.6, 0.6])
def test_a_beat_that_changes_more_confirms_nothing(clock, off_s):
    """Neither one that says that the time was early, nor one that was held up itself."""
    hear(clock, 1, late_s=2)
    hear(clock, 2, late_s=2 + off_s)
    assert not clock.is_sure


def test_a_beat_that_comes_again_confirms_nothing(clock):
    """A message may come twice, and late."""
    hear(clock, 1, late_s=5)
    hear(clock, 1, late_s=5)
    assert not clock.is_sure
    hear(clock, 2)
    hear(clock, 1, late_s=4)
    assert not clock.is_sure


def test_beats_that_greet_several_at_once_confirm_nothing(clock):
    """They stood in the same cable."""
    for beat in range(SURE_AFTER + 1):
        at = EIGHT + timedelta(seconds=beat / 100)
        hub = HubState(generation=1, instance="i", up=True, schema_version=1, beat=beat, at=at)
        clock.heard(hub, 5 + beat / 100)
    assert not clock.is_sure


def test_beats_that_trickle_out_of_a_cable_confirm_nothing(clock):
    """A second must lie between a beat and the one that came last, counted or not."""
    for beat, (sent_s, came_s) in enumerate(((0, 20), (2, 20.9), (2.2, 21.1))):
        at = EIGHT + timedelta(seconds=sent_s)
        hub = HubState(generation=1, instance="i", up=True, schema_version=1, beat=beat, at=at)
        clock.heard(hub, came_s)
    assert not clock.is_sure


def test_a_hub_that_tells_no_time_is_told_all_the_same(clock):
    """After as many beats as from one whose beats contradict each other."""
    for beat in range(SURE_AFTER):
        assert not clock.is_sure
        hub = HubState(generation=1, instance="i", up=True, schema_version=1, beat=beat)
        clock.heard(hub, beat * EVERY_S)
    assert clock.is_sure


def test_beats_that_come_in_one_go_are_not_believed_before_one_that_came_in_time(clock):
    """A loose cable delivers all of them when it is put right: each is less late than the last."""
    for beat in (1, 2, 3):
        hear(clock, beat, late_s=7 - EVERY_S * beat)
        assert not clock.is_sure
    hear(clock, 4)
    assert not clock.is_sure

    hear(clock, 5)
    assert clock.is_sure


def test_what_stays_unsure_is_taken_as_it_is_after_some_beats(clock):
    """No number waits for ever, in however bad a network."""
    for beat in range(1, SURE_AFTER + 1):
        assert not clock.is_sure
        hear(clock, beat, late_s=10 - beat)
    assert clock.is_sure


def test_another_life_of_the_hub_is_to_be_confirmed_anew(clock):
    """A restored hub may have another clock."""
    for beat in range(1, SURE_AFTER + 1):
        hear(clock, beat)
    now_s = hear(clock, SURE_AFTER + 1, generation=2, late_s=5)
    assert not clock.is_sure
    assert late_s(clock, now_s) == 5
