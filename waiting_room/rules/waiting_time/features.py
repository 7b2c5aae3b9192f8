"""Features: what the linear model sees of a question, in minutes, hours and counts."""

from statistics import fmean, pstdev

from waiting_room.rules.waiting_time.head_of_line import head_of_line
from waiting_room.rules.waiting_time.last_to_enter import last_to_enter
from waiting_room.rules.waiting_time.question import Question
from waiting_room.rules.waiting_time.with_abandonment import with_abandonment

LONGEST_DAY_H = 24.0

FEATURES = (
    "one", "simulated", "spread", "median", "first_minutes", "root", "over_10", "over_25",
    "with_abandonment", "head_of_line", "last_to_enter", "before", "takers", "away",
    "open_for", "almost_closed", "simulated_late",
)  # fmt: skip
"""Their names; weights that were learned for others are not believed."""

SPREAD_FEATURES = ("one", "spread", "root")


def features(question: Question) -> list[float] | None:
    """Describe a question by numbers; None if nobody can know how long it takes."""
    if not question.waits:
        return None
    room, history, place = question.room, question.history, question.place
    waits = sorted(question.waits)
    mean = fmean(waits) / 60
    fluid = with_abandonment(question)
    last = last_to_enter(question)
    takers = (room.counters[counter].services for counter in history.counters.paused_at)
    away = sum(1 for services in takers if place.service in services)
    open_h, left_h = _hours(question)
    return [
        1.0,
        mean,
        pstdev(waits) / 60,
        waits[len(waits) // 2] / 60,
        min(mean, 3.0),
        mean**0.5,
        max(mean - 10, 0.0),
        max(mean - 25, 0.0),
        mean if fluid is None else fluid / 60,
        head_of_line(question) / 60,
        mean if last is None else last / 60,
        float(place.before),
        float(len(question.takers)),
        float(away),
        open_h,
        max(1.0 - left_h, 0.0),
        mean * open_h / 4,
    ]


def _hours(question: Question) -> tuple[float, float]:
    """Tell for how long the zone has been open today and will be, in hours."""
    zone = question.room.zone
    local = zone.local(question.now)
    spans = zone.hours.spans(local.date())
    if not spans:
        return 0.0, LONGEST_DAY_H
    hour = local.hour + local.minute / 60
    return max(hour - spans[0][0] / 60, 0.0), spans[-1][1] / 60 - hour


def spread_features(question: Question) -> list[float]:
    """Describe what decides how far a wait can be off: how long it is, and how runs differ."""
    minutes = [wait / 60 for wait in question.waits]
    return [1.0, pstdev(minutes), fmean(minutes) ** 0.5]
