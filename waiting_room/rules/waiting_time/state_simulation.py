"""The state simulation: what replaying the real order from now on gives in the mean."""

from statistics import fmean

from waiting_room.rules.waiting_time.question import Question


def state_simulation(question: Question) -> float | None:
    """Give the mean wait of all runs; None if no counter will call.

    It needs no history: until there is some, it believes the zone's file.
    """
    return fmean(question.waits) if question.waits else None
