"""The formula of the German municipal system, for comparison; nothing here relies on it."""

from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.waiting_time.question import Question


def municipal(question: Question) -> float | None:
    """Estimate by the formula, with the mean length of all visits so far."""
    return formula(question, question.history.learned.any_visit.mean)


def formula(question: Question, mean_s: float) -> float | None:
    """Give (i + 1) · mean / counters for somebody with i people ahead; None without counters.

    One length for all services, divided by all staffed counters, whatever they take. It is given
    what it seldom has: the real number of counters, those on a break among them, and the true
    order of calling.
    """
    desks = question.room.desks.values()
    staffed = sum(1 for desk in desks if desk.status is not CounterStatus.CLOSED)
    return (question.place.before + 1) * mean_s / staffed if staffed else None
