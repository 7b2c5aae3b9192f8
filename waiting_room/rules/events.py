"""Events: what has happened; facts in the past tense, enough to rebuild the room from."""

from datetime import date
from typing import ClassVar

from waiting_room.rules.booking import Booking
from waiting_room.rules.shape import Name, Number, Shape, wire_name
from waiting_room.rules.ticket import Ticket


class Event(Shape):
    """Something that has happened and is on disk.

    `announced` events are also sent as moments: a display plays them once. All others are
    seen only in the views.
    """

    announced: ClassVar[bool] = False


class DayOpened(Event):
    """A new day began: lines are empty and numbers start again."""

    day: date


class TicketIssued(Event):
    """A visitor got a ticket."""

    ticket: Ticket


class TicketCalled(Event):
    """A ticket was called to a counter, for the first time or once more."""

    announced = True
    number: Number
    counter: Name
    calls: int
    language: str


class ServingStarted(Event):
    """The called visitor is at the counter."""

    number: Number
    counter: Name


class ServingFinished(Event):
    """A visit ended."""

    number: Number
    counter: Name
    outcome: str


class TicketMissed(Event):
    """The called visitor did not come."""

    number: Number
    counter: Name


class TicketHeld(Event):
    """A visit was set aside."""

    number: Number
    counter: Name
    reason: str


class TicketResumed(Event):
    """A ticket is back in its line, at its old place."""

    number: Number


class TicketTransferred(Event):
    """A visitor was sent on; the ticket waits again, its time of arrival kept."""

    number: Number
    counter: Name
    service: Name
    to_counter: Name | None


class TicketCancelled(Event):
    """A ticket left the line."""

    number: Number
    why: str


class CounterOpened(Event):
    """A counter opened or ended its pause."""

    counter: Name


class CounterPaused(Event):
    """A counter paused."""

    counter: Name
    reason: str


class CounterClosed(Event):
    """A counter closed."""

    counter: Name


class BookingAdded(Event):
    """A booking was put into the book, or replaced by a newer version of itself."""

    booking: Booking


EVENTS: dict[str, type[Event]] = {wire_name(event): event for event in Event.__subclasses__()}
"""Every event there is, by its name in the journal and on the wire."""
