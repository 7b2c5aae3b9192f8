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
from waiting_room.rules.waiting_time.lineup import LineUp, People, line_up
from waiting_room.rules.waiting_time.place import Place

FEWEST_RUNS, MOST_RUNS, PEOPLE_CALLED = 6, 16, 300
"""So many runs as call about so many people: the more wait, the less one run tells by chance."""

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
    if not places:
        return []
    replay = Replay(room, history, places, now)
    many = min(max(PEOPLE_CALLED // replay.people, FEWEST_RUNS), MOST_RUNS)
    runs = [replay.run((run + 0.5) / many) for run in range(many)]
    return [tuple(run[place] for run in runs if place in run) for place in range(len(places))]


@dataclass(frozen=True, slots=True)
class Source:
    """What one counter calls from: people in line, and their ranks there if those never change."""

    index: int
    people: People
    later: timedelta
    ranks: list[Rank]


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody without a ticket who asks for the wait, as one counter ranks them."""

    place: int
    standing: Standing
    rank: Rank


@dataclass(frozen=True, slots=True)
class Caller:
    """One counter as it calls in the replay."""

    ahead: CounterAhead
    speed: float
    sources: list[Source]
    askers: list[Asker]


class Replay:
    """The room as it stands, made ready to be played on as often as one likes."""

    def __init__(
        self, room: WaitingRoom, history: History, places: Sequence[Place], now: datetime
    ) -> None:
        self._room, self._history, self._now = room, history, now
        self._moving = room.zone.calling.policy in MOVING
        here = [(one.standing.number, index) for index, one in enumerate(places) if one.here]
        self._place_of = dict(here)
        self._wanted = len(places)
        lined_up = line_up(room, history, now, [place.standing for place in places])
        self._lines = list(lined_up)
        newcomer = any(not place.here for place in places)
        self.people = newcomer + sum(len(line) for line in self._lines)
        self._sources: dict[tuple[int, timedelta], Source] = {}
        self._callers = [self._caller(one, lined_up, places) for one in room.counters.values()]

    def _caller(self, counter: Counter, lined_up: LineUp, places: Sequence[Place]) -> Caller:
        history, now = self._history, self._now
        askers = [
            (index, place.standing.later(counter.puts_behind(place.service)))
            for index, place in enumerate(places)
            if not place.here and place.service in counter.services
        ]
        return Caller(
            ahead=counter_ahead(history, counter.id, history.second(now)),
            speed=history.learned.speeds[counter.id].mean,
            sources=[self._source(line, later) for line, later in lined_up.at(counter)],
            askers=[Asker(index, one, self._room.order.rank(one, now)) for index, one in askers],
        )

    def _source(self, line: People, later: timedelta) -> Source:
        """Give a line as counters rank it that put it behind by as much; worked out once."""
        known = self._sources.get((id(line), later))
        if known is None:
            index = next(index for index, one in enumerate(self._lines) if one is line)
            ranked = [] if self._moving else line
            rank, now = self._room.order.rank, self._now
            ranks = [rank(person.standing.later(later), now) for person in ranked]
            known = self._sources[id(line), later] = Source(index, line, later, ranks)
        return known

    def run(self, luck: float) -> dict[int, float]:
        """Play on once; gives the seconds until the call by place."""
        learned, lengths = self._history.learned, self._history.lengths
        means, missing = learned.visits.means, learned.showing_up.missing
        length_luck = come_luck = luck
        free = self._free(luck)
        breaks = [list(reversed(caller.ahead.breaks)) for caller in self._callers]
        heads = [0] * len(self._lines)
        called: dict[int, float] = {}
        while free and len(called) < self._wanted:
            at_s, index = heappop(free)
            caller, due = self._callers[index], breaks[index]
            if at_s >= caller.ahead.ends_s:
                continue
            come_luck = (come_luck + SILVER) % 1.0
            if due and due[-1].begins_s <= at_s:
                one = due.pop()
                heappush(free, (at_s + one.length_s if come_luck < one.share else at_s, index))
                continue
            first, rank, next_s = self._first(caller, heads, at_s)
            for asker in caller.askers:
                if asker.place not in called and (rank is None or self._before(asker, rank, at_s)):
                    called[asker.place] = at_s
            if first is None:
                if next_s < inf:
                    heappush(free, (next_s, index))
                continue
            person = first.people[heads[first.index]]
            heads[first.index] += 1
            place = self._place_of.get(person.standing.number)
            if place is not None:
                called[place] = at_s
            if person.comes_s and come_luck >= person.share:
                busy_s = 0.0
            elif come_luck < missing(person.waited_s + at_s - person.comes_s, person.booked):
                busy_s = learned.missed.mean + learned.turnaround.mean
            else:
                length_luck = (length_luck + GOLDEN) % 1.0
                visit_s = lengths[int(length_luck * STEPS)] * means[person.service].mean
                busy_s = visit_s * caller.speed + learned.turnaround.mean
            heappush(free, (at_s + busy_s, index))
        return called

    def _free(self, luck: float) -> list[tuple[float, int]]:
        """Give when each counter calls next, as a heap."""
        free = []
        for index, caller in enumerate(self._callers):
            luck = (luck + BRONZE) % 1.0
            free_s = free_in_s(self._room, self._history, caller.ahead.counter, self._now, luck)
            if free_s < inf:
                free.append((free_s, index))
        heapify(free)
        return free

    def _first(
        self, caller: Caller, heads: list[int], at_s: float
    ) -> tuple[Source | None, Rank | None, float]:
        """Find whom a counter calls then: from where, the rank, and when the next one comes."""
        first, first_rank, next_s = None, None, inf
        at = self._at(at_s)
        for source in caller.sources:
            head = heads[source.index]
            if head == len(source.people):
                continue
            person = source.people[head]
            if person.comes_s > at_s:
                next_s = min(next_s, person.comes_s)
                continue
            if self._moving:
                rank = self._room.order.rank(person.standing.later(source.later), at)
            else:
                rank = source.ranks[head]
            if first_rank is None or rank < first_rank:
                first, first_rank = source, rank
        return first, first_rank, next_s

    def _before(self, asker: Asker, rank: Rank, at_s: float) -> bool:
        if self._moving:
            return self._room.order.rank(asker.standing, self._at(at_s)) < rank
        return asker.rank < rank

    def _at(self, at_s: float) -> datetime:
        """Give the moment that decides on an order; where nothing moves it is always now."""
        return self._now + timedelta(seconds=at_s) if self._moving else self._now
