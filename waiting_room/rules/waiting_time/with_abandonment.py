"""Queue length with abandonment: some of those ahead will not come when they are called."""

from waiting_room.rules.waiting_time.question import Question
from waiting_room.rules.waiting_time.queue_length import ahead_of_ours


def with_abandonment(question: Question) -> float | None:
    """Estimate the sum of 1 / (s · µ + i · θ) for i from 0 to Q; None if no counter is staffed.

    After Ibrahim and Whitt (2009), with the mix of services ahead and the share of them that falls
    to counters of this service. θ is how fast patience ends, as no-shows have told so far.
    """
    ours = question.staffed(question.place.service)
    if not ours:
        return None
    learned, people = question.history.learned, ahead_of_ours(question, ours)
    many = sum(people.values())
    if question.idle > many:
        return learned.reaction.mean
    service = question.place.service
    work_s = sum(count * learned.visits.mean_s(one) for one, count in people.items())
    mean_s = (work_s + learned.visits.mean_s(service)) / (many + 1)
    rate = len(ours) / (mean_s + learned.turnaround.mean)
    leaving = learned.showing_up.leaving_per_s
    return sum(1 / (rate + ahead * leaving) for ahead in range(round(many) + 1))
