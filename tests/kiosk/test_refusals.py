from datetime import UTC, datetime

import pytest

from kiosk.refusals import refusal
from waiting_room.wire.messages import Fault
from waiting_room.words import catalogue

from .conftest import Paper, Visitor

AT = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
CODES = (
    "closed",
    "booked_only",
    "too_early",
    "too_late",
    "other_day",
    "other_zone",
    "booking_cancelled",
    "not_a_booking",
    "unreadable",
    "no_answer",
    "numbers_used_up",
    "unknown_service",
)
GENERAL = refusal(catalogue("en"), Fault(code="something_new", text="?"), "UTC")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("at", [AT, None])
def test_each_no_has_its_sentence(code: str, at: datetime | None) -> None:
    """Each reason is said on its own, with a next step, also when no time is known."""
    said = refusal(catalogue("en"), Fault(code=code, text="?", at=at), "Europe/Berlin")
    assert said.title != GENERAL.title
    assert said.text.endswith(".")


def test_all_titles_differ() -> None:
    """No two reasons are said alike."""
    titles = {refusal(catalogue("en"), Fault(code=code, text="?"), "UTC").title for code in CODES}
    assert len(titles) == len(CODES)


def test_unknown_reason() -> None:
    """A reason that is new to this kiosk gets a general sentence with a next step."""
    assert GENERAL.text == "Please try again, or go to the reception desk."


def test_times_are_the_zones() -> None:
    """The time to come back is on the zone's clock."""
    said = refusal(catalogue("en"), Fault(code="too_early", text="?", at=AT), "Europe/Berlin")
    assert "09:30" in said.text


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
