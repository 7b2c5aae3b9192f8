"""What playing the calling on from now must get right, one thing at a time."""

from datetime import timedelta
from statistics import fmean

import pytest

from tests.waiting_room.rules.waiting_time.conftest import WatchedDay, small_zone
from waiting_room.rules import commands as asked
from waiting_room.rules.booking import Booking
from waiting_room.rules.waiting_time.replay import simulate
from waiting_room.rules.waiting_time.routine import CounterDay
from waiting_room.rules.waiting_time.state_simulation import state_simulation

MINUTE = 60.0


def teach(day, service="a", minutes=10, times=1500):
    """Let the law of lengths be known: every visit takes the same."""
    learned = day.forecaster.history.learned
    for _ in range(times):
        learned.visits.add(service, minutes * MINUTE)
    learned.turnaround.mean = 0.0
    day.forecaster.history.lengths = learned.visits.law.cut()
    bins = learned.showing_up.walk_ins + learned.showing_up.booked
    for one in bins:
        one.mean = 0.0


def test_at_one_counter_everybody_waits_for_those_ahead(one_counter):
    """Three wait and one is served since three minutes: 7 + 3 · 10 minutes for a newcomer."""
    teach(one_counter)
    for _ in range(4):
        one_counter.walk_in("a")
    one_counter.call("1")
    one_counter.later(minutes=3)

    assert state_simulation(one_counter.question("a")) == pytest.approx(37 * MINUTE, rel=0.08)


def test_everybody_is_answered_in_one_replay(one_counter):
    """Each place further back waits one visit more; the answers are those of single replays."""
    teach(one_counter)
    numbers = [one_counter.walk_in("a") for _ in range(4)]
    questions = [one_counter.question("a", number) for number in numbers]
    places = [question.place for question in questions]
    waits = simulate(one_counter.room, one_counter.forecaster.history, places, one_counter.now)
    means = [fmean(one) for one in waits]

    assert means == pytest.approx([0, 600, 1200, 1800], rel=0.08, abs=5)
    assert fmean(questions[-1].waits) == pytest.approx(means[-1])


def test_a_counter_calls_only_what_it_takes(two_skills):
    """Twenty people for b do not hold up a newcomer for a more than counter 1 lets them."""
    two_skills >> asked.CloseCounter(counter="1")
    two_skills.walk_in("b")

    assert state_simulation(two_skills.question("a")) is None
    assert state_simulation(two_skills.question("b")) is not None


def test_no_open_counter_means_nobody_knows(one_counter):
    """There are no waits at all, rather than invented ones."""
    one_counter >> asked.CloseCounter(counter="1")

    assert one_counter.question("a").waits == ()


def test_a_pause_is_waited_for(one_counter):
    """A counter on its usual break comes back; until then nobody is called."""
    teach(one_counter)
    one_counter >> asked.PauseCounter(counter="1")
    one_counter.walk_in("a")

    assert state_simulation(one_counter.question("a")) > 15 * MINUTE


def test_a_break_that_is_due_is_reckoned_with(one_counter):
    """At five past ten a usual break of half an hour begins after the visit in front."""
    teach(one_counter)
    routine = one_counter.forecaster.history.learned.routines["1"]
    for _ in range(4):
        routine.end_day(CounterDay(1, 8 * 3600, pauses=[(9 * 3600 + 300, 1800.0)]))
    one_counter.tomorrow()
    teach(one_counter)
    one_counter.walk_in("a")
    one_counter.walk_in("a")
    one_counter.call("1")
    with_break = state_simulation(one_counter.question("a"))

    assert with_break == pytest.approx((20 + 30) * MINUTE, rel=0.1)


def test_a_break_that_was_had_does_not_come_again(one_counter):
    """Back from the usual half hour, the counter is expected to go on."""
    routine = one_counter.forecaster.history.learned.routines["1"]
    for _ in range(4):
        routine.end_day(CounterDay(1, 8 * 3600, pauses=[(9 * 3600 + 300, 1800.0)]))
    one_counter.tomorrow()
    one_counter >> asked.PauseCounter(counter="1")
    one_counter.later(minutes=30)
    one_counter >> asked.OpenCounter(counter="1")
    teach(one_counter)
    one_counter.walk_in("a")
    one_counter.walk_in("a")
    one_counter.call("1")

    assert state_simulation(one_counter.question("a")) == pytest.approx(20 * MINUTE, rel=0.1)


def test_who_has_come_to_the_counter_is_not_missing(one_counter):
    """If nobody ever answers a call, it costs two minutes; once somebody has, the whole visit."""
    teach(one_counter)
    for one in one_counter.forecaster.history.learned.showing_up.walk_ins:
        one.mean = 1.0
    one_counter.walk_in("a")
    one_counter >> asked.CallNext(counter="1")
    assert state_simulation(one_counter.question("a")) == pytest.approx(120, rel=0.05)
    one_counter >> asked.StartServing(counter="1")

    assert state_simulation(one_counter.question("a")) == pytest.approx(10 * MINUTE, rel=0.1)


def test_who_is_booked_and_much_too_late_is_not_waited_for(one_counter):
    """Ten minutes after the booked time somebody may still come, half an hour after it nobody."""
    teach(one_counter)
    one_counter.later(minutes=30)
    one_counter.walk_in("a")
    one_counter.call("1")
    waits = []
    for code, ago in (("AAAA-AAAA", 30), ("BBBB-BBBB", 10)):
        starts_at = one_counter.now - timedelta(minutes=ago)
        booking = Booking(code=code, zone="small", service="a", starts_at=starts_at)
        one_counter >> asked.AddBookings(bookings=(booking,))
        waits.append(state_simulation(one_counter.question("a")))

    assert waits[0] == pytest.approx(10 * MINUTE, rel=0.1)
    assert waits[1] > 17 * MINUTE


def test_who_is_booked_and_still_to_come_goes_first(one_counter):
    """Three booked in the next half hour are called before somebody who comes now."""
    teach(one_counter)
    for _ in range(3):
        one_counter.walk_in("a")
    before = state_simulation(one_counter.question("a"))
    bookings = tuple(
        Booking(
            code=f"AAAA-AAA{letter}",
            zone="small",
            service="a",
            starts_at=one_counter.now + timedelta(minutes=6),
        )
        for letter in "ABC"
    )
    one_counter >> asked.AddBookings(bookings=bookings)

    assert state_simulation(one_counter.question("a")) > before + 15 * MINUTE


def test_who_will_not_come_takes_little_time(one_counter):
    """If nobody ever answers, ten numbers are called in minutes."""
    teach(one_counter)
    learned = one_counter.forecaster.history.learned
    for one in learned.showing_up.walk_ins:
        one.mean = 1.0
    for _ in range(10):
        one_counter.walk_in("a")

    assert state_simulation(one_counter.question("a")) == pytest.approx(10 * 120, rel=0.05)


def test_a_second_choice_waits_where_others_go_first():
    """A counter that puts b behind by an hour calls all of a first."""
    zone = small_zone({"1": ["a", "b"]}, {"a": 10, "b": 10})
    behind = zone.counters[0].model_copy(update={"second_choice_min": {"b": 60}})
    day = WatchedDay(zone.model_copy(update={"counters": (behind,)}))
    teach(day)
    first = day.walk_in("b")
    for _ in range(3):
        day.later(minutes=1)
        day.walk_in("a")

    assert state_simulation(day.question("b", first)) > 25 * MINUTE


@pytest.mark.parametrize("policy", ["due-date", "accumulating", "fifo"])
def test_the_replay_calls_in_the_zones_own_order(policy):
    """At one counter, who the order has earlier is called earlier, under every policy."""
    zone = small_zone(
        {"1": ["a", "b"]},
        {"a": 10, "b": 10},
        services=[
            {"id": "a", "name": {"en": "a"}, "target_wait_min": 10, "weight": 3},
            {"id": "b", "name": {"en": "b"}, "target_wait_min": 40, "weight": 1},
        ],
        calling={"policy": policy},
    )
    day = WatchedDay(zone)
    for service in "baabab":
        day.walk_in(service)
        day.later(minutes=2)
    day >> asked.CallNext(counter="1")
    order = [ticket.number for ticket in day.room.line_at("1", day.now)]
    questions = [day.question(day.room.tickets[number].service, number) for number in order]
    waits = simulate(
        day.room, day.forecaster.history, [question.place for question in questions], day.now
    )

    if policy == "accumulating":  # who is second now can be first by the time that counts
        assert fmean(waits[0]) == min(fmean(one) for one in waits)
    else:
        assert [fmean(one) for one in waits] == sorted(fmean(one) for one in waits)


def test_the_same_state_gives_the_same_waits(two_skills):
    """Nothing in a replay is random."""
    for service in "abbab":
        two_skills.walk_in(service)

    assert two_skills.question("b").waits == two_skills.question("b").waits
