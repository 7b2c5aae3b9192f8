"""Last to enter: as long as whoever was called last for the same service."""

from waiting_room.rules.waiting_time.question import Question


def last_to_enter(question: Question) -> float | None:
    """Give the wait of the last one called; None before anybody was called today."""
    waits = question.history.waits.get(question.place.service)
    return waits[-1] if waits else None
