"""The wait from the length of the line: work ahead, shared among the counters that are open."""

from collections.abc import Mapping

from waiting_room.rules.room import WaitingRoom

LEAST, MOST = 0.75, 1.35
"""How far the shown range reaches below and above the middle."""


def queue_length(
    room: WaitingRoom, service: str, ahead: Mapping[str, int]
) -> tuple[int, int] | None:
    """Estimate the wait in seconds behind so many people; None if no open counter serves.

    `ahead` counts, by service, who is called before by the counters that take this service; see
    `WaitingRoom.ahead_of`.
    A line that other counters take, too, leaves only its share of work to ours.
    """
    ours = room.takers(service)
    if not ours:
        return None
    work_s = 0.0
    for other, people in ahead.items():
        takers = room.takers(other)
        shared = sum(1 for counter in takers if counter in ours) / len(takers)
        work_s += people * room.services[other].service_min * 60 * shared
    middle = work_s / len(ours)
    return int(middle * LEAST), int(middle * MOST)
