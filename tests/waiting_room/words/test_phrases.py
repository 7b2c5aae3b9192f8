from datetime import UTC, datetime

import pytest

from waiting_room.words import Catalogue, phrases

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


def test_a_number_is_shown_with_a_narrow_space():
    """Letter and digits are told apart but never broken over a line."""
    assert phrases.spaced("K042") == "K\u202f042"


def test_today_is_said_by_time_and_later_by_day():
    """An opening on the same day needs no date."""
    zone = "Europe/Berlin"
    assert "13:00" in phrases.opens(ENGLISH, NINE.replace(hour=12), NINE, zone)
    assert "Tuesday 24 November" in phrases.opens(ENGLISH, NINE.replace(day=24), NINE, zone)
    assert phrases.opens(ENGLISH, None, NINE, zone) == "closed"
