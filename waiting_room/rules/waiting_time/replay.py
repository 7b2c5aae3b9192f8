"""Replay: the calling played on from now, a few times with spread-out luck."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from math import inf

from waiting_room.rules.calling import MOVING, Rank, Standing
from waiting_room.rules.counter import Counter
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.counters_ahead import CounterAhead, counter_ahead, free_in_s
from waiting_room.rules.waiting_time.durations import STEPS
from waiting_room.rules.waiting_time.history import History
from waiting_room.rules.waiting_time.lineup import LineUp, Person, line_up, second_choice
from waiting_room.rules.waiting_time.place import Place

RUNS = 12
GOLDEN, SILVER, BRONZE = 0.6180339887, 0.4142135624, 0.3027756377
"""Steps round a circle that fill it evenly: for lengths, for who comes, for counters."""

Waits = tuple[float, ...]
"""The seconds until the call, in every run in which it came; none if no counter will call."""


def simulate(
    room: WaitingRoom, history: History, places: Sequence[Place], now: datetime
) -> list[Waits]:
    """Replay the zone's own order with its counters as they are, and give each place its waits.

    Lengths of visits, breaks, who will not come and who may still come are those of `history`; it
    needs none of them to begin with. Nothing is random: every run takes other parts of the same
    laws, and together they cover them evenly.
    """
    replay = Replay(room, history, places, now)
    runs = [replay.run((run + 0.5) / RUNS) for run in range(RUNS)]
    return [tuple(run[place] for run in runs if place in run) for place in range(len(places))]


@dataclass(frozen=True, slots=True)
class Source:
    """What one counter calls from: a queue by its index, and how its people rank there."""

    queue: int
    later: timedelta
    ranks: list[Rank]


@dataclass(frozen=True, slots=True)
class Seat:
    """One counter in the replay; `asked` are the places without a ticket that it would call."""

    ahead: CounterAhead
    speed: float
    sources: tuple[Source, ...]
    asked: tuple[tuple[int, Standing], ...]


class Replay:
    """The room as it stands, made ready to be played on as often as one likes."""

    def __init__(
        self, room: WaitingRoom, history: History, places: Sequence[Place], now: datetime
    ) -> None:
        self._room, self._history, self._now = room, history, now
        self._moving = room.zone.calling.policy in MOVING
        self._place_of = {one.standing.number: index for index, one in enumerate(places) if one.here}
        self._wanted = len(places)
        people = line_up(room, history, now, [place.standing for place in places])
        self._queues = list(people)
        self._sources: dict[tuple[int, timedelta], Source] = {}
        self._seats = [self._seat(counter, people, places) for counter in room.counters.values()]

    def _seat(self, counter: Counter, people: LineUp, places: Sequence[Place]) -> Seat:
        history, now = self._history, self._now
        return Seat(
            ahead=counter_ahead(history, counter.id, history.second(now)),
            speed=history.learned.speeds[counter.id].mean,
            sources=tuple(self._source(queue, later) for queue, later in people.at(counter)),
            asked=tuple(
                (index, place.standing.later(second_choice(counter, place.service)))
                for index, place in enumerate(places)
                if not place.here and place.service in counter.services
            ),
        )

    def _source(self, queue: list[Person], later: timedelta) -> Source:
        known = self._sources.get((id(queue), later))
        if known is None:
            index = next(index for index, one in enumerate(self._queues) if one is queue)
            people = () if self._moving else queue
            ranks = [self._room.order.rank(one.standing.later(later), self._now) for one in people]
            known = self._sources[id(queue), later] = Source(index, later, ranks)
        return known

    def run(self, luck: float) -> dict[int, float]:
        """Play on once; gives the seconds until the call by place."""
        history, learned = self._history, self._history.learned
        lengths, means, missing = history.lengths, learned.visits.means, learned.showing_up.missing
        length_luck = come_luck = luck
        free: list[tuple[float, int]] = []
        for index, seat in enumerate(self._seats):
            luck = (luck + BRONZE) % 1.0
            free_s = free_in_s(self._room, history, seat.ahead.counter, self._now, luck)
            if free_s < inf:
                free.append((free_s, index))
        heapify(free)
        breaks = [list(reversed(seat.ahead.breaks)) for seat in self._seats]
        heads = [0] * len(self._queues)
        called: dict[int, float] = {}
        while free and len(called) < self._wanted:
            at_s, index = heappop(free)
            seat, due = self._seats[index], breaks[index]
            if at_s >= seat.ahead.ends_s:
                continue
            if due and due[-1].begins_s <= at_s:
                come_luck = (come_luck + SILVER) % 1.0
                one = due.pop()
                heappush(free, (at_s + one.length_s if come_luck < one.share else at_s, index))
                continue
            first, rank, next_s = self._first(seat, heads, at_s)
            for place, standing in seat.asked:
                if place not in called and (rank is None or self._rank(standing, at_s) < rank):
                    called[place] = at_s
            if first is None:
                if next_s < inf:
                    heappush(free, (next_s, index))
                continue
            person = self._queues[first][heads[first]]
            heads[first] += 1
            place_of = self._place_of.get(person.standing.number)
            if place_of is not None:
                called[place_of] = at_s
            come_luck = (come_luck + SILVER) % 1.0
            if person.comes_s and come_luck >= person.share:
                heappush(free, (at_s, index))
                continue
            if come_luck < missing(person.waited_s + at_s - person.comes_s, person.booked):
                busy_s = learned.missed.mean
            else:
                length_luck = (length_luck + GOLDEN) % 1.0
                busy_s = lengths[int(length_luck * STEPS)] * means[person.service].mean * seat.speed
            heappush(free, (at_s + busy_s + learned.turnaround.mean, index))
        return called

    def _first(
        self, seat: Seat, heads: list[int], at_s: float
    ) -> tuple[int | None, Rank | None, float]:
        """Find whom a counter calls then: queue, rank, and else when somebody comes."""
        first, first_rank, next_s = None, None, inf
        for source in seat.sources:
            queue, head = self._queues[source.queue], heads[source.queue]
            if head == len(queue):
                continue
            person = queue[head]
            if person.comes_s > at_s:
                next_s = min(next_s, person.comes_s)
                continue
            if self._moving:
                rank = self._rank(person.standing.later(source.later), at_s)
            else:
                rank = source.ranks[head]
            if first_rank is None or rank < first_rank:
                first, first_rank = source.queue, rank
        return first, first_rank, next_s

    def _rank(self, standing: Standing, at_s: float) -> Rank:
        return self._room.order.rank(standing, self._now + timedelta(seconds=at_s))
