import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from tests.waiting_room.hub.conftest import EXAMPLE
from waiting_room.hub.doubtful_bookings import doubtful
from waiting_room.rules.booking import Booking
from waiting_room.rules.zone import Zone

SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NINE = "2026-11-23T09:00:00+01:00"


def zone(terms=None, **changes):
    raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
    raw["service"][4]["booking"] |= terms or {}
    return Zone.model_validate(raw | changes)


def booked(starts_at=NINE, *, code="CITY-0001", service="advice", **fields):
    fields |= {"code": code, "service": service, "starts_at": starts_at}
    return Booking.model_validate({"zone": "sued"} | fields)


def said(*bookings, at=SUNDAY, place=None):
    entries = {f"line {line}": one for line, one in enumerate(bookings, start=2)}
    return list(doubtful(entries, place or zone(), at))


def test_what_fits_is_taken_without_a_word():
    """A visit in the hours with a seat of its own; one that ends with them is in them."""
    assert said(booked(), booked("2026-11-23T12:00:00+01:00", code="CITY-0002")) == []


@pytest.mark.parametrize(
    ("starts_at", "reason"),
    [
        ("2026-11-23T07:45:00+01:00", 'from 07:45 to 08:15 on 2026-11-23, when "advice" has 08:00'),
        ("2026-11-23T12:15:00+01:00", 'from 12:15 to 12:45 on 2026-11-23, when "advice" has 08:00'),
        ("2026-11-25T09:00:00+01:00", 'on 2026-11-25, when "advice" has no hours; it is taken'),
        ("2026-12-24T09:00:00+01:00", 'on 2026-12-24, when "advice" has no hours'),
        ("2026-11-26T12:15:00+01:00", "has 08:00-12:30 and 14:00-18:00"),
    ],
)
def test_a_visit_outside_the_hours_is_named_by_its_line(starts_at, reason):
    """Too early, too late, on a closed day of the week or of the year, or over noon."""
    (sentence,) = said(booked(starts_at))

    assert sentence.startswith("line 2: CITY-0001 is ")
    assert reason in sentence
    assert sentence.endswith("it is taken all the same, or move it in its own system")


def test_the_hours_are_those_of_its_booking():
    """A service that is booked at times of its own is measured by them; others by the zone's."""
    late = "2026-11-23T16:00:00+01:00"
    evening = zone({"hours": {"mon": ["15:00-18:00"], "thu": ["15:00-18:00"]}})

    assert said(booked(late), place=evening) == []
    assert len(said(booked(), place=evening)) == 1
    assert len(said(booked("2026-12-24T16:00:00+01:00"), place=evening)) == 1, "all is closed then"
    assert len(said(booked(late, service="question"), place=evening)) == 1


def test_a_visit_over_midnight_lies_in_the_hours_of_both_days():
    """Where a zone is open through the night, midnight is no end; where it closes, it is."""
    night = "2026-11-23T23:45:00+01:00"
    through = {"mon": ["18:00-24:00"], "tue": ["00:00-02:00"]}

    assert said(booked(night), place=zone(hours=through)) == []
    assert len(said(booked(night), place=zone(hours={"mon": ["18:00-24:00"]}))) == 1
    assert len(said(booked(night, minutes=180), place=zone(hours=through))) == 1


def test_a_full_slot_names_who_fills_it():
    """The second visit for the one seat, and a long one that reaches into a taken slot."""
    before = "2026-11-23T08:30:00+01:00"
    long = booked(before, code="CITY-0003", minutes=60)
    (second, reaches) = said(booked(), booked(code="CITY-0002"), long)

    assert second.startswith(
        "line 3: CITY-0002 has no seat left at 09:00 on 2026-11-23, which line"
    )
    assert "which line 2 fills; it is taken all the same" in second
    assert reaches.startswith("line 4: CITY-0003 has no seat left at 09:00")
    assert "which line 2, line 3 fills" in reaches
    assert said(booked(), booked(code="CITY-0002"), place=zone({"capacity": 2})) == []


def test_what_is_cancelled_over_or_another_zones_takes_no_seat():
    """Nobody comes with it, or not here."""
    gone = (
        booked(cancelled=True),
        booked(code="CITY-0002", zone="nord", service="passport"),
        booked("2026-11-15T03:00:00+01:00", code="CITY-0003"),
    )

    assert said(*gone, booked(code="CITY-0004")) == []
    running = booked("2026-11-22T12:45:00+01:00")
    assert len(said(running)) == 1
    assert said(running, at=SUNDAY + timedelta(minutes=15)) == []
