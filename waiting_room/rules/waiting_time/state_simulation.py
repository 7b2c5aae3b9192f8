"""The state simulation: plays the calling on from now, a few times with spread-out luck."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from math import inf, log

from waiting_room.rules.calling import Rank
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time.durations import STEPS
from waiting_room.rules.waiting_time.history import History
from waiting_room.rules.waiting_time.place import Place

RUNS = 6
LOOKED_AHEAD_S = 7200.0
"""Who comes later than this is not reckoned with."""

MOST_TO_COME = 12
"""Of the walk-ins of one service who may overtake, so many are reckoned with."""

GOLDEN, SILVER, BRONZE = 0.6180339887, 0.4142135624, 0.3027756377
"""Steps round a circle that fill it evenly: for lengths, for who comes, for counters."""


@dataclass(slots=True)
class Person:
    """Somebody in the replay; `comes_s` from now, 0 if here; `share` of days on which they come."""

    service: str
    booked: bool = False
    waited_s: float = 0.0
    comes_s: float = 0.0
    share: float = 1.0
    asked: Place | None = None


@dataclass(slots=True)
class CounterAhead:
    """A counter in the replay; times from now. `breaks`: begin, length and share of days."""

    id: str
    services: frozenset[str]
    lanes: list[int]
    speed: float
    breaks: list[tuple[float, float, float]]
    ends_s: float


class Replay:
    """The room as it stands, made ready to be played on."""

    def __init__(
        self, room: WaitingRoom, history: History, now: datetime, asked: Sequence[Place]
    ) -> None:
        self._room = room
        self._history = history
        self._learned = history.learned
        self._now = now
        self._second = history.second(now)
        self.asked = asked
        self._line_up()
        self._counters = [self._ahead(counter) for counter in room.counters]

    def _line_up(self) -> None:
        """Put all into one order: who waits, who is asked about, and who may still come."""
        room, now = self._room, self._now
        ranked: list[tuple[Rank, str, Person]] = []
        for lane, line in (
            *((service, line) for service, line in room.lines.items()),
            *((f"@{counter}", line) for counter, line in room.own_lines.items()),
        ):
            for rank in line.ranks:
                ticket = room.tickets[rank[-1]]
                waited_s = (now - ticket.arrived_at).total_seconds()
                ranked.append((rank, lane, Person(ticket.service, ticket.booked, waited_s)))
        last = max([rank for rank, _, _ in ranked] + [place.rank for place in self.asked], default=None)
        ranked += [
            (place.rank, "", Person(place.service, asked=place))
            for place in self.asked
            if place.number is None
        ]
        if last is not None:
            ranked += self._to_come(last)
        ranked.sort(key=lambda one: one[0])
        self._people = [person for _, _, person in ranked]
        self._numbers = [rank[-1] for rank, _, _ in ranked]
        self._lanes: dict[str, list[int]] = {}
        self._coming: dict[str, list[int]] = {}
        self._asked: list[int] = []
        for position, (_, lane, person) in enumerate(ranked):
            if person.asked is not None:
                self._asked.append(position)
            elif person.comes_s > 0:
                self._coming.setdefault(person.service, []).append(position)
            else:
                self._lanes.setdefault(lane, []).append(position)
        for coming in self._coming.values():
            coming.sort(key=lambda position: self._people[position].comes_s)

    def _to_come(self, last: Rank) -> Iterator[tuple[Rank, str, Person]]:
        """Give those who may come and still be called before the last who is asked about."""
        room, learned = self._room, self._learned
        for booking in self._history.bookings_to_come(room):
            comes_s = (booking.starts_at - self._now).total_seconds() - learned.early.mean
            if comes_s < -1200:
                continue
            if comes_s > LOOKED_AHEAD_S:
                break
            rank = self._booked_rank(booking)
            if rank < last:
                person = Person(booking.service, True, 0.0, max(comes_s, 60.0), learned.booked_come.mean)
                yield rank, "", person
        for service in room.services:
            per_s = self._history.per_s(service, self._second)
            if per_s <= 0:
                continue
            for one in range(MOST_TO_COME):
                comes_s = (one + 0.5) / per_s
                rank = room.newcomer(service, self._now + timedelta(seconds=comes_s))
                if rank > last or comes_s > LOOKED_AHEAD_S:
                    break
                yield rank, "", Person(service, False, 0.0, comes_s)

    def _booked_rank(self, booking):
        from waiting_room.rules.ticket import Ticket
        ticket = Ticket.model_construct(number="~", token="", issued_at=self._now, issued_by="", service=booking.service, arrived_at=booking.starts_at, due_at=booking.starts_at)
        return self._room.rank(ticket)

    def _ahead(self, counter: str) -> CounterAhead:
        usual, second = self._history.usual.get(counter), self._second
        day = self._history.days.get(counter)
        taken = [paused_s for paused_s, _ in day.pauses] if day else []
        breaks, ends_s = [], inf
        if counter in self._history.paused_at:
            taken.append(self._history.second(self._history.paused_at[counter]))
        if usual is not None:
            for one in usual.breaks:
                if one.begins_s + 5400 < second or any(one.began(paused_s) for paused_s in taken):
                    continue
                breaks.append((one.begins_s - second, one.length_s, one.share))
            if usual.ends_s is not None:
                ends_s = usual.ends_s - second
        return CounterAhead(
            counter,
            frozenset(self._room.counters[counter].services),
            [],
            self._learned.speeds[counter].mean,
            breaks,
            ends_s,
        )

    def free_in(self, counter: str, luck: float) -> float:
        """Give when a counter is free for its next call; inf if it is not there today."""
        room, history, learned = self._room, self._history, self._learned
        desk = room.desks[counter]
        if desk.status is CounterStatus.CLOSED:
            usual = history.usual.get(counter)
            if usual is None or usual.opens_s is None or counter in history.days:
                return inf
            opens_s = usual.opens_s - self._second
            return opens_s if opens_s > -300 and luck < learned.routines[counter].staffed.mean else inf
        if desk.status is CounterStatus.PAUSED:
            paused_at = history.paused_at.get(counter)
            if paused_at is None:
                return learned.pause.mean
            began_s = history.second(paused_at)
            length_s = learned.pause.mean
            for one in history.usual[counter].breaks:
                if one.began(began_s):
                    length_s = one.length_s
            return max(length_s - (self._second - began_s), 60.0)
        if desk.ticket is None:
            free_since = history.free_since.get(counter, self._now)
            return 0.0 if not luck else -log(1 - luck) * learned.turnaround.mean
        called = history.in_front.get(desk.ticket)
        if called is None:
            return 600 * luck
        elapsed_s = (self._now - called.called_at).total_seconds()
        if not called.started:
            missing = learned.showing_up.missing(called.waited_s or 0.0, called.booked)
            still = 2.718 ** (-elapsed_s / max(learned.walk.mean, 1.0))
            missing = missing / (missing + (1 - missing) * still + 1e-9)
            if luck < missing:
                return max(learned.missed.mean - elapsed_s, 5.0) + learned.turnaround.mean
            luck = (luck - missing) / (1 - missing + 1e-9)
        mean_s = learned.visits.mean_s(called.service) * learned.speeds[counter].mean
        cut = history.lengths
        at = bisect_right(cut, elapsed_s / mean_s)
        left = STEPS - at
        if left == 0:
            return 0.3 * elapsed_s * luck + learned.turnaround.mean
        length_s = cut[at + int(luck * left)] * mean_s
        return max(length_s - elapsed_s, 0.0) + learned.turnaround.mean

    def run(self, run: int) -> dict[int, float]:
        """Play on once; gives for each position the seconds until the call."""
        people, learned, room = self._people, self._learned, self._room
        cut, means = self._history.lengths, learned.visits.means
        turnaround_s, missed_s = learned.turnaround.mean, learned.missed.mean
        luck = (run + 0.5) / RUNS
        length_luck = come_luck = luck
        heap: list[tuple[float, int]] = []
        lanes_of = []
        next_in = {lane: 0 for lane in (*room.services, *(f"@{c}" for c in room.counters))}
        coming_next = {s: 0 for s in room.services}
        breaks = []
        for index, counter in enumerate(self._counters):
            luck = (luck + BRONZE) % 1.0
            free_s = self.free_in(counter.id, luck)
            lanes_of.append([lane for lane in (f"@{counter.id}", *room.counters[counter.id].services) if self._lanes.get(lane)])
            breaks.append(list(counter.breaks))
            if free_s < inf:
                heap.append((free_s, index))
        heapify(heap)
        called: dict[int, float] = {}
        pending = len(self._asked) + sum(map(len, self._lanes.values()))
        asked = list(self._asked)
        while heap and pending:
            at, index = heappop(heap)
            counter = self._counters[index]
            if breaks[index] and at >= breaks[index][0][0]:
                _, length_s, share = breaks[index].pop(0)
                come_luck = (come_luck + SILVER) % 1.0
                if come_luck < share:
                    heappush(heap, (at + length_s, index))
                    continue
            if at >= counter.ends_s:
                continue
            best, best_lane, best_coming = 1 << 30, "", ""
            for lane in lanes_of[index]:
                waiting = self._lanes[lane]
                place = next_in[lane]
                if place < len(waiting) and waiting[place] < best:
                    best, best_lane = waiting[place], lane
            next_s = inf
            for service in counter.services:
                coming = self._coming.get(service)
                if coming:
                    place = coming_next[service]
                    while place < len(coming):
                        position = coming[place]
                        comes_s = people[position].comes_s
                        if comes_s > at:
                            if comes_s < next_s:
                                next_s = comes_s
                            break
                        share = people[position].share
                        if share < 1.0:
                            come_luck = (come_luck + SILVER) % 1.0
                            if come_luck >= share:
                                place += 1
                                coming_next[service] = place
                                continue
                            people[position].share = 1.0
                        if position < best:
                            best, best_coming = position, service
                        break
            for position in asked:
                if position < best and people[position].service in counter.services:
                    called[position] = at
                    pending -= 1
            if pending and asked:
                asked = [position for position in asked if position not in called]
            if best == 1 << 30:
                if next_s < inf:
                    heappush(heap, (next_s, index))
                continue
            person = people[best]
            if best_coming:
                coming_next[best_coming] += 1
            else:
                next_in[best_lane] += 1
                called[best] = at
                pending -= 1
            come_luck = (come_luck + SILVER) % 1.0
            waited_s = person.waited_s + at - person.comes_s
            if come_luck < learned.showing_up.missing(waited_s, person.booked):
                busy_s = missed_s
            else:
                length_luck = (length_luck + GOLDEN) % 1.0
                busy_s = cut[int(length_luck * STEPS)] * means[person.service].mean * counter.speed
            heappush(heap, (at + busy_s + turnaround_s, index))
        return called


def replay(room, history, now, asked=()):
    one = Replay(room, history, now, asked)
    shares = [p.share for p in one._people]
    runs = []
    for run in range(RUNS):
        for p, s in zip(one._people, shares):
            p.share = s
        runs.append(one.run(run))
    return one, runs
