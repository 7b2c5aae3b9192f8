"""Place: where somebody stands whose wait is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from waiting_room.rules.calling import Rank
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Place:
    """A place in line: `ahead` counts, by service, who is called before.

    `since` is when the person came; `number` is None as long as there is no ticket.
    """

    service: str
    booked: bool
    ahead: Mapping[str, int]
    since: datetime
    rank: Rank
    number: str | None = None
    for_counter: str | None = None

    @property
    def before(self) -> int:
        """How many people are called before."""
        return sum(self.ahead.values())


def place_of(room: WaitingRoom, ticket: Ticket) -> Place:
    """Give the place of a waiting ticket."""
    rank = room.rank(ticket)
    return Place(
        service=ticket.service,
        booked=ticket.booked,
        ahead=room.ahead_of(rank, ticket.service),
        since=ticket.arrived_at,
        rank=rank,
        number=ticket.number,
        for_counter=ticket.for_counter,
    )


def newcomer(room: WaitingRoom, service: str, now: datetime) -> Place:
    """Give the place of somebody who would take a ticket now."""
    rank = room.newcomer(service, now)
    return Place(
        service=service, booked=False, ahead=room.ahead_of(rank, service), since=now, rank=rank
    )
