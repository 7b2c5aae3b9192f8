"""Place: where somebody stands whose wait is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from waiting_room.rules.calling import Standing
from waiting_room.rules.room import WaitingRoom


@dataclass(frozen=True, slots=True)
class Place:
    """A place in line: `ahead` counts, by service, who is called before.

    `since` is when the person came. Who is not `here` has no ticket yet: a newcomer, or somebody
    who is just checking in. Who was `sent` waits for one counter or clerk alone.
    """

    service: str
    booked: bool
    since: datetime
    ahead: Mapping[str, int]
    standing: Standing
    here: bool = False
    sent: bool = False

    @property
    def kind(self) -> str:
        """What is learned together: walk-ins, or booked visitors, of one service."""
        return f"{self.service} booked" if self.booked else self.service

    @property
    def before(self) -> int:
        """How many people are called before."""
        return sum(self.ahead.values())


def place(room: WaitingRoom, standing: Standing, service: str, now: datetime) -> Place:
    """Give the place of a standing."""
    ticket = room.tickets.get(standing.number)
    newcomer = room.order.newcomer(service, now)
    return Place(
        service=service,
        booked=standing.number != newcomer.number if ticket is None else ticket.booked,
        since=now if ticket is None else ticket.arrived_at,
        ahead=room.ahead_of(standing, service, now),
        standing=standing,
        here=ticket is not None,
        sent=ticket is not None and (ticket.for_counter or ticket.for_clerk) is not None,
    )
