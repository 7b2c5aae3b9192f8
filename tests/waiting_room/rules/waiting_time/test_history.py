import pytest

from waiting_room.rules import commands as asked
from waiting_room.rules.booking import Booking


def booked(code, starts_at, **fields):
    return Booking(code=code, zone="small", service="a", starts_at=starts_at, **fields)


def test_a_visit_is_learned_from_call_to_end(one_counter):
    """Fifty visits of six minutes, and six minutes are expected rather than ten."""
    for _ in range(50):
        one_counter.walk_in("a")
        one_counter.serve("1", minutes=6)

    learned = one_counter.forecaster.history.learned
    speed = learned.speeds["1"].mean
    assert learned.visits.mean_s("a") * speed == pytest.approx(6 * 60, rel=0.1)


def test_a_visit_that_nobody_ended_teaches_nothing(one_counter):
    """A clerk goes home with the visit open; the day's end closes it hours later."""
    one_counter.walk_in("a")
    one_counter.call("1")
    before = one_counter.forecaster.history.learned.visits.mean_s("a")
    one_counter.tomorrow()

    assert one_counter.forecaster.history.learned.visits.mean_s("a") == before


def test_a_call_that_nobody_answered_is_no_visit(one_counter):
    """It teaches how long a counter waits, and that people are missing."""
    learned = one_counter.forecaster.history.learned
    before = learned.visits.mean_s("a"), learned.showing_up.missing(60, booked=False)
    one_counter.walk_in("a")
    one_counter.later(minutes=1)
    one_counter >> asked.CallNext(counter="1")
    one_counter.later(minutes=4)
    one_counter >> asked.MarkNoShow(counter="1")

    assert learned.visits.mean_s("a") == before[0]
    assert learned.showing_up.missing(60, booked=False) > before[1]
    assert learned.missed.mean > 120


def test_a_slow_counter_is_known_to_be_slow(two_skills):
    """Counter 1 takes thirty minutes for what counter 2 does in ten."""
    for counter, minutes in (("1", 30), ("2", 10)) * 20:
        two_skills.walk_in("b")
        two_skills.serve(counter, minutes)

    speeds = two_skills.forecaster.history.learned.speeds
    assert speeds["1"].mean > 1.4 * speeds["2"].mean


def test_an_undone_call_leaves_the_counter_free_again(one_counter):
    """Nothing is in front, and the ticket waits as before."""
    number = one_counter.walk_in("a")
    one_counter >> asked.CallNext(counter="1")
    one_counter >> asked.Undo(counter="1")
    counters = one_counter.forecaster.history.counters

    assert counters.in_front == {}
    assert "1" in counters.free_since
    one_counter >> asked.CallNext(counter="1")
    assert number in counters.in_front


def test_a_break_is_seen_on_the_days_that_follow(one_counter):
    """After four days with a pause at ten, the fifth expects one."""
    for _ in range(4):
        one_counter.walk_in("a")
        one_counter.later(hours=1)
        one_counter >> asked.PauseCounter(counter="1")
        one_counter.later(minutes=20)
        one_counter >> asked.OpenCounter(counter="1")
        one_counter.later(hours=-1, minutes=-20)
        one_counter.tomorrow()

    (usual,) = one_counter.forecaster.history.counters.usual["1"].breaks
    assert (usual.begins_s, usual.length_s) == (10 * 3600, 20 * 60)


def test_who_is_booked_today_is_to_come_until_they_check_in(one_counter):
    """Bookings of other days and cancelled ones are none of today's."""
    at_ten = one_counter.now.replace(hour=9)
    bookings = [
        booked("AAAA-AAAA", at_ten),
        booked("BBBB-BBBB", at_ten.replace(day=24)),
        booked("CCCC-CCCC", at_ten, cancelled=True),
    ]
    one_counter >> asked.AddBookings(bookings=tuple(bookings))
    history, room = one_counter.forecaster.history, one_counter.room
    assert [one.code for one in history.bookings_to_come(room)] == ["AAAA-AAAA"]

    one_counter.later(minutes=45)
    one_counter >> asked.CheckIn(code="AAAA-AAAA", token=one_counter.token())
    assert history.bookings_to_come(room) == []
    one_counter.tomorrow()
    assert history.bookings_to_come(room) == [bookings[1]]


def test_a_booking_that_was_changed_is_to_come_once(one_counter):
    """At its new time, in order with the others; once cancelled, not at all."""
    first, other = (booked(f"AAAA-000{n}", one_counter.now.replace(hour=9 + n)) for n in range(2))
    moved = first.model_copy(update={"starts_at": first.starts_at.replace(hour=14), "revision": 1})
    gone = moved.model_copy(update={"cancelled": True, "revision": 2})
    history, room = one_counter.forecaster.history, one_counter.room
    one_counter >> asked.AddBookings(bookings=(first, other))
    assert history.bookings_to_come(room) == [first, other]
    one_counter >> asked.AddBookings(bookings=(moved,))
    assert history.bookings_to_come(room) == [other, moved]
    one_counter >> asked.AddBookings(bookings=(gone,))
    assert history.bookings_to_come(room) == [other]


def test_how_early_the_booked_come_is_learned_and_whether_they_do(one_counter):
    """Five check in twenty minutes early and five stay away: that is expected from then on."""
    learned = one_counter.forecaster.history.learned
    in_time = one_counter.now.replace(minute=20)
    bookings = [booked(f"AAAA-000{one}", in_time) for one in range(10)]
    one_counter >> asked.AddBookings(bookings=tuple(bookings))
    for booking in bookings[:5]:
        one_counter >> asked.CheckIn(code=booking.code, token=one_counter.token())
    one_counter.tomorrow()

    assert learned.early.mean == pytest.approx((10 * 300 + 5 * 1200) / 15)
    assert learned.booked_come.mean == pytest.approx((10 * 0.9 + 5 * 1.0) / 20)


def test_a_visit_that_was_never_started_teaches_no_length(one_counter):
    """Set aside at the counter before anybody began: nobody was served in these minutes."""
    one_counter.walk_in("a")
    before = one_counter.forecaster.history.learned.visits.mean_s("a")
    one_counter >> asked.CallNext(counter="1")
    one_counter.later(minutes=4)
    one_counter >> asked.HoldTicket(counter="1")

    assert one_counter.forecaster.history.learned.visits.mean_s("a") == before


def test_what_ends_before_it_began_teaches_nothing(one_counter):
    """A clock set back by an hour leaves every length as it was, and no wait below nothing."""
    learned = one_counter.forecaster.history.learned
    lengths = [learned.visits.means["a"], learned.any_visit, learned.speeds["1"], learned.walk]
    lengths += [learned.missed, learned.pause, learned.turnaround, learned.reaction]
    before = [length.mean for length in lengths]
    steps = [
        [asked.CallNext(counter="1"), asked.StartServing(counter="1")],
        [asked.FinishServing(counter="1"), asked.CallNext(counter="1")],
        [asked.MarkNoShow(counter="1"), asked.PauseCounter(counter="1")],
        [asked.OpenCounter(counter="1")],
    ]
    for _ in range(3):
        one_counter.walk_in("a")
    for first, *others in steps:
        for step in (first, *others):
            one_counter.later(hours=-1)
            one_counter >> step

    assert [length.mean for length in lengths] == before
    assert min(one_counter.forecaster.history.waits["a"]) == 0


def test_a_call_that_lies_ahead_of_the_clock_has_just_happened(one_counter):
    """Hours after the clock was set back, waits are told as on any day."""
    one_counter.walk_in("a")
    one_counter >> asked.CallNext(counter="1")
    just_called = one_counter.question("a").waits
    one_counter.later(hours=-8)

    assert one_counter.question("a").waits == just_called
