"""Order: who waits, and who is next at each counter, under the zone's policy."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from heapq import merge
from typing import NamedTuple

from waiting_room.rules.booking import Booking
from waiting_room.rules.calling import NOT_HERE_YET, POLICIES, Rank, Standing, Turn
from waiting_room.rules.counter import Counter
from waiting_room.rules.line import Lane, Line
from waiting_room.rules.service import Service
from waiting_room.rules.ticket import Ticket
from waiting_room.rules.zone import Calling

NEWCOMER = "~"
"""Stands for the number of somebody who has none yet."""


class Ranked(NamedTuple):
    """A standing as one counter ranks it."""

    rank: Rank
    number: str


class Order:
    """The lines of a day; a ticket is in exactly one of them while it waits."""

    def __init__(self, services: Iterable[Service], calling: Calling) -> None:
        self._services = {service.id: service for service in services}
        self._policy = POLICIES[calling.policy]
        self._head_start = timedelta(minutes=calling.head_start_min)
        self.lines = {service: Line() for service in self._services}
        self.sent_to_counter: dict[str, Lane] = defaultdict(Lane)
        self.sent_to_clerk: dict[str, Lane] = defaultdict(Lane)

    def standing(self, ticket: Ticket) -> Standing:
        """Give what a ticket brings to the order."""
        number = ticket.number
        turn = ticket.arrived_at, len(number), number
        return self._standing(ticket.service, ticket.stands_at, turn, number, booked=ticket.booked)

    def newcomer(self, service: str, now: datetime) -> Standing:
        """Give the standing of somebody who would take a ticket now."""
        return self._standing(service, now, NOT_HERE_YET, NEWCOMER, booked=False)

    def expected(self, booking: Booking) -> Standing:
        """Give the standing that a booked visitor will have on coming."""
        return self._standing(
            booking.service, booking.starts_at, NOT_HERE_YET, NEWCOMER, booked=True
        )

    def _standing(
        self, service: str, stands_at: datetime, turn: Turn, number: str, *, booked: bool
    ) -> Standing:
        known = self._services[service]
        terms = known.booked_terms if booked else known
        target = timedelta(minutes=terms.target_wait_min)
        return Standing(stands_at, turn, number, target, terms.weight, known.emergency)

    def join(self, ticket: Ticket) -> None:
        """Let a ticket take its place."""
        self._lane_of(ticket).join(self.standing(ticket))

    def leave(self, ticket: Ticket) -> None:
        """Let a ticket give up its place."""
        self._lane_of(ticket).leave(self.standing(ticket))

    def _lane_of(self, ticket: Ticket) -> Lane:
        if ticket.for_counter is not None:
            return self.sent_to_counter[ticket.for_counter]
        if ticket.for_clerk is not None:
            return self.sent_to_clerk[ticket.for_clerk]
        return self.lines[ticket.service].lane(booked=ticket.booked)

    def rank(self, standing: Standing, now: datetime) -> Rank:
        """Rank a standing as most counters do."""
        return self._policy(standing, now, self._head_start)

    def next_at(self, counter: Counter, clerk: str | None, now: datetime) -> str | None:
        """Find the number that is next at a counter, None if nobody waits for it."""
        heads = (
            self._ranked(standing[0], later, now)
            for standing, later in self._sources(counter, clerk, now)
        )
        first = min(heads, default=None)
        return None if first is None else first.number

    def heads_at(self, counter: Counter, clerk: str | None) -> list[Standing]:
        """Give the first of each line that a counter calls from, and all who were sent there.

        Who stands longest for the counter is among them, and whoever is due first.
        """
        sent = [standing for lane in self.sent(counter.id, clerk) for standing in lane.standing]
        lanes = [lane for service in counter.services for lane in self.lines[service].lanes]
        return sent + [lane.standing[0] for lane in lanes if len(lane)]

    def line_at(self, counter: Counter, clerk: str | None, now: datetime) -> Iterator[str]:
        """Go through everybody who waits for a counter, in the order it would call them now."""
        lines = (
            map(partial(self._ranked, later=later, now=now), standing)
            for standing, later in self._sources(counter, clerk, now)
        )
        return (one.number for one in merge(*lines))

    def in_order(self, service: str, now: datetime) -> Iterator[Standing]:
        """Go through everybody who waits for a service, in calling order."""
        standing = [lane.standing for lane in self.lines[service].lanes]
        return merge(*standing, key=lambda one: self.rank(one, now))

    def everybody(self, now: datetime) -> Iterator[str]:
        """Go through the numbers of all who wait, in calling order."""
        sent = (*self.sent_to_counter.values(), *self.sent_to_clerk.values())
        lines = (lane.standing for line in self.lines.values() for lane in line.lanes)
        in_order = [self._in_order(lane, now) for lane in sent]
        ranked = merge(*in_order, *lines, key=lambda one: self.rank(one, now))
        return (standing.number for standing in ranked)

    def waiting_at(self, counter: Counter, clerk: str | None) -> int:
        """Count who waits for a counter."""
        return sum(len(self.lines[service]) for service in counter.services) + sum(
            len(lane) for lane in self.sent(counter.id, clerk)
        )

    def sent(self, counter: str, clerk: str | None) -> list[Lane]:
        """Give the lanes of those who were sent to a counter or to the clerk who sits there."""
        lanes = [self.sent_to_counter[counter]]
        return lanes if clerk is None else [*lanes, self.sent_to_clerk[clerk]]

    def _sources(
        self, counter: Counter, clerk: str | None, now: datetime
    ) -> Iterator[tuple[Sequence[Standing], timedelta]]:
        """Give who waits for a counter, in sequences that are in calling order and not empty."""
        for lane in self.sent(counter.id, clerk):
            if len(lane):
                yield self._in_order(lane, now), timedelta()
        for service in counter.services:
            later = counter.puts_behind(service)
            for lane in self.lines[service].lanes:
                if len(lane):
                    yield lane.standing, later

    def _in_order(self, sent: Lane, now: datetime) -> list[Standing]:
        """Put those into order who were sent to one counter or clerk, for various services."""
        return sorted(sent.standing, key=lambda one: self.rank(one, now))

    def _ranked(self, standing: Standing, later: timedelta, now: datetime) -> Ranked:
        return Ranked(self.rank(standing.later(later), now), standing.number)

    def ahead_of(
        self, standing: Standing, services: Iterable[str], now: datetime
    ) -> Mapping[str, int]:
        """Count who is called before a standing, by service, in the lines of these services."""
        rank = self.rank(standing, now)
        return {
            service: sum(
                lane.before(rank, lambda one: self.rank(one, now))
                for lane in self.lines[service].lanes
            )
            for service in services
        }

    def behind(self, standing: Standing, services: Iterable[str], now: datetime) -> Iterator[Rank]:
        """Go through the ranks of those who are called after a standing, the next one first."""
        rank = self.rank(standing, now)
        lanes = [lane for service in services for lane in self.lines[service].lanes]
        ranked = ([self.rank(one, now) for one in lane.standing] for lane in lanes)
        return (other for other in merge(*ranked) if other > rank)
