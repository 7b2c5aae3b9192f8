"""Queue length: the work of those ahead, shared among the counters that are staffed."""

from waiting_room.rules.waiting_time.question import Question


def queue_length(question: Question) -> float | None:
    """Estimate (Q + 1) / (s · µ), with each service's own length; None if no counter is staffed.

    A line that other counters take, too, leaves only its share of work to ours. Nobody waits for
    one more visit to end while a counter stands idle.
    """
    ours = question.staffed(question.place.service)
    if not ours:
        return None
    visits, people = question.history.learned.visits, ahead_of_ours(question, ours)
    work_s = sum(many * visits.mean_s(service) for service, many in people.items())
    if question.idle <= sum(people.values()):
        work_s += visits.mean_s(question.place.service)
    return work_s / len(ours)


def ahead_of_ours(question: Question, ours: list[str]) -> dict[str, float]:
    """Count those ahead whom these counters will call, by service, in fractions of people."""
    people: dict[str, float] = {}
    for service, many in question.place.ahead.items():
        takers = question.staffed(service) if many else []
        if takers:
            people[service] = many * sum(1 for one in takers if one in ours) / len(takers)
    return people
