"""Counters ahead: when each is free for its next call, and when it will break or end."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from math import exp, inf, log

from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.durations import STEPS
from waiting_room.rules.waiting_time.history import History
from waiting_room.rules.waiting_time.routine import LATE_S, Break

LATE_OPENING_S = 300.0
"""A counter that has not opened so long after its usual time stays closed today."""

BACK_SOON_S = 60.0
"""Whoever has overstayed a break is expected back in this time."""

NEARLY_OVER = 0.3
"""A visit longer than any before is expected to go on for so much of its length at most."""


@dataclass(frozen=True, slots=True)
class CounterAhead:
    """One counter's next hours; all times in seconds from now, inf for never."""

    counter: str
    breaks: tuple[Break, ...]
    ends_s: float


def counter_ahead(history: History, counter: str, second: float) -> CounterAhead:
    """Tell which of its usual breaks a counter has not had yet, and when it ends."""
    usual = history.counters.usual[counter]
    had = history.counters.pauses_s(counter)
    breaks = (
        Break(one.begins_s - second, one.length_s, one.share)
        for one in usual.breaks
        if one.begins_s + LATE_S > second and not any(one.began(began_s) for began_s in had)
    )
    return CounterAhead(
        counter, tuple(breaks), inf if usual.ends_s is None else usual.ends_s - second
    )


def free_in_s(
    room: WaitingRoom, history: History, counter: str, now: datetime, luck: float
) -> float:
    """Tell in how many seconds a counter will call next; inf if it will not.

    `luck` between 0 and 1 says how it goes: of all lengths the visit in front can still have, the
    one that this share of them does not exceed.
    """
    desk = room.desks[counter]
    if desk.status is CounterStatus.CLOSED:
        return _opens_in_s(history, counter, history.second(now), luck)
    if desk.status is CounterStatus.PAUSED:
        return _back_in_s(history, counter, history.second(now))
    turnaround_s = history.learned.turnaround.mean
    if desk.ticket is None:
        return -log(1 - luck) * turnaround_s
    return _visit_left_s(history, desk.ticket, now, luck) + turnaround_s


def _opens_in_s(history: History, counter: str, second: float, luck: float) -> float:
    opens_s = history.counters.usual[counter].opens_s
    if opens_s is None or counter in history.counters.days:
        return inf
    due_in_s = opens_s - second
    comes = luck < history.learned.routines[counter].staffed.mean
    return max(due_in_s, 0.0) if comes and due_in_s > -LATE_OPENING_S else inf


def _back_in_s(history: History, counter: str, second: float) -> float:
    began_s = history.counters.pauses_s(counter)[-1]
    length_s = history.learned.pause.mean
    for one in history.counters.usual[counter].breaks:
        if one.began(began_s):
            length_s = one.length_s
    return max(began_s + length_s - second, BACK_SOON_S)


def _visit_left_s(history: History, number: str, now: datetime, luck: float) -> float:
    """Tell how long the counter of a called ticket still has to do with it."""
    learned, called = history.learned, history.counters.in_front[number]
    elapsed_s = max(0.0, (now - called.called_at).total_seconds())  # a clock may be set back
    if not called.started:
        # The longer nobody comes, the less likely somebody will.
        missing = learned.showing_up.missing(called.waited_s or 0.0, called.booked)
        coming = (1 - missing) * exp(-elapsed_s / learned.walk.mean)
        missing = missing / (missing + coming)
        if luck < missing:
            return max(learned.missed.mean - elapsed_s, 0.0)
        luck = (luck - missing) / (1 - missing)
    mean_s = learned.visits.mean_s(called.service) * learned.speeds[called.counter].mean
    shorter = bisect_right(history.lengths, elapsed_s / mean_s)
    if shorter == STEPS:
        return elapsed_s * NEARLY_OVER * luck
    return history.lengths[shorter + int(luck * (STEPS - shorter))] * mean_s - elapsed_s
