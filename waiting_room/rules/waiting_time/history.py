"""History: what today and the days before have shown; it changes with the events alone."""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking
from waiting_room.rules.events import Event
from waiting_room.rules.room import IN_FRONT, WaitingRoom
from waiting_room.rules.ticket import Status, Ticket
from waiting_room.rules.waiting_time.averages import Average
from waiting_room.rules.waiting_time.learned import Learned
from waiting_room.rules.waiting_time.routine import CounterDay, Usual
from waiting_room.rules.zone import Zone

WAITS_KEPT = 10
CALLS_KEPT = 30
LONGEST_GAP_S = 600.0
"""A counter that has called nobody for longer is doing something else."""

CAME_SLOT_S = 1800
CAME_MEMORY = 15.0


@dataclass(slots=True)
class InFront:
    """Somebody who was called and whose counter is not free yet."""

    counter: str
    service: str
    booked: bool
    called_at: datetime
    waited_s: float | None
    started: bool = False


class History:
    """What estimators know besides the room; `saw` follows every `WaitingRoom.apply`."""

    def __init__(self, learned: Learned | None = None) -> None:
        self.learned = learned or Learned()
        self.lengths = self.learned.visits.law.cut()
        self._clear()

    def _clear(self) -> None:
        self.in_front: dict[str, InFront] = {}
        self.free_since: dict[str, datetime] = {}
        self.paused_at: dict[str, datetime] = {}
        self.days: dict[str, CounterDay] = {}
        self.usual: dict[str, Usual] = {}
        self.waits: dict[str, deque[float]] = {}
        self.calls: dict[str, deque[datetime]] = {}
        self._uncalled: set[str] = set()
        self._came: dict[str, dict[int, int]] = {}
        self._checked_in: set[str] = set()
        self._book: list[Booking] | None = None
        self._book_size = 0

    def second(self, at: datetime) -> float:
        """Give a moment in seconds of the day."""
        return (at - self._midnight).total_seconds()

    def saw(self, event: Event, at: datetime, room: WaitingRoom) -> None:
        """Take in what has just been applied to the room."""
        match event:
            case happened.DayOpened():
                self._open_day(event.day, room.zone)
            case happened.TicketIssued():
                self._issued(event.ticket, at, room)
            case happened.TicketCalled() if event.calls == 1:
                self._called(room.tickets[event.number], event.counter, at)
            case happened.ServingStarted():
                self._started(event.number, at)
            case happened.TicketMissed():
                self._missed(event.number, at)
            case happened.StepFinished() if event.stays:
                self._freed(event.number, at)
                self._take_over(room.tickets[event.number], event.counter, at)
            case happened.StepUndone():
                self._undone(event, at, room)
            case happened.TicketCancelled():
                self._uncalled.discard(event.number)
                self._freed(event.number, at)
            case happened.CounterOpened() if room.desks[event.counter].ticket is None:
                self._opened(event.counter, at)
            case happened.CounterPaused():
                self.free_since.pop(event.counter, None)
                self.paused_at[event.counter] = at
            case happened.CounterClosed():
                self._closed(event.counter, at, room)
            case happened.BookingAdded():
                self._book = None
            case _ if (number := getattr(event, "number", "")) in self.in_front:
                if room.tickets[number].status not in IN_FRONT:
                    self._freed(number, at)

    def _open_day(self, day: date, zone: Zone) -> None:
        self._end_day(zone)
        self.learned.fit(zone)
        self._clear()
        self.lengths = self.learned.visits.law.cut()
        noon = datetime.combine(day, time(12), ZoneInfo(zone.timezone))
        self._midnight = noon.astimezone(UTC) - timedelta(hours=12)
        self._weekday = day.weekday()
        for counter, routine in self.learned.routines.items():
            self.usual[counter] = routine.usual(self._weekday)

    def _end_day(self, zone: Zone) -> None:
        """Take into the means over days what only a whole day can tell."""
        if not self.days:
            return
        for counter, routine in self.learned.routines.items():
            routine.end_day(self.days.get(counter))
        for service, came in self.learned.came.items():
            seen = self._came.get(service, {})
            for slot in came.keys() | seen.keys():
                count = float(seen.get(slot, 0))
                came.setdefault(slot, Average(count, 0.0, CAME_MEMORY)).add(count)
        for booking in self._book or ():
            self.learned.booked_come.add(float(booking.code in self._checked_in))

    def _issued(self, ticket: Ticket, at: datetime, room: WaitingRoom) -> None:
        self._uncalled.add(ticket.number)
        if ticket.booking is None:
            slot = int(self.second(at) // CAME_SLOT_S)
            came = self._came.setdefault(ticket.service, {})
            came[slot] = came.get(slot, 0) + 1
        else:
            self._checked_in.add(ticket.booking)
            booking = room.bookings.get(ticket.booking)
            if booking is not None:
                self.learned.early.add((booking.starts_at - at).total_seconds())

    def _called(self, ticket: Ticket, counter: str, at: datetime) -> None:
        free_since = self.free_since.pop(counter, None)
        if free_since is not None:
            was_there = ticket.arrived_at <= free_since
            gap_s = (at - max(ticket.arrived_at, free_since)).total_seconds()
            if gap_s < LONGEST_GAP_S:
                learned = self.learned.turnaround if was_there else self.learned.reaction
                learned.add(gap_s)
        waited_s = None
        if ticket.number in self._uncalled:
            self._uncalled.discard(ticket.number)
            waited_s = (at - ticket.arrived_at).total_seconds()
            self.waits.setdefault(ticket.service, deque(maxlen=WAITS_KEPT)).append(waited_s)
            self.calls.setdefault(ticket.service, deque(maxlen=CALLS_KEPT)).append(at)
        self.in_front[ticket.number] = InFront(
            counter, ticket.service, ticket.booked, at, waited_s
        )

    def _started(self, number: str, at: datetime) -> None:
        called = self.in_front[number]
        called.started = True
        self.learned.walk.add((at - called.called_at).total_seconds())
        if called.waited_s is not None:
            self.learned.showing_up.add(called.waited_s, called.booked, missed=False)

    def _freed(self, number: str, at: datetime) -> None:
        """Learn from a visit that was served; one that was only called tells nothing."""
        called = self.in_front.pop(number, None)
        if called is None:
            return
        self.free_since[called.counter] = at
        if called.started:
            length_s = (at - called.called_at).total_seconds()
            expected_s = self.learned.visits.mean_s(called.service)
            speed = self.learned.speeds[called.counter]
            self.learned.visits.add(called.service, length_s / speed.mean)
            speed.add(length_s / expected_s)
            self.learned.any_visit.add(length_s)

    def _take_over(self, ticket: Ticket, counter: str, since: datetime) -> None:
        """Note who is in front without a call that we saw."""
        self.free_since.pop(counter, None)
        started = ticket.status is Status.SERVING
        self.in_front[ticket.number] = InFront(
            counter, ticket.service, ticket.booked, since, None, started
        )

    def _undone(self, event: happened.StepUndone, at: datetime, room: WaitingRoom) -> None:
        for number in event.numbers:
            self.in_front.pop(number, None)
        if event.in_front is None:
            self.free_since[event.counter] = at
        else:
            ticket = room.tickets[event.in_front]
            self._take_over(ticket, event.counter, ticket.called_at or at)

    def _missed(self, number: str, at: datetime) -> None:
        called = self.in_front.pop(number)
        self.free_since[called.counter] = at
        self.learned.missed.add((at - called.called_at).total_seconds())
        if called.waited_s is not None:
            self.learned.showing_up.add(called.waited_s, called.booked, missed=True)

    def _opened(self, counter: str, at: datetime) -> None:
        self.free_since.setdefault(counter, at)
        day = self.days.setdefault(counter, CounterDay(self._weekday, self.second(at)))
        day.ended_s = None
        paused_at = self.paused_at.pop(counter, None)
        if paused_at is not None:
            length_s = (at - paused_at).total_seconds()
            self.learned.pause.add(length_s)
            day.pauses.append((self.second(paused_at), length_s))

    def _closed(self, counter: str, at: datetime, room: WaitingRoom) -> None:
        self.free_since.pop(counter, None)
        self.paused_at.pop(counter, None)
        if counter in self.days and room.next_at(counter, at) is not None:
            self.days[counter].ended_s = self.second(at)

    def pauses(self, counter: str) -> list[tuple[float, float]]:
        """List the pauses a counter has had today; the one it is having has no length yet."""
        day = self.days.get(counter)
        had = list(day.pauses) if day else []
        if counter in self.paused_at:
            had.append((self.second(self.paused_at[counter]), 0.0))
        return had

    def bookings_to_come(self, room: WaitingRoom) -> list[Booking]:
        """List today's bookings that nobody has come for yet, the earliest first."""
        if self._book is None or self._book_size != len(room.bookings):
            self._book = sorted(
                (
                    booking
                    for booking in room.bookings.values()
                    if not booking.cancelled and room.zone.day_of(booking.starts_at) == room.day
                ),
                key=lambda booking: booking.starts_at,
            )
            self._book_size = len(room.bookings)
        return [booking for booking in self._book if booking.code not in room.by_booking]

    def per_s(self, service: str, second: float) -> float:
        """Give how many walk-ins a second usually come for a service at a time of the day."""
        known = self.learned.came[service].get(int(second // CAME_SLOT_S))
        return known.mean / CAME_SLOT_S if known else 0.0
