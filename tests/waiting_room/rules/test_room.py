import random
from datetime import timedelta

import pytest

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import MOVES, Status

OPEN = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


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


def some_command(day, choose):
    """Choose any command, sensible or not."""
    counter = choose.choice([*day.room.counters, "99"])
    number = choose.choice([*day.room.tickets, "K999"])
    service = choose.choice([*day.room.services, "fishing"])
    return choose.choice(
        [
            asked.IssueTicket(service=service, token=day.token()),
            asked.CallNext(counter=counter),
            asked.CallTicket(counter=counter, number=number),
            asked.Recall(counter=counter),
            asked.StartServing(counter=counter),
            asked.FinishServing(counter=counter),
            asked.MarkNoShow(counter=counter),
            asked.HoldTicket(counter=counter),
            asked.ResumeTicket(number=number),
            asked.ResumeTicket(number=number, counter=counter),
            asked.TransferTicket(counter=counter, service=service),
            asked.TransferTicket(counter=counter, to_counter=counter),
            asked.CancelTicket(number=number),
            asked.OpenCounter(counter=counter),
            asked.PauseCounter(counter=counter),
            asked.CloseCounter(counter=counter),
            asked.OpenDay(now=day.now),
        ]
    )


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_asked_the_room_stays_whole(make_day, seed):
    """After any commands: each waiting ticket stands in one line, each called one at one desk."""
    choose = random.Random(seed)
    day = make_day(hours=OPEN)
    for _ in range(400):
        day.later(seconds=choose.randrange(600))
        try:
            day >> some_command(day, choose)
        except Refused:
            continue
        check_whole(day.room)


def check_whole(room: WaitingRoom) -> None:
    in_lines = [n for line in (*room.lines.values(), *room.own_lines.values()) for n in line]
    at_desks = [desk.ticket for desk in room.desks.values() if desk.ticket]
    by_status = {status: set() for status in Status}
    for number, ticket in room.tickets.items():
        by_status[ticket.status].add(number)
    assert sorted(in_lines) == sorted(by_status[Status.WAITING])
    assert sorted(at_desks) == sorted(by_status[Status.CALLED] | by_status[Status.SERVING])
    assert set(room.on_hold) == by_status[Status.ON_HOLD]


@pytest.mark.parametrize("seed", range(5))
def test_the_journal_rebuilds_the_room(make_day, seed):
    """Applying the events again gives the same room, ticket by ticket."""
    choose = random.Random(seed)
    day = make_day(hours=OPEN)
    journal = []
    for _ in range(300):
        day.later(seconds=choose.randrange(300))
        before = len(day.history)
        try:
            day >> some_command(day, choose)
        except Refused:
            continue
        journal += [(day.now, event) for event in day.history[before:]]
    again = WaitingRoom(day.room.zone)
    for event in day.history[: len(day.history) - len(journal)]:
        again.apply(event, day.now)
    for at, event in journal:
        again.apply(event, at)

    assert again.tickets == day.room.tickets
    assert {k: list(v) for k, v in again.lines.items()} == {
        k: list(v) for k, v in day.room.lines.items()
    }
    assert again.desks == day.room.desks
