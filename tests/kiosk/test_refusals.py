from datetime import UTC, datetime

import pytest

from kiosk.refusals import Message, refusal
from waiting_room.hub.showing import zone_view
from waiting_room.wire.messages import Fault
from waiting_room.words import catalogue

from .visitor import Paper, Visitor
from .zone import zone_of

ZONE = zone_view(zone_of(), {})
AT = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
CODES = (
    "closed",
    "quota_reached",
    "full_today",
    "booked_only",
    "too_early",
    "too_late",
    "other_day",
    "other_zone",
    "booking_cancelled",
    "not_a_booking",
    "cannot_check",
    "a_ticket",
    "unreadable",
    "no_answer",
    "numbers_used_up",
    "unknown_service",
)


def said_to(code: str, at: datetime | None = None, *, scans: bool = True) -> Message:
    """Say a refusal in English."""
    return refusal(catalogue("en"), Fault(code=code, text="?", at=at), ZONE, scans=scans)


GENERAL = said_to("something_new")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("at", [AT, None])
def test_each_no_has_its_sentence(code: str, at: datetime | None) -> None:
    """Each reason is said on its own, with a next step, also when no time is known."""
    said = said_to(code, at)
    assert said.title != GENERAL.title
    assert said.text.endswith(".")


def test_all_titles_differ() -> None:
    """No two reasons are said alike."""
    titles = {said_to(code).title for code in CODES}
    assert len(titles) == len(CODES)


def test_unknown_reason() -> None:
    """A reason that is new to this kiosk gets a general sentence with a next step."""
    assert GENERAL.text == "Please try again, or go to the reception desk."


def test_times_are_the_zones() -> None:
    """The time to come back is on the zone's clock."""
    assert "09:30" in said_to("too_early", AT).text


@pytest.mark.parametrize("code", ["booked_only", "too_early"])
def test_without_a_scanner(code: str) -> None:
    """A kiosk that has no scanner asks nobody to scan."""
    assert "scan" in said_to(code, AT).text
    assert "scan" not in said_to(code, AT, scans=False).text
    assert "type" in said_to(code, AT, scans=False).text


def test_how_to_book() -> None:
    """Whoever needs a booking is told where to get one: online, if that can be had there."""
    assert "\u2066warten.example.org\u2069" in said_to("booked_only").text
    fault = Fault(code="booked_only", text="?")
    at_the_desk = tuple(one.model_copy(update={"bookable": False}) for one in ZONE.services)
    for changes in ({"public_url": ""}, {"services": at_the_desk}):
        zone = ZONE.model_copy(update=changes)
        said = refusal(catalogue("en"), fault, zone, scans=True)
        assert said.text.endswith("To book, please ask at the reception desk.")


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("AAAA-0002", "You are early."),
        ("AAAA-0003", "The time of your booking has passed."),
        ("AAAA-0004", "Your booking is for another day."),
        ("AAAA-0005", "This booking was cancelled."),
        ("AAAA-0006", "Your booking is for another place."),
        ("ZZZZ-9999", "We do not know this code."),
        ("\x1dhttps://example.org/?q=" + "x" * 400, "We do not know this code."),
    ],
)
def test_bookings_refused(visitor: Visitor, paper: Paper, code: str, title: str) -> None:
    """Each booking that cannot be checked in gets its own answer, and the way back."""
    paper.scan(code)
    visitor.wait()
    assert title in visitor.reads()
    visitor.tap("Back")
    assert visitor.screen.page == "start"
