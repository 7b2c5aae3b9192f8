from datetime import UTC, datetime

import pytest

from waiting_room.words import LANGUAGES, Catalogue, phrases

ENGLISH = Catalogue("en")
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wait_s", "said"),
    [
        (None, "not known yet"),
        ((0, 0), "soon"),
        ((0, 290), "soon"),
        ((0, 600), "up to \u206610\u2069 minutes"),
        ((600, 600), "about \u206610\u2069 minutes"),
        ((900, 1500), "\u206615–25\u2069 minutes"),
        ((959, 1441), "\u206615–25\u2069 minutes"),
        ((20_000, 40_000), "more than 3 hours"),
    ],
)
def test_waits_are_said_in_steps_of_five_minutes(wait_s, said):
    """The lower end is rounded down, the upper end up: the promise is kept."""
    assert phrases.wait(ENGLISH, wait_s) == said


def test_people_before_you_are_counted_as_people_speak():
    """None, one and many are said differently."""
    assert phrases.ahead(ENGLISH, 0) == "Nobody is before you."
    assert phrases.ahead(ENGLISH, 1) == "1 person before you"
    assert phrases.ahead(ENGLISH, 7) == "7 people before you"


def test_the_last_is_not_told_so():
    """Somebody behind is comfort, nobody behind is left unsaid."""
    assert phrases.behind(ENGLISH, 0) == ""
    assert phrases.behind(ENGLISH, 1) == "1 person behind you"
    assert phrases.behind(ENGLISH, 4) == "4 people behind you"


def test_a_number_is_shown_with_a_narrow_space():
    """Letter and digits are told apart but never broken over a line."""
    assert phrases.spaced("K042") == "K\u202f042"


def test_today_is_said_by_time_and_later_by_day():
    """An opening on the same day needs no date."""
    zone = "Europe/Berlin"
    assert "13:00" in phrases.opens(ENGLISH, NINE.replace(hour=12), NINE, zone)
    assert "Tuesday 24 November" in phrases.opens(ENGLISH, NINE.replace(day=24), NINE, zone)
    assert phrases.opens(ENGLISH, None, NINE, zone) == "closed"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("booked_only", ["only with a booking"]),
        ("quota_reached", ["all tickets of today are given out", "again on …"]),
        ("full_today", ["today is full", "again on …"]),
        ("closed", ["opens on …"]),
        (None, ["opens on …"]),
    ],
)
def test_no_tickets_now_says_why_and_when_again(code, said):
    """Each reason is told on its own, and the day it ends."""
    tuesday = "Tuesday 24 November at \u206609:00\u2069"
    parts = phrases.no_tickets(ENGLISH, code, NINE.replace(day=24), NINE, "Europe/Berlin")
    assert parts == [part.replace("…", tuesday) for part in said]


def test_no_tickets_without_an_end():
    """Where nobody knows when there are tickets again, only the reason is said."""
    assert phrases.no_tickets(ENGLISH, "full_today", None, NINE, "UTC") == ["today is full"]
    assert phrases.no_tickets(ENGLISH, "closed", None, NINE, "UTC") == ["closed"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_kept_has_its_year(language):
    """A date on paper can be told from that of another year, in every language."""
    assert "2026" in phrases.date(Catalogue(language), NINE, "Europe/Berlin")
    assert "2026" not in phrases.day(Catalogue(language), NINE, "Europe/Berlin")
