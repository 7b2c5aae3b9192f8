import json
from collections.abc import Callable
from datetime import time
from itertools import count, pairwise

import pytest

from kiosk.journal import Journal
from kiosk.numbers import ENOUGH, Numbers
from tests.conftest import House
from waiting_room.rules.events import Lease
from waiting_room.rules.refused import Refused
from waiting_room.wire.life import HubState
from waiting_room.wire.loopback import LoopbackConnection
from waiting_room.wire.messages import Reply


class Roll:
    """The numbers of one boot of kiosk-1, in a house with a real hub."""

    def __init__(self, house: House, journal: Journal, draws: str = "") -> None:
        signs = iter(draws)
        self.house = house
        self.link = house.link("kiosk-1")
        self.numbers = Numbers(
            self.link,
            house.home,
            journal,
            clock_s=lambda: house.home.now_s,
            draw=lambda known: next(signs, known[0]),
        )
        self.numbers.open()
        house.pass_time(1)

    def take(self, how_many: int = 1) -> list[str]:
        """Take numbers one after the other, with a moment between them."""
        taken = []
        for _ in range(how_many):
            taken.append(self.numbers.take()[0])
            self.house.pass_time(0.01)
        return taken


def lose(connection: LoopbackConnection, part: str) -> Callable[[], None]:
    """Lose what is published on topics with this in their name; gives what ends that."""
    publish = connection.publish
    connection.publish = lambda topic, *what, **how: (
        None if part in topic else publish(topic, *what, **how)
    )

    def find_again() -> None:
        connection.publish = publish

    return find_again


@pytest.fixture
def roll(house, journal):
    return Roll(house, journal)


def test_numbers_follow_each_other_over_many_leases(roll):
    """The next ones are there before the last are used up."""
    assert roll.take(350) == [f"K{number:03}" for number in range(1, 351)]


def test_there_are_always_enough(roll):
    """As long as the hub can be reached."""
    for _ in range(120):
        roll.take()
        assert roll.numbers.left >= ENOUGH


def test_each_boot_begins_a_fresh_lease(roll, house, journal):
    """The old one may live on in a copy of the disk."""
    roll.take(3)
    roll.link.close()
    assert Roll(house, journal).take() == ["K101"]


def test_a_lease_ends_with_its_day(make_house, journal):
    """Tomorrow begins with the first number, and nothing of today is left."""
    house = make_house(day_starts=time(9, 5))
    roll = Roll(house, journal)
    roll.take(3)
    house.pass_time(600)
    assert roll.take() == ["K001"]


def test_a_lease_whose_answer_came_late_ends_with_its_day_too(make_house, journal):
    """It is counted from the question: the hub has leased it after that, not after its answer."""
    house = make_house(day_starts=time(9, 5))
    roll = Roll(house, journal)
    roll.take(45)
    answers = []
    roll.link.ask = lambda command, told, **more: answers.append(told)
    roll.take(10)
    ends_at = house.zone.end_of_day(house.now())
    lease = Lease(
        letter="K", first=201, last=300, day=house.now().date(),
        leased_at=house.now(), ends_at=ends_at,
    )  # fmt: skip
    house.pass_time(4)
    answers[0](Reply(id="x", ok=True, result=lease.model_dump(mode="json")))
    house.pass_time((ends_at - house.now()).total_seconds())
    assert roll.numbers.left == 0


def test_a_number_in_somebodys_hand_can_be_of_yesterday(make_house, journal):
    """Whoever waits with it for an answer as the day ends is given another one."""
    house = make_house(day_starts=time(9, 5))
    roll = Roll(house, journal)
    _, lease = roll.numbers.take()
    assert not roll.numbers.has_ended(lease)
    house.pass_time(300)
    assert roll.numbers.has_ended(lease)


def test_without_a_hub_a_lease_ends_all_the_same(roll, house):
    """The hub may lease tomorrow's numbers to anybody."""
    house.broker.stop()
    house.pass_time(24 * 3600)
    number, lease = roll.numbers.take()
    assert lease is None
    assert number[0] == "X"


def test_a_label_that_was_given_out_is_not_given_again(house, journal):
    """Chance alone is not enough."""
    house.broker.stop()
    house.pass_time(10)
    roll = Roll(house, journal, draws="AAAABBBB")
    roll.numbers._journal.has = {"XAAAA"}.__contains__  # type: ignore[method-assign] # as if written
    assert roll.numbers.take() == ("XBBBB", None)


def test_a_number_that_was_not_used_comes_again(roll):
    """Only the very last: any other one may be on paper."""
    first = roll.numbers.take()[0]
    roll.numbers.give_back(first)
    assert roll.numbers.take()[0] == first
    roll.numbers.take()
    roll.numbers.give_back(first)
    assert roll.numbers.take()[0] == "K003"


def test_a_hub_that_says_no_is_asked_again(roll, house):
    """Later in the day there may be numbers."""
    before = house.room.last_number["K"]
    house.room.last_number["K"] = 99_999
    roll.take(60)
    house.room.last_number["K"] = before
    house.pass_time(20)
    assert roll.numbers.left >= ENOUGH


def test_a_hub_that_says_no_is_asked_less_and_less(roll, house):
    """Up to once a minute; and sooner again after a lease."""
    asked = []
    ask = roll.link.ask

    def seen(*args, **fields):
        asked.append(house.home.now_s)
        return ask(*args, **fields)

    def waits():
        asked.clear()
        house.room.last_number["K"] = 99_999
        roll.take(roll.numbers.left - ENOUGH + 1)
        house.pass_time(220)
        return [round(later - one) for one, later in pairwise(asked)]

    roll.link.ask = seen
    soon, *later = waits()
    assert soon <= 10
    assert later == [10, 20, 40, 60, 60]
    house.room.last_number["K"] = 200
    house.pass_time(60)
    assert roll.numbers.left > ENOUGH
    assert waits()[1:] == later


def test_another_hub_is_asked_at_once(roll, house):
    """However late the one before would have been asked again."""
    house.room.last_number["K"] = 99_999
    roll.take(60)
    house.pass_time(200)
    asked = []
    roll.link.ask = lambda command, told, **more: asked.append(told)
    house.hub_connection.close()
    hub = HubState(generation=2, instance="next", up=True, schema_version=1, at=house.now())
    house.broker.deliver("wm/sued/hub", hub.model_dump_json().encode(), retain=True)
    house.pass_time()
    assert len(asked) == 1


def test_labels_are_told_when_the_hub_says_no_and_none_are_left(roll, house):
    """Not while there are some, and not any more once there are others."""
    house.room.last_number["K"] = 99_999
    roll.take(60)
    assert not roll.numbers.gives_labels
    roll.take(40)
    assert roll.numbers.gives_labels
    assert roll.take()[0][0] == "X"
    house.room.last_number["K"] = 200
    house.pass_time(60)
    assert not roll.numbers.gives_labels


def test_labels_of_a_kiosk_that_has_not_been_answered_are_not_told(house, journal):
    """In the first seconds, and while there is no hub, they are nothing that staff can change."""
    house.hub_connection.die()
    roll = Roll(house, journal)
    house.pass_time(60)
    assert roll.take()[0][0] == "X"
    assert not roll.numbers.gives_labels


def test_an_answer_that_did_not_come_is_no_refusal(roll, house):
    """It is asked for again at once, and staff are told nothing."""
    asked = []
    roll.link.ask = lambda command, told, **more: asked.append(told)
    roll.take(110)
    asked.pop()(Reply.no("x", Refused("no_answer", "No answer.", retry=True)))
    assert not roll.numbers.gives_labels
    roll.take()
    roll.numbers.ask_if_few()
    assert len(asked) == 1


def test_answers_that_are_lost_use_up_no_numbers(house, journal):
    """The hub hears the same question until its answer comes, and gives a hundred for it once."""
    find_again = lose(house.hub_connection, "reply/kiosk-1")
    roll = Roll(house, journal)
    house.pass_time(120)
    assert len(house.room.leases) == 1
    find_again()
    house.pass_time(10)
    assert roll.take()[0] == "K001"
    roll.take(60)
    house.pass_time(1)
    assert [one.lease.first for one in house.room.leases] == [1, 101], (
        "the next is another question"
    )


def test_a_lease_whose_first_answer_was_lost_ends_with_its_day_too(make_house, journal):
    """It counts from the first attempt, at which the hub may have given it."""
    house = make_house(day_starts=time(9, 5))
    find_again = lose(house.hub_connection, "reply/kiosk-1")
    roll = Roll(house, journal)
    house.pass_time(60)
    find_again()
    house.pass_time(10)
    (leased,) = house.room.leases
    assert roll.numbers.left == 100
    roll.link.ask = lambda *what, **how: "unanswered"
    house.pass_time((leased.lease.ends_at - house.now()).total_seconds())
    assert roll.numbers.left == 0


def test_attempts_that_were_held_up_end_no_question(roll, house):
    """The hub calls them too old before it answers the last one; nothing is lost by that."""
    roll.take(3)
    connection, held = roll.link._connection, []
    publish = connection.publish
    connection.publish = lambda topic, *what, **how: (
        held.append((topic, what, how)) if "lease" in topic else publish(topic, *what, **how)
    )
    roll.take(48)
    house.pass_time(10.3)
    connection.publish = publish
    for topic, what, how in held:
        publish(topic, *what, **how)
    house.pass_time(10)
    assert not roll.numbers.gives_labels
    assert (roll.numbers.left, len(house.room.leases)) == (149, 2)


def test_a_question_of_hours_ago_is_not_asked_again(roll, house):
    """Its lease would be counted from then, and be over as soon."""
    roll.take(45)
    find_again = lose(roll.link._connection, "lease")
    roll.take(10)
    house.pass_time(7)
    house.broker.stop()
    house.pass_time(22.8 * 3600)
    find_again()
    house.broker.start()
    house.pass_time(10)
    assert roll.take() == ["K001"]


def test_a_lease_is_asked_for_once_at_a_time(roll, house):
    """However many visitors come while the hub thinks."""
    asked = count()
    ask = roll.link.ask

    def counted(*args, **fields):
        next(asked)
        return ask(*args, **fields)

    roll.link.ask = counted
    for _ in range(80):
        roll.numbers.take()
    assert next(asked) == 1


@pytest.mark.parametrize(("changed", "number"), [({"colour": "green"}, "K"), ({"last": None}, "X")])
def test_a_lease_of_a_newer_hub(house, journal, changed, number):
    """What it says besides is left alone; one that cannot be read is no end of the program."""
    publish = house.hub_connection.publish

    def newer(topic, payload, **how):
        if topic.endswith("reply/kiosk-1"):
            reply = json.loads(payload)
            payload = json.dumps(reply | {"result": reply["result"] | changed}).encode()
        publish(topic, payload, **how)

    house.hub_connection.publish = newer
    assert Roll(house, journal).take()[0][0] == number


def test_a_lease_that_cannot_be_read_is_not_asked_for_again(roll, house, caplog):
    """Each one would use up a hundred numbers, until the hub is another one."""
    asked = []
    roll.link.ask = lambda command, told, **more: asked.append(told)
    roll.take(60)
    asked.pop()(Reply(id="x", ok=True, result={"first": "one"}))
    house.pass_time(120)
    assert asked == []
    assert not roll.numbers.gives_labels
    roll.take(40)
    assert roll.numbers.gives_labels
    assert "older than its hub" in caplog.text
    house.hub_connection.close()
    hub = HubState(generation=2, instance="next", up=True, schema_version=1, at=house.now())
    house.broker.deliver("wm/sued/hub", hub.model_dump_json().encode(), retain=True)
    house.pass_time()
    assert len(asked) == 1
    assert not roll.numbers.gives_labels
