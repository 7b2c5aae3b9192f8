"""The wait from the length of the line: work ahead, shared among the counters that are open."""

from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.room import WaitingRoom

LEAST, MOST = 0.75, 1.35
"""How far the shown range reaches below and above the middle."""


def queue_length(
    room: WaitingRoom, service: str, ahead: int | None = None
) -> tuple[int, int] | None:
    """Estimate the wait for a service in seconds, from so many tickets ahead in its line.

    `ahead` of None means a visitor who comes now. None means that it cannot be known, because
    no counter that takes the service is open. A counter that takes several services gives each
    of their lines its share of time, in proportion to the work that waits there.
    """
    open_counters = [
        counter
        for counter in room.counters.values()
        if service in counter.services and room.desks[counter.id].status is CounterStatus.OPEN
    ]
    if not open_counters:
        return None
    line = len(room.lines[service])
    part = 1.0 if ahead is None or not line else min(1.0, ahead / line)
    seconds = 0.0
    for other in {one for counter in open_counters for one in counter.services}:
        takers = _open_takers(room, other)
        shared = sum(1 for counter in open_counters if other in counter.services)
        waiting = (
            (ahead if ahead is not None else line)
            if other == service
            else (len(room.lines[other]) * part)
        )
        seconds += waiting * room.services[other].service_min * 60 * shared / takers
    middle = seconds / len(open_counters)
    return int(middle * LEAST), int(middle * MOST)


def _open_takers(room: WaitingRoom, service: str) -> int:
    return sum(
        1
        for counter in room.counters.values()
        if service in counter.services and room.desks[counter.id].status is CounterStatus.OPEN
    )
