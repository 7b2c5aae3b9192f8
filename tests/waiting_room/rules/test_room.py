from datetime import timedelta

import pytest

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking
from waiting_room.rules.ticket import MOVES, Status


def test_a_new_day_starts_empty_and_numbers_start_again(day):
    """Yesterday's open tickets are closed with the reason, and K001 comes again."""
    waiting, serving = day.walk_in(), day.walk_in("new-application")
    day >> asked.CallNext(counter="3")
    day >> asked.StartServing(counter="3")
    day.later(days=1)

    events = day >> asked.OpenDay(now=day.now)

    assert happened.TicketCancelled(number=waiting, why="day_ended") in events
    assert happened.ServingFinished(number=serving, counter="3", outcome="day_ended") in events
    assert isinstance(events[-1], happened.DayOpened)
    assert day.room.tickets == {}
    assert day.walk_in("hand-in-documents") == "K001"


def test_a_booking_is_forgotten_with_the_next_day_once_it_began_a_day_ago(day):
    """The room of a hub that runs for years holds no more than one that has just begun."""
    moments = {"OVER-0000": -25, "LATE-0000": -23, "SOON-0000": 48}
    bookings = [
        Booking(
            code=code, zone="sued", service="advice", starts_at=day.now + timedelta(hours=h + 24)
        )
        for code, h in moments.items()
    ]
    day >> asked.AddBookings(bookings=tuple(bookings))
    assert set(day.room.bookings) == set(moments)

    day.later(days=1)
    day >> asked.OpenDay(now=day.now)

    assert set(day.room.bookings) == {"LATE-0000", "SOON-0000"}


def test_a_booking_that_was_changed_is_known_for_as_long_as_an_older_paper_of_it(make_day):
    """Nobody comes in with the code of before, on the day that it was for at first."""
    day = make_day()
    ahead = next(one.booking.open_days_ahead for one in day.room.zone.services if one.booking)
    moved = {"code": "MOVE-0000", "zone": "sued", "service": "advice", "revision": 1}
    day >> asked.AddBookings(bookings=(Booking(**moved, starts_at=day.now),))
    for days, known in ((ahead, {"MOVE-0000"}), (1, {"MOVE-0000"}), (1, set())):
        day.later(days=days)
        day >> asked.OpenDay(now=day.now)
        assert set(day.room.bookings) == known


def test_a_day_never_opens_twice_or_backwards(day):
    """A clock that jumps back opens no older day."""
    assert day >> asked.OpenDay(now=day.now + timedelta(hours=3)) == []
    assert day >> asked.OpenDay(now=day.now - timedelta(days=3)) == []


def test_the_day_rolls_over_at_the_configured_hour(day):
    """At 03:59 it is still yesterday, at 04:00 it is today."""
    zone = day.room.zone
    early = day.now.replace(hour=2, minute=59) + timedelta(days=1)

    assert (zone.day_of(early + timedelta(minutes=1)) - zone.day_of(early)).days == 1


def test_every_status_has_its_moves():
    """The table of moves names every status; finished and cancelled are the end."""
    assert set(MOVES) == set(Status)
    assert MOVES[Status.FINISHED] == MOVES[Status.CANCELLED] == frozenset()


def test_a_move_that_is_not_in_the_table_is_a_bug(day):
    """The room itself never makes a forbidden move."""
    ticket = day.room.tickets[day.walk_in()]

    with pytest.raises(AssertionError, match="cannot go from waiting to finished"):
        ticket.moved(Status.FINISHED)


def test_lines_that_share_a_counter_are_told_in_the_zones_order(make_day):
    """Whoever adds them up gets the same in every process, to the last digit."""
    taken = ["question", "advice", "emergency", "new-application", "hand-in-documents"]
    day = make_day(counter=[{"id": "1", "name": {}, "services": taken}])
    services = [service.id for service in day.room.zone.services]

    assert day.room.sharing("question") == [one for one in services if one in taken]
    day >> asked.CloseCounter(counter="1")
    assert day.room.sharing("question") == ["question"]
