"""Head of line: as long as whoever waits longest for the same service has waited already."""

from waiting_room.rules.waiting_time.question import Question


def head_of_line(question: Question) -> float:
    """Give the longest wait in the line until now; 0 if nobody waits."""
    room = question.room
    heads = (
        room.tickets[lane.standing[0].number].waited_s(question.now)
        for lane in room.lines[question.place.service].lanes
        if len(lane)
    )
    return max(heads, default=0.0)
