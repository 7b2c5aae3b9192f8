"""Line-up: who takes part when the calling is played on, those who may still come among them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, takewhile

from waiting_room.rules.calling import Standing
from waiting_room.rules.counter import Counter
from waiting_room.rules.line import Lane
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.history import History

LOOKED_AHEAD_S = 7200.0
"""Who comes later than this is not reckoned with."""

MOST_TO_COME = 12
"""Of the walk-ins of one service who may go first, so many are reckoned with."""

OVERTAKEN_WITHIN = timedelta(hours=1)
"""Who would not go before anybody by then, does not count as somebody who may."""

LATEST_S = 1200.0
"""A booked visitor who is later than usual by this will not come."""

SOON_S = 60.0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who will be called; `comes_s` from now, 0 if here; `share`: how surely they come."""

    standing: Standing
    service: str
    booked: bool
    waited_s: float = 0.0
    comes_s: float = 0.0
    share: float = 1.0


People = list[Person]
"""A line as it will be: people whom every counter calls in this order."""


@dataclass(frozen=True, slots=True)
class LineUp:
    """Everybody, by what they wait for."""

    by_service: dict[str, list[People]]
    by_counter: dict[str, list[People]]

    def at(self, counter: Counter) -> Iterator[tuple[People, timedelta]]:
        """Give what a counter calls from, and how much later people count there."""
        for line in self.by_counter[counter.id]:
            yield line, timedelta()
        for service in counter.services:
            for line in self.by_service[service]:
                yield line, counter.puts_behind(service)

    def __iter__(self) -> Iterator[People]:
        """Go through all lines."""
        for lines in (*self.by_service.values(), *self.by_counter.values()):
            yield from lines


def line_up(
    room: WaitingRoom, history: History, now: datetime, wanted: Iterable[Standing]
) -> LineUp:
    """Line up whoever waits, and whoever may come and be called before the last of them."""
    found = LineUp(
        by_service={
            service: [_waiting(room, lane, now) for lane in line.lanes if len(lane)]
            for service, line in room.lines.items()
        },
        by_counter={
            counter: [
                sorted(
                    _waiting(room, lane, now), key=lambda one: room.order.rank(one.standing, now)
                )
                for lane in room.order.sent(counter, desk.clerk)
                if len(lane)
            ]
            for counter, desk in room.desks.items()
        },
    )
    by_then = now + OVERTAKEN_WITHIN
    last = max(
        room.order.rank(standing, by_then)
        for standing in (*wanted, *(line[-1].standing for line in found))
    )
    walk_ins = (_walk_ins(room, history, service, now) for service in room.services)
    for coming in chain(_booked(room, history, now), walk_ins):
        before = list(takewhile(lambda one: room.order.rank(one.standing, by_then) < last, coming))
        if before:
            found.by_service[before[0].service].append(before)
    return found


def _waiting(room: WaitingRoom, lane: Lane, now: datetime) -> People:
    tickets = (room.tickets[standing.number] for standing in lane.standing)
    return [
        Person(standing, ticket.service, ticket.booked, ticket.waited_s(now))
        for standing, ticket in zip(lane.standing, tickets, strict=True)
    ]


def _booked(room: WaitingRoom, history: History, now: datetime) -> Iterable[People]:
    """Give the booked visitors of the next hours, service by service."""
    learned, coming = history.learned, dict[str, People]()
    for booking in history.bookings_to_come(room):
        comes_s = (booking.starts_at - now).total_seconds() - learned.early.mean
        if comes_s > LOOKED_AHEAD_S:
            break
        if comes_s >= -LATEST_S and booking.service in room.services:
            coming.setdefault(booking.service, []).append(
                Person(
                    standing=room.order.expected(booking),
                    service=booking.service,
                    booked=True,
                    comes_s=max(comes_s, SOON_S),
                    share=learned.booked_come.mean,
                )
            )
    return coming.values()


def _walk_ins(room: WaitingRoom, history: History, service: str, now: datetime) -> Iterator[Person]:
    """Give walk-ins as they usually come at this time of the day."""
    per_s = history.per_s(service, history.second(now))
    for one in range(min(MOST_TO_COME, int(per_s * LOOKED_AHEAD_S))):
        comes_s = (one + 0.5) / per_s
        standing = room.order.newcomer(service, now + timedelta(seconds=comes_s))
        yield Person(standing, service, booked=False, comes_s=comes_s)
