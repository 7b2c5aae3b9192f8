"""Record: watches a day being played, and tells in the end what became of everybody."""

from collections import defaultdict
from datetime import date, datetime

from waiting_room.rules import events as happened
from waiting_room.rules.events import Event
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status, Ticket
from waiting_room.simulator.played import CounterPlayed, DayPlayed, Outcome, TicketPlayed

OUTCOMES = {
    Status.FINISHED: Outcome.SERVED,
    Status.NO_SHOW: Outcome.NO_SHOW,
    Status.CANCELLED: Outcome.LEFT,
}


class Record:
    """A watcher that keeps what the room itself forgets: first calls, and counters' hours."""

    def __init__(self) -> None:
        self._first_called: dict[str, datetime] = {}
        self._opened_at: dict[str, datetime] = {}
        self._open_s: defaultdict[str, float] = defaultdict(float)
        self._busy_s: defaultdict[str, float] = defaultdict(float)

    def __call__(self, event: Event, at: datetime, room: WaitingRoom) -> None:
        """See one event."""
        match event:
            case happened.TicketCalled():
                self._first_called.setdefault(event.number, at)
            case happened.ServingFinished() | happened.TicketMissed():
                called_at = self._first_called[event.number]
                self._busy_s[event.counter] += (at - called_at).total_seconds()
            case happened.CounterOpened():
                self._opened_at[event.counter] = at
            case happened.CounterPaused() | happened.CounterClosed():
                opened_at = self._opened_at.pop(event.counter, at)
                self._open_s[event.counter] += (at - opened_at).total_seconds()

    def day(self, day: date, room: WaitingRoom, turned_away: int) -> DayPlayed:
        """Tell the whole day from the room as it is in the evening."""
        return DayPlayed(
            day=day,
            tickets=tuple(self._ticket(ticket, room) for ticket in room.tickets.values()),
            counters={
                counter: CounterPlayed(self._open_s[counter], self._busy_s[counter])
                for counter in room.counters
            },
            turned_away=turned_away,
        )

    def _ticket(self, ticket: Ticket, room: WaitingRoom) -> TicketPlayed:
        booking = room.bookings[ticket.booking] if ticket.booking else None
        return TicketPlayed(
            number=ticket.number,
            service=ticket.service,
            booked_for=booking.starts_at if booking else None,
            arrived_at=ticket.arrived_at,
            called_at=self._first_called.get(ticket.number),
            outcome=OUTCOMES.get(ticket.status, Outcome.NEVER_CALLED),
            counter=ticket.counter,
            started_at=ticket.started_at,
            ended_at=ticket.ended_at,
        )
