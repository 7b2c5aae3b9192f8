import json
import random
from contextlib import suppress
from datetime import timedelta

import pytest

from tests.waiting_room.rules.conftest import example_zone
from tests.waiting_room.rules.test_stateful import ALWAYS
from tests.waiting_room.rules.waiting_time.conftest import WatchedDay, small_zone
from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.forecaster import Forecaster


def busy_days(forecaster, days=2, seed=1, ask_between=False):
    """Play some days of random arrivals and calls; gives the journal."""
    zone = small_zone({"1": ["a", "b"], "2": ["b"]}, {"a": 10, "b": 20})
    day, chance, journal = WatchedDay(zone, forecaster), random.Random(seed), []
    journal += [(day.now, event) for event in day.history]
    for _ in range(days):
        for _ in range(60):
            day.later(seconds=chance.randint(1, 400))
            before, counter = len(day.history), chance.choice("12")
            steps = [
                asked.CallNext(counter=counter),
                asked.StartServing(counter=counter),
                asked.FinishServing(counter=counter),
                asked.MarkNoShow(counter=counter),
            ]
            with suppress(Refused):
                day.walk_in(chance.choice("ab"))
                day >> chance.choice(steps)
            journal += [(day.now, event) for event in day.history[before:]]
            if ask_between:
                day.forecaster.everybody(day.room, day.now)
                day.forecaster(day.room, day.room.order.newcomer("a", day.now), "a", day.now)
        before = len(day.history)
        day.tomorrow()
        journal += [(day.now, event) for event in day.history[before:]]
    return zone, journal


def test_the_same_events_give_the_same_state_whatever_was_asked_between():
    """So the hub can rebuild it from the journal."""
    asked_much, asked_little = Forecaster(), Forecaster()
    busy_days(asked_much, ask_between=True)
    busy_days(asked_little)

    assert asked_much.keep("small") == asked_little.keep("small")


def test_the_journal_alone_gives_the_state_that_the_live_day_gave():
    """Live, the wait is asked for before the ticket is issued; from the journal only after."""
    live, rebuilt = Forecaster(), Forecaster()
    zone, journal = busy_days(live)
    room = WaitingRoom(zone)
    for at, event in journal:
        room.apply(event, at)
        rebuilt.saw(event, at, room)

    assert rebuilt.keep("small") == live.keep("small")


def test_the_journal_alone_tells_apart_who_came_at_the_same_moment():
    """Each of four tickets is held against what it was told, live and rebuilt alike."""
    live, rebuilt = Forecaster(), Forecaster()
    day = WatchedDay(small_zone({"1": ["a"]}, {"a": 10}), live)
    for _ in range(4):
        day.walk_in("a")
    for _ in range(4):
        day.serve("1", minutes=0)
    room = WaitingRoom(day.room.zone)
    for event in day.history:
        room.apply(event, day.now)
        rebuilt.saw(event, day.now, room)

    assert rebuilt.keep("small") == live.keep("small")


@pytest.mark.parametrize("asks", [False, True])
def test_who_is_booked_is_learned_from_whatever_was_asked_between(asks):
    """Nobody comes for the first booking; one for another day is made last of all."""
    day = WatchedDay(small_zone({"1": ["a"]}, {"a": 10}))
    booking = {"zone": "small", "service": "a"}
    for code, ahead in (("AAAA-0001", timedelta(hours=1)), ("AAAA-0002", timedelta(days=1))):
        one = Booking(code=code, starts_at=day.now + ahead, **booking)
        day >> asked.AddBookings(bookings=(one,))
    day.walk_in("a")
    day.serve("1", minutes=5)
    day >> asked.AddBookings(bookings=(one.model_copy(update={"minutes": 20}),))
    if asks:
        day.forecaster.everybody(day.room, day.now)
    day.tomorrow()

    assert day.forecaster.knowledge.learned.booked_come.mean == pytest.approx(9 / 11)


def test_not_more_than_one_ticket_in_a_second_is_asked_of_all(one_counter):
    """Of four who come within a second one is compared, and the one who comes a second later."""
    one_counter.walk_in("a")
    one_counter.call("1")
    for passed_ms in (0, 400, 400, 100, 100):
        one_counter.later(milliseconds=passed_ms)
        one_counter.walk_in("a")
    for _ in range(5):
        one_counter >> asked.FinishServing(counter="1")
        one_counter.call("1")

    assert one_counter.forecaster.knowledge.choice.errors["state-simulation"].weight == 2


def test_a_newcomer_and_the_ticket_are_told_the_same(two_skills):
    """What decides on the promise is what the reply says."""
    for service in "abbabb":
        two_skills.later(minutes=1)
        newcomer = two_skills.room.order.newcomer(service, two_skills.now)
        before = two_skills.forecaster(two_skills.room, newcomer, service, two_skills.now)
        ticket = two_skills.room.tickets[two_skills.walk_in(service)]
        standing = two_skills.room.order.standing(ticket)
        after = two_skills.forecaster(two_skills.room, standing, service, two_skills.now)

        assert before == after
        assert ticket.promised_s == before.range_s


def test_two_who_come_at_the_same_moment_are_not_told_the_same_place(one_counter):
    """The second one has the first ahead."""
    first, second = (one_counter.room.tickets[one_counter.walk_in("a")] for _ in range(2))

    assert second.promised_s[1] > first.promised_s[1]


def test_every_called_ticket_counts_served_or_not(one_counter):
    """A no-show's wait is held against what was told, too; who left without a call is not."""
    for _ in range(3):
        one_counter.walk_in("a")
    one_counter.later(minutes=3)
    one_counter.call("1")
    one_counter >> asked.FinishServing(counter="1")
    one_counter >> asked.CallNext(counter="1")
    one_counter.later(minutes=2)
    one_counter >> asked.MarkNoShow(counter="1")
    one_counter.tomorrow()

    assert one_counter.forecaster.accuracy().zone.tickets == 2


def test_a_ticket_called_again_counts_once(one_counter):
    """Only the first call is what was forecast."""
    number = one_counter.walk_in("a")
    one_counter >> asked.CallNext(counter="1")
    one_counter >> asked.Recall(counter="1")
    one_counter >> asked.HoldTicket(counter="1")
    one_counter >> asked.CallTicket(counter="1", number=number)

    assert one_counter.forecaster.accuracy().zone.tickets == 1


def test_what_was_learned_can_be_kept():
    """Written down and read again, it is the same and goes on in the same way."""
    forecaster = Forecaster()
    busy_days(forecaster, days=3)
    again = Forecaster.remember(forecaster.keep("small"), "small")
    assert again.keep("small") == forecaster.keep("small")
    busy_days(forecaster, seed=5)
    busy_days(again, seed=5)

    assert again.keep("small") == forecaster.keep("small")


def test_what_is_broken_or_foreign_is_not_believed():
    """Neither half a row nor another zone's."""
    kept = Forecaster().keep("small")
    for zone, text in (("small", kept[:-9]), ("large", kept), ("small", '{"zone": "small"}')):
        with pytest.raises(ValueError, match=r"."):
            Forecaster.remember(text, zone)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("features", ["one"]),
        ("estimators", ["state-simulation", "guess"]),
        ("length_edges", [0.5, 1.0]),
        ("wait_edges_min", [0, 30]),
    ],
)
def test_what_meant_something_else_is_not_believed(name, value):
    """Weights of other features, errors of other estimators, counts in other bins."""
    row = json.loads(Forecaster().keep("small"))
    row["meaning"][name] = value
    with pytest.raises(ValueError, match="another version"):
        Forecaster.remember(json.dumps(row), "small")


def test_a_zone_may_change_its_services_and_counters():
    """What is new begins with the zone's file; what is gone stays unused."""
    forecaster = Forecaster()
    busy_days(forecaster)
    changed = WatchedDay(small_zone({"3": ["c", "b"]}, {"b": 20, "c": 5}), forecaster)
    changed.walk_in("c")

    assert changed.room.tickets["A001"].promised_s is not None


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_a_forecast_is_a_range_or_none(seed):
    """Holds, transfers, undone steps, pauses, several services: nothing breaks it."""
    chance = random.Random(seed)
    clerks = [{"id": "maria", "name": "Maria"}, {"id": "omar", "name": "Omar"}]
    day = WatchedDay(example_zone(**ALWAYS, clerk=clerks))
    services = ["new-application", "hand-in-documents", "question", "emergency"]
    for _ in range(400):
        day.later(seconds=chance.randint(0, 200))
        counter = chance.choice(["1", "2", "3", "4"])
        number = chance.choice([*day.room.tickets, "A999"])
        service = chance.choice(services)
        choices = [
            *[asked.IssueTicket(service=service, token=day.token())] * 3,
            asked.IssueTicket(service=service, token=day.token(), also=("question",)),
            *[asked.CallNext(counter=counter)] * 3,
            *[asked.StartServing(counter=counter)] * 2,
            *[asked.FinishServing(counter=counter)] * 2,
            asked.CallTicket(counter=counter, number=number),
            asked.AddService(counter=counter, service=service),
            asked.MarkNoShow(counter=counter),
            asked.HoldTicket(counter=counter),
            asked.ResumeTicket(number=number),
            asked.TransferTicket(counter=counter, service=service),
            asked.TransferTicket(counter=counter, to_counter=chance.choice("123")),
            asked.CancelTicket(number=number),
            asked.Undo(counter=counter),
            asked.PauseCounter(counter=counter),
            asked.OpenCounter(counter=counter, clerk=chance.choice([None, "maria", "omar"])),
            asked.CloseCounter(counter=counter),
            asked.PassTime(),
        ]
        try:
            day.ask(chance.choice(choices), "counter-1")
        except Refused:
            continue
        for forecast in day.forecaster.everybody(day.room, day.now).values():
            assert forecast is None or 0 <= forecast.low_s <= forecast.high_s


def test_a_forecast_is_asked_only_of_the_day_that_is_open(one_counter):
    """The next day begins without anybody of the day before."""
    one_counter.walk_in("a")
    one_counter.tomorrow()

    assert isinstance(one_counter.history[-2], happened.DayOpened)
    assert one_counter.question("a").place.before == 0
