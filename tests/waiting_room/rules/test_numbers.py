from datetime import timedelta

import pytest
from pydantic import ValidationError

from tests.waiting_room.rules.conftest import example_zone
from waiting_room.rules.commands import IssueTicket, LeaseNumbers, OpenDay, SkipNumbers
from waiting_room.rules.events import NumbersLeased
from waiting_room.rules.numbers import LARGEST_NUMBER
from waiting_room.rules.room import FARTHEST_AHEAD, WaitingRoom
from waiting_room.rules.shape import EMERGENCY_SIGNS


def lease(day, sender="kiosk-1", above=0):
    """Ask for numbers; gives what was leased."""
    (event,) = day.ask(LeaseNumbers(above=above), sender)
    assert isinstance(event, NumbersLeased)
    return event.lease


def span(lease):
    """Give the first and the last number of a lease."""
    return lease.first, lease.last


def tell(day, number, sender="kiosk-1"):
    """Tell of a slip; gives the number of its ticket."""
    return ask(day, sender, number, printed_at=day.now)


def ask(day, sender="kiosk-1", number=None, **fields):
    """Let the hub issue a ticket, perhaps with an offered number; gives its number."""
    command = IssueTicket(service="question", token=day.token(), number=number, **fields)
    (event,) = day.ask(command, sender)
    return event.ticket.number


def reletter(day, **letters):
    """Begin a new life of the hub, in whose zone kiosks have other letters."""
    devices = [
        {"id": id.replace("_", "-"), "role": "kiosk", "letter": letter}
        for id, letter in letters.items()
    ]
    day.room = WaitingRoom(example_zone(device=devices))
    for event in day.history:
        day.room.apply(event, day.now)


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


@pytest.mark.parametrize("left", [3, 1])
def test_the_last_numbers_of_all_are_leased_as_well(day, left):
    """The last lease is shorter, and after it there are none."""
    assert lease(day, above=LARGEST_NUMBER - left).last == LARGEST_NUMBER
    assert day.refuses(LeaseNumbers()) == "numbers_used_up"


def test_after_999_numbers_are_longer(day):
    """K1000 follows K999: the day has more numbers than a kiosk can give out."""
    assert span(lease(day, above=898)) == (899, 998)
    assert [ask(day), ask(day)] == ["K999", "K1000"]
    assert span(lease(day)) == (1001, 1100)


@pytest.mark.parametrize("number", ["K002", "K600", "K99999"])
def test_no_kiosk_uses_up_the_letter_of_another(day, number):
    """Its slip is taken, for somebody holds it; the other kiosk's next numbers stay the same."""
    assert tell(day, number, "kiosk-2") == number
    assert ask(day, "kiosk-1") == "K001"


def test_a_kiosk_goes_on_from_its_own_slips(day):
    """A hub that was put back to an older copy leases nothing that may be on paper."""
    tell(day, "K150")
    tell(day, "K020")
    assert lease(day).first == 151


@pytest.mark.parametrize(("ahead", "first"), [(0, 101 + FARTHEST_AHEAD), (1, 101)])
def test_no_single_slip_uses_up_its_own_letter(day, ahead, first):
    """A number that is far from all before is wrong, and a day must not end with it."""
    lease(day)
    number = f"K{100 + FARTHEST_AHEAD + ahead}"
    assert tell(day, number) == number
    assert lease(day).first == first


def test_a_lease_has_no_number_that_somebody_has(day):
    """It ends before a number of another kiosk's slip, and the next one begins after it."""
    tell(day, "K041", "kiosk-2")
    tell(day, "K042", "kiosk-2")
    assert [span(lease(day)) for _ in range(3)] == [(1, 40), (43, 142), (143, 242)]


def test_the_hub_counts_past_a_number_that_somebody_has(day):
    """As leases do."""
    tell(day, "K001", "kiosk-2")
    assert [ask(day), ask(day)] == ["K002", "K003"]


def test_numbers_are_used_up_if_somebody_has_the_last(day):
    """There is none behind it."""
    tell(day, f"K{LARGEST_NUMBER}", "kiosk-2")
    assert day.refuses(LeaseNumbers(above=LARGEST_NUMBER - 1)) == "numbers_used_up"


def test_a_second_machine_of_the_same_name_has_leases_of_its_own(day):
    """Whichever of the two tells of a slip, it is the same kiosk's."""
    card, clone = lease(day), lease(day)
    for leased in (clone, card):
        assert tell(day, f"K{leased.last:03}") == f"K{leased.last:03}"
    assert lease(day).first == clone.last + 1


def test_slips_of_before_a_kiosks_letter_was_changed_keep_their_numbers(day):
    """They use up nothing of whoever has the letter now, who is leased none of them."""
    lease(day)
    counted = ask(day)
    reletter(day, kiosk_1="M", kiosk_2="K")

    assert tell(day, "K007", "kiosk-1") == "K007"
    assert tell(day, "K105", "kiosk-1") == "K105"
    assert counted == "K101"
    assert span(lease(day, "kiosk-2")) == (102, 104)
    assert span(lease(day, "kiosk-2")) == (106, 205)
    leased = lease(day, "kiosk-1")
    assert (leased.letter, *span(leased)) == ("M", 1, 100)


def test_a_letter_that_nobody_has_any_more_uses_up_nothing(day):
    """Whoever gets it later that day begins behind what was leased."""
    lease(day)
    reletter(day, kiosk_1="M")
    tell(day, "K900", "kiosk-1")
    reletter(day, kiosk_1="M", kiosk_2="K")
    assert lease(day, "kiosk-2").first == 101


def test_a_kiosk_offers_only_numbers_of_its_own(day):
    """Any others are not taken, and the hub counts on; emergency labels are everybody's."""
    assert ask(day, "kiosk-2", "K600") == "L001"
    assert ask(day, "kiosk-2", "L600") == "L600"
    assert ask(day, "kiosk-2", "X7K2M") == "X7K2M"


def test_what_was_leased_is_offered_by_its_kiosk_alone(day):
    """Also after its letter was changed: the slip may be printed if the answer is lost."""
    lease(day)
    reletter(day, kiosk_1="M", kiosk_2="K")
    assert ask(day, "kiosk-2", "K007") == "K101"
    assert ask(day, "kiosk-1", "K007") == "K007"


@pytest.mark.parametrize(("one", "other"), ["0O", "1I"])
def test_no_two_signs_of_an_emergency_label_look_alike(one, other):
    """Whoever reads one aloud is understood."""
    assert not {one, other} <= set(EMERGENCY_SIGNS)


@pytest.mark.parametrize("number", ["K0105", "K00105", "K05", "K"])
def test_a_number_is_written_in_one_way_only(number):
    """`K0105` beside `K105` would be two tickets that one call means."""
    with pytest.raises(ValidationError, match="number"):
        IssueTicket(service="question", token="a" * 26, number=number)
