"""At once: whoever finds more idle counters than people ahead waits only for a click."""

from waiting_room.rules.waiting_time.question import Question

STILL_BUSY = 3.0
"""A counter is idle once it has called nobody for so many times its usual turnaround."""

QUICKEST_S = 0.1


def at_once(question: Question) -> float | None:
    """Give the seconds until one of the idle counters calls; None if they are not enough.

    A counter that has just become free has still something to do; one that is idle for long only
    has to notice.
    """
    place, learned = question.place, question.history.learned
    if question.idle <= place.before or place.sent:
        return None
    per_s = 0.0
    for counter in question.takers:
        if question.room.desks[counter].ticket is None:
            free_since = question.history.counters.free_since.get(counter, question.now)
            free_s = (question.now - free_since).total_seconds()
            busy = free_s < STILL_BUSY * learned.turnaround.mean
            per_s += 1 / max((learned.turnaround if busy else learned.reaction).mean, QUICKEST_S)
    return (place.before + 1) / per_s
