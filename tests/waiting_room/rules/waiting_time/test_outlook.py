from datetime import timedelta

from waiting_room.rules import commands as asked
from waiting_room.rules.booking import Booking
from waiting_room.rules.waiting_time.outlook import OFTENEST, Outlook


def shown(outlook, day, number):
    return outlook.shown(day.room, day.room.tickets[number], day.now)


def test_everybody_is_shown_what_the_forecaster_says(two_skills):
    """Newcomers and those in line alike, to the minute."""
    for service in "abbab":
        two_skills.walk_in(service)
    outlook, room, now = Outlook(two_skills.forecaster), two_skills.room, two_skills.now
    for service in "ab":
        for standing in (*room.order.in_order(service, now), room.order.newcomer(service, now)):
            one = two_skills.forecaster(room, standing, service, now)
            all_together = outlook(room, standing, service, now)
            assert abs(all_together.middle_s - one.middle_s) <= 60


def test_under_load_what_is_shown_may_be_seconds_old(one_counter):
    """Within three seconds everything is made anew a few times only; then it is again."""
    outlook, made = Outlook(one_counter.forecaster), []
    everybody = one_counter.forecaster.everybody
    one_counter.forecaster.everybody = lambda *asked: made.append(1) or everybody(*asked)
    for _ in range(3 * OFTENEST):
        number = one_counter.walk_in("a")
        assert shown(outlook, one_counter, number) is not None
    assert len(made) == OFTENEST
    one_counter.later(seconds=3)
    shown(outlook, one_counter, number)

    assert len(made) == OFTENEST + 1


def test_a_person_sees_the_promise_until_it_is_said_to_be_later(one_counter):
    """The counter pauses for long: the promise stands, then it is said to be later."""
    for _ in range(3):
        number = one_counter.walk_in("a")
    outlook = Outlook(one_counter.forecaster)
    until = one_counter.room.tickets[number].promised_s[1]
    assert shown(outlook, one_counter, number).range_s[1] <= until
    one_counter >> asked.PauseCounter(counter="1")
    ends, later = [], []
    for minute in range(120):
        one_counter.later(minutes=1)
        seen = shown(outlook, one_counter, number)
        ends.append((minute + 1) * 60 + seen.range_s[1])
        later.append(seen.later)

    told = later.index(True)
    assert max(ends[:told]) <= until
    assert all(later[told:])


def test_who_lets_others_go_first_is_told_a_new_time(one_counter):
    """The old promise was for another place in line."""
    first = one_counter.walk_in("a")
    for _ in range(5):
        one_counter.walk_in("a")
    outlook = Outlook(one_counter.forecaster)
    before = shown(outlook, one_counter, first)
    one_counter.ask(asked.DelayTicket(token=one_counter.room.tickets[first].token, places=5), "web")
    one_counter.later(seconds=5)
    after = shown(outlook, one_counter, first)

    assert after.range_s[1] > before.range_s[1]
    assert not after.later


def test_who_let_others_go_first_is_not_held_to_the_old_promise_after_a_restart(one_counter):
    """A booked visitor, too: an outlook that begins anew shows a new time, not a later one."""
    code, ten_past = "AAAA-AAAA", one_counter.now + timedelta(minutes=10)
    booking = Booking(code=code, zone="small", service="a", starts_at=ten_past)
    one_counter >> asked.AddBookings(bookings=(booking,))
    one_counter >> asked.CheckIn(code=code, token=one_counter.token())
    (first,) = one_counter.room.tickets
    for _ in range(5):
        one_counter.walk_in("a")
    token = one_counter.room.tickets[first].token
    one_counter.ask(asked.DelayTicket(token=token, places=5), "web")

    assert one_counter.room.tickets[first].promised_s is None
    assert not shown(Outlook(one_counter.forecaster), one_counter, first).later


def test_nobody_is_told_what_nobody_can_know(one_counter):
    """Without a counter there is no time."""
    number = one_counter.walk_in("a")
    one_counter >> asked.CloseCounter(counter="1")

    assert shown(Outlook(one_counter.forecaster), one_counter, number) is None
