from datetime import timedelta

import pytest

from waiting_room.rules.booking import Booking
from waiting_room.rules.commands import (
    AddBookings,
    CheckIn,
    IssueTicket,
    LeaseNumbers,
    OpenDay,
)
from waiting_room.rules.events import TicketIssued, TicketJoined

CODE = "7K2M-9BXC"


def slip(number, printed_at, token="a", **fields):
    """Give the command for a slip that a kiosk has printed."""
    fields = {"service": "question", "token": token * 26} | fields
    return IssueTicket(number=number, printed_at=printed_at, **fields)


def seen(number, printed_at, token="b", code=CODE):
    """Give the command for the slip of a booked visitor."""
    return CheckIn(code=code, token=token * 26, number=number, printed_at=printed_at)


def booked(day, **changes):
    """Put a booking for in ten minutes into the book."""
    fields = {"code": CODE, "zone": "sued", "service": "advice"} | changes
    starts_at = fields.pop("starts_at", day.now + timedelta(minutes=10))
    day >> AddBookings(bookings=(Booking(starts_at=starts_at, **fields),))


def issued(day, command):
    """Ask, and give the one ticket that was issued."""
    (event,) = day >> command
    assert isinstance(event, TicketIssued)
    return event.ticket


def test_a_slip_keeps_its_number_and_the_time_of_its_printing(day):
    """The hub hears of it later; the visitor has waited since."""
    day >> LeaseNumbers()
    printed_at = day.now + timedelta(minutes=1)
    day.later(minutes=20)

    ticket = issued(day, slip("K007", printed_at, told_s=(300, 600)))

    assert (ticket.number, ticket.issued_by) == ("K007", "kiosk-1")
    assert ticket.issued_at == ticket.arrived_at == ticket.stands_at == printed_at
    assert ticket.promised_s == (300, 600)


def test_a_slip_keeps_what_its_visitor_speaks_and_needs(day):
    """A walk-in has told the kiosk, a booked visitor whoever made the booking."""
    booked(day, language="uk", needs=("wheelchair",))
    walk_in = issued(day, slip("K001", day.now, language="ar", needs=("interpreter",)))
    visitor = issued(day, seen("K002", day.now))

    assert (walk_in.language, walk_in.needs) == ("ar", ("interpreter",))
    assert (visitor.language, visitor.needs) == ("uk", ("wheelchair",))


def test_the_same_slip_told_again_is_one_ticket(day):
    """A kiosk repeats until it is answered, and again after the hub was restored."""
    issued(day, slip("K001", day.now))

    assert day >> slip("K001", day.now) == []


def test_slips_are_called_in_the_order_of_their_printing(day):
    """Also if they arrive the other way round, or after somebody who came later."""
    day >> LeaseNumbers()
    first, second = day.now + timedelta(minutes=1), day.now + timedelta(minutes=2)
    day.later(minutes=30)
    issued(day, IssueTicket(service="question", token="z" * 26))
    issued(day, slip("K002", second, "b"))
    issued(day, slip("K001", first, "a"))

    line = [ticket.number for ticket in day.room.line_at("1", day.now)]
    assert line == ["K001", "K002", "K101"]


@pytest.mark.parametrize(("said", "counts"), [(-300, 0), (300, 120), (60, 60)])
def test_no_slip_is_older_than_its_lease_or_from_the_future(day, said, counts):
    """A wrong clock at a kiosk takes nobody's place."""
    day >> LeaseNumbers()
    leased_at = day.now
    day.later(seconds=120)

    ticket = issued(day, slip("K001", leased_at + timedelta(seconds=said)))

    assert ticket.arrived_at == leased_at + timedelta(seconds=counts)


def test_whoever_holds_a_slip_is_taken_after_hours(day):
    """It was closed when the hub heard of it; the visitor had been in time."""
    day.later(hours=14)

    assert issued(day, slip("K001", day.now - timedelta(hours=8)))


def test_a_slip_of_yesterday_is_over(day):
    """Its visitor has gone home, and today somebody else has this number."""
    yesterday = day.now
    day.later(days=1)
    day >> OpenDay(now=day.now)

    assert day.refuses(slip("K001", yesterday)) == "day_over"


def test_an_emergency_label_is_a_number_like_others(day):
    """It takes no place in any letter's count."""
    assert issued(day, slip("X7K2M", day.now)).number == "X7K2M"
    assert issued(day, IssueTicket(service="question", token="c" * 26)).number == "K001"


def test_two_slips_with_one_number_are_two_visitors(day):
    """The second gets a letter more, and its clerk a word about it."""
    issued(day, slip("X7K2M", day.now, "a"))
    second = issued(day, slip("X7K2M", day.now, "b"))
    third = issued(day, slip("X7K2M", day.now, "c"))

    assert [second.number, third.number] == ["X7K2MB", "X7K2MC"]
    assert second.note == third.note == "same_number"


def test_a_slip_that_has_a_letter_more_gets_another_one(day):
    """A kiosk that tells the number which the hub gave it is understood, too."""
    numbers = [issued(day, slip("K001B", day.now, token)).number for token in "abc"]
    labels = [issued(day, slip("X7K2M", day.now, token)).number for token in "def"]

    assert numbers == ["K001B", "K001C", "K001D"]
    assert labels == ["X7K2M", "X7K2MB", "X7K2MC"]


def test_a_slip_for_a_service_that_is_gone_goes_to_the_first_one(day):
    """Somebody holds it; a clerk can send the visitor on."""
    first = next(iter(day.room.services))
    ticket = issued(day, slip("K001", day.now, service="gone", also=("gone", "advice")))

    assert (ticket.service, ticket.note) == (first, "other_service")
    assert [step.service for step in ticket.then] == ["advice"]


def test_only_kiosks_print_numbers_of_their_own(day):
    """Anybody else's numbers are counted by the hub."""
    command = slip("K001", day.now)

    with pytest.raises(Exception, match="Only a kiosk"):
        day.ask(command, "counter-1")


@pytest.mark.parametrize("taken", [True, False])
def test_only_kiosks_offer_numbers_of_their_own(day, taken):
    """Nobody learns from the answer whether a number is taken."""
    if taken:
        issued(day, slip("K001", day.now))
    command = IssueTicket(service="question", token="b" * 26, number="K001")

    with pytest.raises(Exception, match="Only a kiosk"):
        day.ask(command, "counter-1")


@pytest.mark.parametrize("is_here", [True, False])
def test_no_booked_slip_takes_over_the_token_of_another_ticket(day, is_here):
    """Whoever holds that ticket would be shown somebody else's."""
    booked(day)
    issued(day, slip("K001", day.now, "a"))
    if is_here:
        issued(day, seen("K002", day.now, "b"))

    assert day.refuses(seen("K003", day.now, "a")) == "token_used"


def test_what_was_printed_has_a_number(day):
    """A time of printing alone is no command."""
    with pytest.raises(ValueError, match="has a number"):
        CheckIn(code=CODE, token="a" * 26, printed_at=day.now)


def test_a_booked_visitor_checked_in_offline_stands_at_the_booked_time(day):
    """As if the hub had been there."""
    booked(day)
    printed_at = day.now
    day.later(minutes=15)

    ticket = issued(day, seen("K003", printed_at))

    assert (ticket.number, ticket.booking, ticket.service) == ("K003", CODE, "advice")
    assert ticket.arrived_at == printed_at
    assert ticket.stands_at == printed_at + timedelta(minutes=10)


@pytest.mark.parametrize("wrong", [{"cancelled": True}, {"service": "gone"}, {"days": 1}])
def test_a_booking_on_paper_counts_whatever_has_become_of_it(day, wrong):
    """The kiosk could not know, and the visitor holds a number."""
    days = wrong.pop("days", 0) if (wrong := dict(wrong)) else 0
    booked(day, starts_at=day.now + timedelta(days=days), **wrong)

    ticket = issued(day, seen("K003", day.now))
    assert ticket.booking == CODE
    assert ticket.stands_at == day.now


def test_a_code_shown_at_two_kiosks_on_their_own_is_one_visit(day):
    """The second slip leads to the first ticket, and saying it again changes nothing."""
    booked(day)
    issued(day, seen("K003", day.now, "b"))

    (joined,) = day.ask(seen("L001", day.now, "c"), "kiosk-2")

    assert joined == TicketJoined(number="K003", token="c" * 26)
    assert day.room.by_token["c" * 26] == "K003"
    assert day.room.tickets["K003"].joined == ("c" * 26,)
    assert "L001" not in day.room.tickets
    assert day.ask(seen("L001", day.now, "c"), "kiosk-2") == []


def test_a_kiosk_offers_the_number_for_a_check_in(day):
    """Booked visitors' numbers follow those of everybody else at this kiosk."""
    booked(day)
    day >> LeaseNumbers()

    assert issued(day, CheckIn(code=CODE, token="b" * 26, number="K002")).number == "K002"


def test_an_offered_number_that_is_taken_is_not_given_again(day):
    """Then the hub counts on."""
    booked(day)
    day >> LeaseNumbers()
    issued(day, slip("K002", day.now))

    assert issued(day, CheckIn(code=CODE, token="b" * 26, number="K002")).number == "K101"
