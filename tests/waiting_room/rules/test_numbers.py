from datetime import timedelta

import pytest

from waiting_room.rules.commands import IssueTicket, LeaseNumbers, OpenDay, SkipNumbers
from waiting_room.rules.events import NumbersLeased
from waiting_room.rules.numbers import LARGEST_NUMBER
from waiting_room.rules.shape import EMERGENCY_SIGNS


def lease(day, sender="kiosk-1", above=0):
    """Ask for numbers; gives what was leased."""
    (event,) = day.ask(LeaseNumbers(above=above), sender)
    assert isinstance(event, NumbersLeased)
    return event.lease


def test_a_kiosk_is_leased_a_hundred_numbers_of_its_own_letter(day):
    """They are the first of the day, and end with it."""
    leased = lease(day)

    assert (leased.letter, leased.first, leased.last) == ("K", 1, 100)
    assert leased.day == day.room.day
    assert leased.leased_at == day.now < leased.ends_at
    assert day.room.zone.day_of(leased.ends_at) == leased.day + timedelta(days=1)


def test_no_number_is_leased_twice(day):
    """Each lease begins above the last, also after numbers the hub gave out itself."""
    first, second = lease(day), lease(day)
    day >> IssueTicket(service="question", token="a" * 26)
    third = lease(day)

    assert (second.first, third.first) == (first.last + 1, second.last + 2)


def test_kiosks_do_not_share_numbers(day):
    """Two kiosks have two letters."""
    assert lease(day, "kiosk-1").letter != lease(day, "kiosk-2").letter


def test_a_kiosk_that_has_had_more_gets_what_is_above(day):
    """A hub that was put back to an older copy does not know how far the kiosk had come."""
    assert lease(day, above=250).first == 251


def test_a_restored_hub_leaves_a_thousand_numbers_out(day):
    """Of every letter, because it does not know how many it had leased since."""
    lease(day)
    day >> SkipNumbers()

    assert lease(day).first == 1101
    assert lease(day, "kiosk-2").first == 1001


def test_a_day_begins_with_the_first_numbers_again(day):
    """What was leased yesterday does not count any more."""
    lease(day)
    day.later(days=1)
    day >> OpenDay(now=day.now)

    assert lease(day).first == 1
    assert len(day.room.leases) == 1


def test_the_last_numbers_of_all_are_leased_as_well(day):
    """The last lease is shorter, and after it there are none."""
    assert lease(day, above=LARGEST_NUMBER - 3).last == LARGEST_NUMBER
    assert day.refuses(LeaseNumbers()) == "numbers_used_up"


@pytest.mark.parametrize(("one", "other"), ["0O", "1I"])
def test_no_two_signs_of_an_emergency_label_look_alike(one, other):
    """Whoever reads one aloud is understood."""
    assert not {one, other} <= set(EMERGENCY_SIGNS)
