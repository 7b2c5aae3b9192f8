import re
from datetime import UTC, datetime

import pytest

from waiting_room.hub.__main__ import bookings_of_others
from waiting_room.hub.bookings import BookingFileError
from waiting_room.rules.booking import CODE_PATTERN

NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WHOLE = (
    "UID:17@city",
    "DTSTART;TZID=Europe/Berlin:20261123T090000",
    "DTEND;TZID=Europe/Berlin:20261123T094500",
    "CATEGORIES:advice",
)
NEW_YORK = """BEGIN:VTIMEZONE
TZID:Our own
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:-0500
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
"""


@pytest.fixture
def read(tmp_path, stage):
    """Write events into a file and read it, as `--bookings` does."""

    def read(*events, head=""):
        file = tmp_path / "bookings.ICS"
        parts = [f"BEGIN:VEVENT\n{chr(10).join(lines)}\nEND:VEVENT\n" for lines in events]
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{head}{''.join(parts)}END:VCALENDAR\n"
        file.write_bytes(text.replace("\n", "\r\n").encode())
        return list(bookings_of_others(file, stage.zone).values())

    return read


def without(name, *more):
    return (*(line for line in WHOLE if not line.startswith(name)), *more)


def test_an_event_is_a_booking(read):
    """Time, length and service are the event's; the code follows from its UID."""
    (booking,) = read(WHOLE)

    assert (booking.zone, booking.service) == ("sued", "advice")
    assert (booking.starts_at, booking.minutes) == (NINE, 45)
    assert re.fullmatch(CODE_PATTERN, booking.code)
    assert not booking.made_here


def test_the_code_is_the_same_whenever_the_file_is_read(read):
    """A booking that was moved in its own system is still the same one; another UID is another."""
    moved = without("DT", "DTSTART:20261124T090000Z")
    (one,), (two,), (other,) = read(WHOLE), read(moved), read(without("UID", "UID:18@city"))

    assert one.code == two.code != other.code
    assert two.starts_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_what_icalendar_has_no_words_for_has_names_of_our_own(read):
    """The code on the other system's paper, the language and the needs."""
    lines = without(
        "CATEGORIES",
        "X-WARTEMARKE-CODE:CITY-0017",
        "X-WARTEMARKE-SERVICE:question",
        "X-WARTEMARKE-LANGUAGE:ar",
        "X-WARTEMARKE-NEEDS:interpreter wheelchair",
    )
    (booking,) = read(lines)

    assert (booking.code, booking.service, booking.language) == ("CITY-0017", "question", "ar")
    assert booking.needs == ("interpreter", "wheelchair")


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART:20261123T080000Z",
        "DTSTART:20261123T090000",
        "DTSTART;TZID=America/New_York:20261123T030000",
        "DTSTART;TZID=Our own:20261123T030000",
        "DTSTART;TZID=W. Europe Standard Time:20261123T090000",
    ],
)
def test_every_way_to_write_a_time_is_understood(read, line):
    """UTC, a zone by its name or brought along; without one it is the clock on our own wall."""
    (booking,) = read(without("DT", line, "DURATION:PT1H"), head=NEW_YORK)

    assert (booking.starts_at, booking.minutes) == (NINE, 60)


def test_without_an_end_it_takes_half_an_hour(read):
    """The usual length."""
    assert read(without("DTEND"))[0].minutes == 30


def test_a_cancelled_event_is_a_cancelled_booking(read):
    """It stays known, so that check-in can say so."""
    assert read((*WHOLE, "STATUS:CANCELLED"))[0].cancelled


def test_an_empty_calendar_has_no_bookings(read):
    """Nobody has booked; that is no fault."""
    assert read() == []


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ((*WHOLE, "RRULE:FREQ=WEEKLY"), "event 2 (17@city): it repeats"),
        ((*WHOLE, "RECURRENCE-ID:20261123T080000Z"), "event 2 (17@city): it repeats"),
        (without("DTSTART"), "event 2 (17@city): DTSTART is missing"),
        (without("DT", "DTSTART:tomorrow"), "event 2 (17@city): "),
        (without("DT", "DTSTART;VALUE=DATE:20261123"), "DTSTART has no time of day"),
        (without("DT", "DTSTART;TZID=Mars/City:20261123T090000"), 'the time zone "Mars/City"'),
        ((*WHOLE, "DTSTART:20261123T080000Z"), "DTSTART is there twice"),
        (without("DTEND", "DTEND:20261123T070000Z"), "minutes: "),
        (without("DTEND", "DURATION:PT90S"), "minutes: "),
        (without("DTEND", "DURATION:20261123T070000Z"), "event 2 (17@city): "),
        (without("CATEGORIES"), "CATEGORIES must name one service of sued"),
        (without("CATEGORIES", "CATEGORIES:advice,question"), "CATEGORIES must name one service"),
        (without("UID"), "event 2: it has neither a UID nor X-WARTEMARKE-CODE"),
        (without("CATEGORIES", "X-WARTEMARKE-SERVICE:passport"), 'there is no service "passport"'),
        ((*WHOLE, "X-WARTEMARKE-CODE:17"), "code: write a code as four signs"),
        ((*WHOLE, "X-WARTEMARKE-NEEDS:coffee"), "needs"),
        ((*WHOLE, "no line of iCalendar"), "event 2 (17@city): "),
        (without("UID", "UID:first"), "stands at event 1 (first) already"),
    ],
)
def test_a_wrong_event_is_named_and_nothing_is_taken(read, lines, sentence):
    """Place and fault are said, so that a person can mend the file."""
    first = without("UID", "UID:first")
    with pytest.raises(BookingFileError) as wrong:
        read(first, lines)
    assert sentence in str(wrong.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"code,zone\n",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Europe:20261123T090000\r\nEND:VEVENT\r\n",
    ],
)
def test_what_is_no_icalendar_is_said_to_be_so(tmp_path, stage, content):
    """Whatever is in the file, the answer is a sentence."""
    file = tmp_path / "bookings.ics"
    file.write_bytes(content)
    with pytest.raises(BookingFileError, match="no iCalendar"):
        bookings_of_others(file, stage.zone)
