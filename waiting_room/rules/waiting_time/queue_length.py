"""The wait from the length of the line: work ahead, shared among the counters that are open."""

from datetime import datetime

from waiting_room.rules.calling import Standing
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.forecast import Forecast

LEAST, MOST = 0.75, 1.35
"""How far the shown range reaches below and above the middle."""


def queue_length(
    room: WaitingRoom, standing: Standing, service: str, now: datetime
) -> Forecast | None:
    """Forecast a wait by who is called before; None if no open counter serves.

    A line that other counters take, too, leaves only its share of work to ours.
    """
    ours = room.takers(service)
    if not ours:
        return None
    work_s = 0.0
    for other, people in room.ahead_of(standing, service, now).items():
        takers = room.takers(other)
        shared = sum(1 for counter in takers if counter in ours) / len(takers)
        work_s += people * room.services[other].service_min * 60 * shared
    middle = work_s / len(ours)
    return Forecast(int(middle * LEAST), int(middle), int(middle * MOST))
