"""Rolling mean: as long as the last ones called for the same service have waited in the mean."""

from waiting_room.rules.waiting_time.question import Question


def rolling_mean(question: Question) -> float | None:
    """Give the mean wait of the last ten; None before anybody was called today."""
    waits = question.history.waits.get(question.place.service)
    return sum(waits) / len(waits) if waits else None
