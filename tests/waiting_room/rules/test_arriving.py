import pytest

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.arriving import why_closed
from waiting_room.rules.booking import Booking, tidy_code
from waiting_room.rules.decide import decide
from waiting_room.rules.refused import Refused
from waiting_room.rules.ticket import Status
from waiting_room.rules.waiting_time import Forecast

ONE_COUNTER = [{"id": "1", "name": {"en": "1"}, "services": ["question"]}]
BOOKED = Booking(
    code="9B4C-7WRD",
    zone="sued",
    service="advice",
    starts_at="2026-11-23T09:20:00+01:00",
    language="uk",
)


def check_in(day, code="9B4C-7WRD"):
    return asked.CheckIn(code=code, token=day.token())


def test_numbers_carry_the_kiosks_letter_and_count_up(day):
    """The first two visitors at kiosk-1 get K001 and K002."""
    assert [day.walk_in(), day.walk_in()] == ["K001", "K002"]


def test_a_device_without_a_letter_issues_the_zones(day):
    """A ticket from the website carries the zone's letter."""
    command = asked.IssueTicket(service="question", token=day.token())
    (issued,) = decide(day.room, command, day.now, "website")

    assert issued.ticket.number == "A001"


def test_an_unknown_service_is_refused(day):
    """Nobody waits for a service that is not offered."""
    assert day.refuses(asked.IssueTicket(service="fishing", token=day.token())) == "unknown_service"


def test_a_closed_zone_says_when_it_opens_again(day):
    """On Monday afternoon the visitor is told about Tuesday morning."""
    day.later(hours=5)
    command = asked.IssueTicket(service="question", token=day.token())
    closed = why_closed(day.room, day.room.services["question"], day.now, None)

    assert day.refuses(command) == "closed"
    assert closed.at.isoformat() == "2026-11-24T08:00:00+01:00"


def test_walk_ins_end_before_the_zone_closes(day):
    """After 11:30 there are no more tickets for a question, and tomorrow is named."""
    day.later(hours=2, minutes=30)

    assert day.refuses(asked.IssueTicket(service="question", token=day.token())) == "closed"
    assert day.walk_in("hand-in-documents") == "K001"


def test_a_booked_only_service_takes_no_walk_ins(day):
    """Advice is not given to who did not book."""
    assert day.refuses(asked.IssueTicket(service="advice", token=day.token())) == "booked_only"
    second = asked.IssueTicket(service="question", also=("advice",), token=day.token())
    assert day.refuses(second) == "booked_only"


def test_a_token_stands_for_one_ticket(day):
    """Asked again with one token it is the same ticket, wherever it is by now; another's is not."""
    token = day.token()
    day >> asked.AddBookings(bookings=(BOOKED,))
    day >> asked.IssueTicket(service="question", token=token)

    assert day >> asked.IssueTicket(service="question", token=token) == []
    day >> asked.CallNext(counter="1")
    day >> asked.TransferTicket(counter="1", service="new-application")
    again = asked.IssueTicket(service="question", token=token)
    assert day >> again == []
    with pytest.raises(Refused, match="another ticket"):
        day.ask(again, "website")
    assert day.refuses(asked.CheckIn(code=BOOKED.code, token=token)) == "token_used"


def test_a_booked_visitor_checks_in_with_a_kindly_read_code(day):
    """Case, spaces and a missing dash do not matter; the ticket stands since the booked time."""
    day >> asked.AddBookings(bookings=(BOOKED,))

    (issued,) = day >> check_in(day, " 9b4c 7wrd ")

    assert issued.ticket.stands_at == BOOKED.starts_at
    assert issued.ticket.language == "uk"


def test_checking_in_twice_is_one_ticket(day):
    """Shown again, the code gives no second ticket."""
    day >> asked.AddBookings(bookings=(BOOKED,))
    day >> check_in(day)

    assert day >> check_in(day) == []


def test_each_reason_against_a_booking_has_its_own_code(day):
    """Too early, too late, another day, another zone, cancelled and unknown are told apart."""
    variants = {
        "too_early": {"starts_at": "2026-11-23T09:31:00+01:00"},
        "too_late": {"starts_at": "2026-11-23T08:44:00+01:00"},
        "other_day": {"starts_at": "2026-11-24T09:00:00+01:00"},
        "other_zone": {"zone": "nord"},
        "booking_cancelled": {"cancelled": True},
    }
    for code, changes in variants.items():
        booking = Booking.model_validate(BOOKED.model_dump() | changes)
        day >> asked.AddBookings(bookings=(booking,))
        assert day.refuses(check_in(day)) == code
    assert day.refuses(check_in(day, "1111-2222")) == "not_a_booking"


def test_a_booked_visitor_who_never_came_is_never_called(day):
    """A booking alone puts nobody into a line."""
    day >> asked.AddBookings(bookings=(BOOKED,))

    assert day.refuses(asked.CallNext(counter="5")) == "nobody_waiting"


def test_an_unchanged_booking_is_no_news(day):
    """Reading the same file again changes nothing."""
    day >> asked.AddBookings(bookings=(BOOKED,))

    assert day >> asked.AddBookings(bookings=(BOOKED,)) == []


def test_a_visitor_may_leave_by_token(day):
    """Who leaves is cancelled and not called any more."""
    token = day.token()
    day >> asked.IssueTicket(service="question", token=token)

    assert day >> asked.CancelTicket(token=token) == [
        happened.TicketCancelled(number="K001", why="left")
    ]
    assert day.room.tickets["K001"].status is Status.CANCELLED
    assert day.refuses(asked.CallNext(counter="1")) == "nobody_waiting"
    assert day.refuses(asked.CancelTicket(token=token)) == "not_now"


def test_a_number_alone_cancels_nothing_for_a_visitor(day):
    """Numbers stand on the wall; only a clerk may give up a ticket by its number."""
    number = day.walk_in()

    assert day.refuses(asked.CancelTicket(number=number)) == "not_allowed"
    assert decide(day.room, asked.CancelTicket(number=number), day.now, "counter-1")


def test_walk_ins_that_end_before_every_opening_never_come_again(make_day):
    """A service that closes before the zone opens says closed, with no time, and does not hang."""
    day = make_day(
        service=[
            {"id": "question", "name": {"en": "Question"}, "walk_in_until": "08:00"},
        ],
        counter=[{"id": "1", "name": {"en": "1"}, "services": ["question"]}],
    )

    closed = why_closed(day.room, day.room.services["question"], day.now, None)
    assert (closed.code, closed.at) == ("closed", None)


def test_a_wrong_token_cancels_nothing(day):
    """An unknown token or none at all is refused."""
    assert day.refuses(asked.CancelTicket(token=day.token())) == "unknown_ticket"
    assert day.refuses(asked.CancelTicket()) == "unknown_ticket"


def test_codes_that_are_no_codes_stay_what_they_are():
    """What does not have eight letters and digits is not forced into a code."""
    assert tidy_code("7k2m-9qxa") == "7K2M-9QXA"
    assert tidy_code("hello") == "HELLO"


def test_a_quota_ends_the_days_tickets_for_one_service(make_day):
    """The third question is refused until tomorrow; papers are still taken, bookings always."""
    services = [
        {"id": "question", "name": {"en": "Question"}, "tickets_per_day": 2},
        {"id": "hand-in-documents", "name": {"en": "Papers"}},
    ]
    day = make_day(service=services, counter=ONE_COUNTER)
    day.walk_in()
    day.walk_in()

    full = why_closed(day.room, day.room.services["question"], day.now, None)
    assert (full.code, full.at.isoformat()) == ("quota_reached", "2026-11-24T08:00:00+01:00")
    assert day.refuses(asked.IssueTicket(service="question", token=day.token())) == "quota_reached"
    assert day.walk_in("hand-in-documents")


def test_walk_in_hours_of_a_service_lie_within_the_zones(make_day):
    """Open from nine, Mondays only, and never longer than the zone."""
    hours = {"mon": ["09:00-18:00"]}
    services = [{"id": "question", "name": {"en": "Question"}, "walk_in_hours": hours}]
    day = make_day(service=services, counter=ONE_COUNTER)
    assert day.walk_in()
    day.later(minutes=-1)

    early = why_closed(day.room, day.room.services["question"], day.now, None)
    assert (early.code, early.at.isoformat()) == ("closed", "2026-11-23T09:00:00+01:00")
    day.later(hours=3, minutes=31)
    late = why_closed(day.room, day.room.services["question"], day.now, None)
    assert late.at.isoformat() == "2026-11-30T09:00:00+01:00"


def test_the_last_ticket_is_the_one_that_can_still_be_served(day):
    """At noon a wait of an hour ends too long after 12:30; a wait of half an hour does not."""
    day.later(hours=3)
    day.forecasts = lambda room, standing, service, now: Forecast(1200, 1800, 2400)
    number = day.walk_in("hand-in-documents")
    assert day.room.tickets[number].promised_s == (1200, 2400)
    day.forecasts = lambda room, standing, service, now: Forecast(3000, 3600, 4200)
    late = asked.IssueTicket(service="hand-in-documents", token=day.token())

    assert day.refuses(late) == "full_today"
    assert day.walk_in("emergency")


def test_a_zone_that_never_closes_takes_tickets_at_midnight(make_day):
    """Half an hour before midnight nobody is too late; the quota begins again with the day."""
    always = {key: ["00:00-24:00"] for key in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    services = [{"id": "question", "name": {"en": "Question"}, "tickets_per_day": 1}]
    day = make_day(hours=always, service=services, counter=ONE_COUNTER)
    day.forecasts = lambda room, standing, service, now: Forecast(3000, 7200, 9000)
    day.later(hours=14, minutes=30)
    assert day.walk_in()

    full = why_closed(day.room, day.room.services["question"], day.now, None)
    assert (full.code, full.at.isoformat()) == ("quota_reached", "2026-11-24T04:00:00+01:00")


def test_a_night_shift_closes_in_the_morning(make_day):
    """Open from eight in the evening until two: at eleven an hour's wait is not too late."""
    night = {"mon": ["09:00-10:00", "20:00-24:00"], "tue": ["00:00-02:00", "09:00-10:00"]}
    day = make_day(hours=night)
    day.later(hours=14)

    closes_at = day.room.zone.hours.closing(day.room.zone.local(day.now))
    assert closes_at.isoformat() == "2026-11-24T02:00:00+01:00"
