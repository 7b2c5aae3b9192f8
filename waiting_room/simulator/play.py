"""Play: one day of a zone in virtual time, decided by the real rules."""

from collections.abc import Sequence
from datetime import date, timedelta

from waiting_room.rules.commands import AddBookings, OpenDay
from waiting_room.rules.waiting_time import Forecasts, no_forecast
from waiting_room.rules.zone import Zone
from waiting_room.simulator.clerks import Clerk
from waiting_room.simulator.habits import Habits
from waiting_room.simulator.plan import Plan, plan_day
from waiting_room.simulator.played import DayPlayed
from waiting_room.simulator.record import Record
from waiting_room.simulator.stage import Acting, Stage, Watcher
from waiting_room.simulator.visitors import come

TOKEN_LETTERS = str.maketrans("0189", "aeio")
"""Digits that a token does not have, and letters that stand for them."""


def play(
    zone: Zone,
    habits: Habits,
    day: date,
    seed: int,
    watchers: Sequence[Watcher] = (),
    forecasts: Forecasts = no_forecast,
) -> DayPlayed:
    """Play a day from its opening to the opening of the next; the same seed, the same journal.

    With the same seed the same people come with the same needs, whatever the policy and the
    staffing; `forecasts` are what the rules tell them on arrival. Each watcher is called after
    each event that the room has applied, up to the last one, which opens the next day and so
    clears the room.
    """
    planned = plan_day(zone, habits, day, seed)
    starts = timedelta(hours=zone.day_starts.hour, minutes=zone.day_starts.minute)
    record = Record()
    stage = Stage(zone, planned.midnight, starts.total_seconds(), (record, *watchers), forecasts)
    stage.ask(OpenDay(now=stage.now))
    stage.ask(AddBookings(bookings=planned.bookings))
    stage.clock.process(_arrivals(stage, planned))
    for counter in planned.staffed:
        clerk = Clerk(
            stage, counter, habits.counters[counter], habits.calls, habits.stay_on_min * 60
        )
        stage.clock.process(clerk.work())
        stage.clock.process(clerk.timetable())
    stage.clock.run(until=(starts + timedelta(days=1)).total_seconds())
    played = record.day(day, stage.room, stage.turned_away)
    stage.ask(OpenDay(now=stage.now))
    return played


def _arrivals(stage: Stage, planned: Plan) -> Acting:
    """Let everybody come at their time."""
    for number, visitor in enumerate(planned.visitors):
        yield stage.wait_until(visitor.comes_s)
        token = f"{number:026}".translate(TOKEN_LETTERS)
        stage.clock.process(come(stage, visitor, token))
