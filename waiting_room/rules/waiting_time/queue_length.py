"""The wait from the length of the line: work ahead, shared among the counters that are open."""

from waiting_room.rules.calling import Rank
from waiting_room.rules.room import WaitingRoom

LEAST, MOST = 0.75, 1.35
"""How far the shown range reaches below and above the middle."""


def queue_length(room: WaitingRoom, service: str, rank: Rank) -> tuple[int, int] | None:
    """Estimate the wait in seconds of whoever stands at a rank; None if no open counter serves.

    Everybody who is called before that rank by the counters that take the service is work ahead.
    A line that other counters take, too, leaves only its share of work to ours.
    """
    ours = room.takers(service)
    if not ours:
        return None
    work_s = 0.0
    for other, ahead in room.ahead_of(rank, service).items():
        takers = room.takers(other)
        shared = sum(1 for counter in takers if counter in ours) / len(takers)
        work_s += ahead * room.services[other].service_min * 60 * shared
    middle = work_s / len(ours)
    return int(middle * LEAST), int(middle * MOST)
