"""The wait from the length of the line: work ahead, shared among the counters that are open."""

from dataclasses import dataclass

from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.room import WaitingRoom

LEAST, MOST = 0.75, 1.35
"""How far the shown range reaches below and above the middle."""


@dataclass(frozen=True)
class Pace:
    """How fast one line moves now: seconds for each ticket ahead."""

    waiting: int
    seconds_each: float

    def wait_s(self, ahead: int | None = None) -> tuple[int, int]:
        """Give the range of the wait behind so many tickets; None ahead means: who comes now."""
        middle = (self.waiting if ahead is None else ahead) * self.seconds_each
        return int(middle * LEAST), int(middle * MOST)


def queue_length(room: WaitingRoom, service: str) -> Pace | None:
    """Work out the pace of a service's line; None if no open counter takes the service.

    An open counter gives each of the lines it takes its share of time, in proportion to the work
    that waits there; so a ticket of this line costs all the work ahead in those lines, shared.
    """
    takers: dict[str, int] = {}
    ours = []
    for counter in room.counters.values():
        if room.desks[counter.id].status is not CounterStatus.OPEN:
            continue
        for one in counter.services:
            takers[one] = takers.get(one, 0) + 1
        if service in counter.services:
            ours.append(counter)
    if not ours:
        return None
    work_s = 0.0
    for other in {one for counter in ours for one in counter.services}:
        shared = sum(1 for counter in ours if other in counter.services) / takers[other]
        work_s += len(room.lines[other]) * room.services[other].service_min * 60 * shared
    waiting = len(room.lines[service])
    if not waiting:
        # Nobody waits here: who comes now waits for about half of what the shared counters do.
        return Pace(1, work_s / len(ours) / 2)
    return Pace(waiting, work_s / len(ours) / waiting)
