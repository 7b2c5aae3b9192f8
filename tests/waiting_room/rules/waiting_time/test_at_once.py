from waiting_room.rules import commands as asked
from waiting_room.rules.waiting_time.at_once import at_once


def test_nobody_waits_where_a_counter_stands_idle(one_counter):
    """Only for a click: seconds, not minutes."""
    one_counter.later(minutes=10)

    assert at_once(one_counter.question("a")) < 60


def test_who_finds_as_many_ahead_as_idle_counters_does_wait(one_counter):
    """Then the answer must come from somewhere else."""
    one_counter.walk_in("a")

    assert at_once(one_counter.question("a")) is None


def test_more_idle_counters_notice_sooner(two_skills):
    """Two who could call are faster than one."""
    two_skills.later(minutes=10)

    assert at_once(two_skills.question("b")) < at_once(two_skills.question("a"))


def test_who_is_sent_to_one_counter_is_not_called_by_others(two_skills):
    """An idle colleague is no help to somebody who was sent to the busy counter."""
    number = two_skills.walk_in("b")
    two_skills.walk_in("b")
    two_skills.call("1")
    two_skills.call("2")
    two_skills >> asked.TransferTicket(counter="1", to_counter="2")
    two_skills.later(minutes=5)

    assert at_once(two_skills.question("b", number)) is None
