"""History: what today and the days before have shown; it changes with the events alone."""

from bisect import insort
from collections import Counter as Tally
from collections import deque
from datetime import date, datetime

from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking
from waiting_room.rules.events import Event
from waiting_room.rules.room import IN_FRONT, WaitingRoom
from waiting_room.rules.ticket import Ticket
from waiting_room.rules.waiting_time.averages import Average
from waiting_room.rules.waiting_time.counters_today import CountersToday
from waiting_room.rules.waiting_time.learned import Learned

WAITS_KEPT = 10
HALF_HOUR_S = 1800
CAME_MEMORY = 15.0


class History:
    """What estimators know besides the room; `saw` follows every `WaitingRoom.apply`.

    The first event it sees opens a day.
    """

    counters: CountersToday

    def __init__(self, learned: Learned) -> None:
        self.learned = learned
        self._clear()

    def _clear(self) -> None:
        self.lengths = self.learned.visits.law.cut()
        self.waits: dict[str, deque[float]] = {}
        self._uncalled: set[str] = set()
        self._came: Tally[tuple[str, int]] = Tally()
        self._checked_in: set[str] = set()
        self._booked: list[Booking] = []  # today's, the earliest first

    def saw(self, event: Event, at: datetime, room: WaitingRoom) -> None:
        """Take in what has just been applied to the room."""
        match event:
            case happened.DayOpened():
                self._open_day(event.day, room)
            case happened.TicketIssued():
                self._issued(event.ticket, at, room)
            case happened.TicketCalled() if event.calls == 1:
                self._called(room.tickets[event.number], event.counter, at)
            case happened.ServingStarted():
                self.counters.started(event.number, at)
            case happened.TicketMissed():
                self.counters.missed(event.number, at)
            case happened.StepFinished() if event.stays:
                self.counters.freed(event.number, at)
                self.counters.take_over(room.tickets[event.number], event.counter, at)
            case happened.StepUndone():
                self.counters.undone(event.counter, event.numbers, at, room)
            case happened.CounterOpened() if room.desks[event.counter].ticket is None:
                self.counters.opened(event.counter, at)
            case happened.CounterPaused():
                self.counters.paused(event.counter, at)
            case happened.CounterClosed():
                left = room.next_at(event.counter, at)
                self.counters.closed(event.counter, at, somebody_waits=left is not None)
            case happened.BookingAdded():
                self._take_in(event.booking, room)
            case _:
                self._left(event.numbers, at, room)

    def _open_day(self, day: date, room: WaitingRoom) -> None:
        self.end_day()
        self.learned.fit(room.zone)
        self._clear()
        self.counters = CountersToday(self.learned, room.zone.midnight(day), day.weekday())
        for booking in room.bookings.values():
            self._take_in(booking, room)

    def end_day(self) -> None:
        """Take into the means over days what only a whole day can tell."""
        if not self._came and not self._checked_in:
            return
        self.counters.end_day()
        for service, came in self.learned.came.items():
            half_hours = {half_hour for name, half_hour in self._came if name == service}
            for half_hour in came.keys() | half_hours:
                count = float(self._came[service, half_hour])
                came.setdefault(half_hour, Average(count, 0.0, CAME_MEMORY)).add(count)
        for booking in self._booked:
            self.learned.booked_come.add(float(booking.code in self._checked_in))
        self._came.clear()
        self._checked_in.clear()

    def _take_in(self, booking: Booking, room: WaitingRoom) -> None:
        """Keep a booking in its newest version; one of today that is not cancelled."""
        self._booked = [one for one in self._booked if one.code != booking.code]
        if not booking.cancelled and room.zone.day_of(booking.starts_at) == room.day:
            insort(self._booked, booking, key=lambda one: (one.starts_at, one.code))

    def _issued(self, ticket: Ticket, at: datetime, room: WaitingRoom) -> None:
        self._uncalled.add(ticket.number)
        if ticket.booking is None:
            self._came[ticket.service, int(self.second(at) // HALF_HOUR_S)] += 1
            return
        self._checked_in.add(ticket.booking)
        if ticket.booking in room.bookings:
            early = room.bookings[ticket.booking].starts_at - at
            self.learned.early.add(early.total_seconds())

    def _called(self, ticket: Ticket, counter: str, at: datetime) -> None:
        waited_s = None
        if ticket.number in self._uncalled:
            self._uncalled.discard(ticket.number)
            waited_s = ticket.waited_s(at)
            self.waits.setdefault(ticket.service, deque(maxlen=WAITS_KEPT)).append(waited_s)
        self.counters.called(ticket, counter, at, waited_s)

    def _left(self, numbers: tuple[str, ...], at: datetime, room: WaitingRoom) -> None:
        """Note whose visit ended, whatever ended it."""
        for number in numbers:
            if number in self.counters.in_front and room.tickets[number].status not in IN_FRONT:
                self.counters.freed(number, at)

    def second(self, at: datetime) -> float:
        """Give a moment in seconds of the day."""
        return self.counters.second(at)

    def bookings_to_come(self, room: WaitingRoom) -> list[Booking]:
        """List today's bookings that nobody has come for yet, the earliest first."""
        return [booking for booking in self._booked if booking.code not in room.by_booking]

    def per_s(self, service: str, second: float) -> float:
        """Give how many walk-ins a second usually come for a service at a time of the day."""
        known = self.learned.came[service].get(int(second // HALF_HOUR_S))
        return known.mean / HALF_HOUR_S if known else 0.0
