from datetime import timedelta

from waiting_room.rules import events as happened
from waiting_room.rules.calling import POLICIES
from waiting_room.simulator.play import play
from waiting_room.simulator.played import Outcome


def journal_of(zone, habits, day, seed):
    journal = []
    played = play(zone, habits, day, seed, [lambda event, at, room: journal.append((at, event))])
    return journal, played


def called_by(zone, policy):
    return zone.model_copy(update={"calling": zone.calling.model_copy(update={"policy": policy})})


def test_the_same_seed_plays_the_same_day(scenario, monday):
    """Two plays of one seed write the same journal, event by event; another seed another one."""
    first, played = journal_of(*scenario, monday, 7)

    assert journal_of(*scenario, monday, 7) == (first, played)
    assert journal_of(*scenario, monday, 8)[0] != first


def test_a_watcher_sees_every_event_after_the_room_has_changed(scenario, monday):
    """What an event says is so in the room when a watcher hears it, in order of time."""
    moments = []

    def watch(event, at, room):
        moments.append(at)
        if isinstance(event, happened.TicketIssued):
            assert event.ticket.number in room.tickets
        if isinstance(event, happened.TicketCalled):
            assert room.desks[event.counter].ticket == event.number

    play(*scenario, monday, 1, [watch])

    assert moments == sorted(moments)


def test_the_same_people_come_under_every_policy(scenario, monday):
    """Policies are compared on the same arrivals, concerns and lengths of visits."""
    zone, habits = scenario
    days = [play(called_by(zone, policy), habits, monday, 3) for policy in POLICIES]

    arrivals = [[(t.arrived_at, t.service, t.booked_for) for t in day.tickets] for day in days]
    assert all(one == arrivals[0] for one in arrivals)
    lengths = [
        {t.number: t.ended_at - t.started_at for t in day.tickets if t.started_at and t.counter}
        for day in days
    ]
    same = lengths[0].keys() & lengths[1].keys()
    speeds = {counter: known.speed for counter, known in habits.counters.items()}
    at = [{t.number: speeds[t.counter] for t in day.tickets if t.counter} for day in days]
    for number in same:
        needs = [lengths[n][number] * at[n][number] for n in (0, 1)]
        assert abs(needs[0] - needs[1]) < timedelta(milliseconds=1)


def test_one_counter_more_changes_nobody(scenario, monday):
    """Who comes, and when, does not depend on the staffing."""
    zone, habits = scenario
    fewer = habits.model_copy(
        update={"counters": {key: habits.counters[key] for key in ("1", "2", "3", "4")}}
    )
    full, less = (play(zone, one, monday, 3) for one in (habits, fewer))

    assert [t.arrived_at for t in full.tickets] == [t.arrived_at for t in less.tickets]
    assert full.tickets != less.tickets


def test_everybody_is_accounted_for(scenario, monday):
    """A ticket's times fit its outcome, and no counter is busier than it is open."""
    day = play(*scenario, monday, 5)

    for ticket in day.tickets:
        served = ticket.outcome is Outcome.SERVED
        assert served == (ticket.started_at is not None)
        assert (ticket.called_at is None) == (
            ticket.outcome in (Outcome.LEFT, Outcome.NEVER_CALLED)
        )
        if served:
            assert ticket.arrived_at <= ticket.called_at <= ticket.started_at <= ticket.ended_at
    assert {ticket.outcome for ticket in day.tickets} >= {Outcome.SERVED, Outcome.NO_SHOW}
    assert all(one.busy_s <= one.open_s for one in day.counters.values())


def test_the_day_ends_for_the_room_too(scenario, monday):
    """The last event opens the next day; whoever still waited was sent home by the rules."""
    zone, habits = scenario
    nobody_works = habits.model_copy(update={"counters": {}})
    journal, day = journal_of(zone, nobody_works, monday, 1)

    assert {ticket.outcome for ticket in day.tickets} <= {Outcome.NEVER_CALLED, Outcome.LEFT}
    ended = [event for _, event in journal if isinstance(event, happened.TicketCancelled)]
    assert {event.why for event in ended} == {"left", "day_ended"}
    assert journal[-1][1] == happened.DayOpened(day=monday + timedelta(days=1))
