"""Counters today: who is in front of them, since when they are free or away, and how they work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status, Ticket
from waiting_room.rules.waiting_time.averages import Average
from waiting_room.rules.waiting_time.learned import Learned
from waiting_room.rules.waiting_time.routine import CounterDay, Usual

LONGEST_GAP_S = 600.0
"""A counter that has called nobody for longer is doing something else."""

LONGEST_VISIT_S = 4 * 3600.0
"""Nobody is served for longer: somebody has forgotten to end the visit."""


@dataclass(slots=True)
class InFront:
    """Somebody who was called and whose counter is not free yet; `waited_s` if never before."""

    counter: str
    service: str
    booked: bool
    called_at: datetime
    waited_s: float | None
    started: bool = False


class CountersToday:
    """Follows the counters for one day, and learns from every visit; `midnight` begins the day."""

    def __init__(self, learned: Learned, midnight: datetime, weekday: int) -> None:
        self._learned = learned
        self._midnight = midnight
        self._weekday = weekday
        self.usual: dict[str, Usual] = {
            counter: routine.usual(weekday) for counter, routine in learned.routines.items()
        }
        self.in_front: dict[str, InFront] = {}
        self.free_since: dict[str, datetime] = {}
        self.paused_at: dict[str, datetime] = {}
        self.days: dict[str, CounterDay] = {}

    def second(self, at: datetime) -> float:
        """Give a moment in seconds of the day."""
        return (at - self._midnight).total_seconds()

    def end_day(self) -> None:
        """Learn from the whole day what counters usually do; a day on which none opened is none."""
        for counter, routine in self._learned.routines.items() if self.days else ():
            routine.end_day(self.days.get(counter))

    def called(self, ticket: Ticket, counter: str, at: datetime, waited_s: float | None) -> None:
        """Note a call, and learn how soon it came once the counter and the visitor were there."""
        free_since = self.free_since.pop(counter, at)
        gap_s = (at - max(ticket.arrived_at, free_since)).total_seconds()
        if free_since < at and 0 <= gap_s < LONGEST_GAP_S:
            was_there = ticket.arrived_at <= free_since
            learned = self._learned.turnaround if was_there else self._learned.reaction
            learned.add(gap_s)
        self.in_front[ticket.number] = InFront(counter, ticket.service, ticket.booked, at, waited_s)

    def started(self, number: str, at: datetime) -> None:
        """Note that somebody has come to the counter."""
        called = self.in_front[number]
        called.started = True
        _learn(self._learned.walk, called.called_at, at)
        self._came(called, missed=False)

    def missed(self, number: str, at: datetime) -> None:
        """Note that somebody did not come."""
        called = self.in_front.pop(number)
        self.free_since[called.counter] = at
        _learn(self._learned.missed, called.called_at, at)
        self._came(called, missed=True)

    def _came(self, called: InFront, *, missed: bool) -> None:
        if called.waited_s is not None:
            self._learned.showing_up.add(called.waited_s, called.booked, missed)

    def freed(self, number: str, at: datetime) -> None:
        """Learn from a visit that was served; one that was only called tells nothing."""
        called = self.in_front.pop(number, None)
        if called is None:
            return
        self.free_since[called.counter] = at
        length_s = (at - called.called_at).total_seconds()
        if called.started and 0 <= length_s < LONGEST_VISIT_S:
            learned, speed = self._learned, self._learned.speeds[called.counter]
            usual_s = learned.visits.mean_s(called.service)
            learned.visits.add(called.service, length_s / speed.mean)
            learned.any_visit.add(length_s)
            speed.add(length_s / usual_s)

    def take_over(self, ticket: Ticket, counter: str, since: datetime) -> None:
        """Note who is in front of a counter without having been called there."""
        self.free_since.pop(counter, None)
        started = ticket.status is Status.SERVING
        self.in_front[ticket.number] = InFront(
            counter, ticket.service, ticket.booked, since, None, started
        )

    def undone(self, counter: str, numbers: Iterable[str], at: datetime, room: WaitingRoom) -> None:
        """Note what is so after the last step of a counter was taken back."""
        for number in numbers:
            self.in_front.pop(number, None)
        ticket = room.tickets.get(room.desks[counter].ticket or "")
        if ticket is None:
            self.free_since[counter] = at
        else:
            self.take_over(ticket, counter, ticket.called_at or at)

    def opened(self, counter: str, at: datetime) -> None:
        """Note that a counter opened or came back."""
        self.free_since.setdefault(counter, at)
        day = self.days.setdefault(counter, CounterDay(self._weekday, self.second(at)))
        day.ended_s = None
        paused_at = self.paused_at.pop(counter, None)
        if paused_at is not None and paused_at <= at:
            _learn(self._learned.pause, paused_at, at)
            day.pauses.append((self.second(paused_at), (at - paused_at).total_seconds()))

    def paused(self, counter: str, at: datetime) -> None:
        """Note that a counter pauses."""
        self.free_since.pop(counter, None)
        self.paused_at[counter] = at

    def closed(self, counter: str, at: datetime, *, somebody_waits: bool) -> None:
        """Note that a counter closed; its shift ends then if it left somebody waiting."""
        self.free_since.pop(counter, None)
        self.paused_at.pop(counter, None)
        if somebody_waits and counter in self.days:
            self.days[counter].ended_s = self.second(at)

    def pauses_s(self, counter: str) -> list[float]:
        """List when a counter's pauses of today began, the one that it is having among them."""
        began = []
        if counter in self.days:
            began = [began_s for began_s, _ in self.days[counter].pauses]
        if counter in self.paused_at:
            began.append(self.second(self.paused_at[counter]))
        return began


def _learn(length: Average, since: datetime, at: datetime) -> None:
    """Take in how long something took; it tells nothing if the clock was set back meanwhile."""
    if since <= at:
        length.add((at - since).total_seconds())
