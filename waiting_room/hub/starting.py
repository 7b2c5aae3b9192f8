"""Starting: the room as the journal tells it, or the end of a day that no hub saw end."""

from collections.abc import Sequence
from datetime import date, datetime

from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.journal import Journal
from waiting_room.hub.store import Store
from waiting_room.hub.store_error import StoreError
from waiting_room.rules import events as happened
from waiting_room.rules.booking import Booking, next_version
from waiting_room.rules.commands import AddBookings
from waiting_room.rules.events import Event
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.ticket import Status
from waiting_room.rules.waiting_time import Forecaster
from waiting_room.wire.topics import HUB


def rebuild(room: WaitingRoom, journal: Journal, forecaster: Forecaster) -> None:
    """Apply the day's events again, and let the forecaster see them.

    A booking that came today was not known before; one that was changed today is not either, since
    the store has its newest version alone. Raises StoreError if the zone has lost what they name.
    """
    events = list(journal.load_day())
    for _, event in events:
        if isinstance(event, happened.BookingAdded):
            room.bookings.pop(event.booking.code, None)
    for at, event in events:
        try:
            room.apply(event, at)
        except KeyError as missing:
            raise StoreError(
                f"the zone has no {missing} any more, but today's tickets need it; put it back "
                f"into the zone's file until {room.zone.day_starts:%H:%M} tomorrow"
            ) from None
        forecaster.saw(event, at, room)


def add_newest(room: WaitingRoom, bookings: Sequence[Booking]) -> AddBookings:
    """Give the command that adds what another system tells, after the versions that are known."""
    known = room.bookings
    return AddBookings(bookings=tuple(next_version(one, known.get(one.code)) for one in bookings))


def end_past_day(store: Store, day: date, now: datetime) -> None:
    """Close what a day left open that ended while no hub was there.

    Its events are not applied again: the zone may have changed since.
    """
    batch = Batch(at=now, ended_day=day)
    for seq, (number, status, counter) in enumerate(store.tickets.open_on(day), store.seq + 1):
        event: Event = happened.TicketCancelled(number=number, why="day_ended")
        if status == Status.SERVING:
            event = happened.ServingFinished(number=number, counter=counter, outcome="day_ended")
        batch.events.append(Recorded(seq, now, day, event, HUB, ""))
    if batch:
        store.save(batch)
