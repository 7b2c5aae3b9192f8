"""Events: what has happened; facts in the past tense, enough to rebuild the room from."""

from datetime import date
from typing import ClassVar

from waiting_room.rules.booking import Booking
from waiting_room.rules.reason import Reason
from waiting_room.rules.shape import Instant, Name, Number, Shape, Token, wire_name
from waiting_room.rules.ticket import Step, Ticket


class Event(Shape):
    """Something that has happened and is on disk.

    `announced` events are also sent as moments: a display plays them once. All others are
    seen only in the views.
    """

    announced: ClassVar[bool] = False

    @property
    def numbers(self) -> tuple[str, ...]:
        """The tickets that this event changes."""
        number: str | None = getattr(self, "number", None)
        return () if number is None else (number,)


class DayOpened(Event):
    """A new day began: lines are empty and numbers start again."""

    day: date


class Lease(Shape):
    """Numbers that one kiosk may give out by itself, first to last, until `ends_at`.

    Of one letter and day no later lease begins before the last number of an earlier one.
    """

    letter: str
    first: int
    last: int
    day: date
    leased_at: Instant
    ends_at: Instant


class NumbersLeased(Event):
    """A kiosk was leased its next numbers."""

    device: Name
    lease: Lease


class NumbersSkipped(Event):
    """A restored hub left so many numbers of each letter out."""

    count: int


class TicketIssued(Event):
    """A visitor got a ticket."""

    ticket: Ticket


class TicketJoined(Event):
    """A booked visitor got a second slip from a kiosk on its own; it is one visit all the same."""

    number: Number
    token: Token


class TicketCalled(Event):
    """A ticket was called to a counter, for the first time or once more; `why` it was that one."""

    announced = True
    number: Number
    counter: Name
    calls: int
    language: str
    why: Reason


class ServingStarted(Event):
    """The called visitor is at the counter."""

    number: Number
    counter: Name


class ServingFinished(Event):
    """A visit ended."""

    number: Number
    counter: Name
    outcome: str


class StepFinished(Event):
    """One service of a visit ended and `next` is due: at once at this counter if `stays`."""

    number: Number
    counter: Name
    outcome: str
    next: Step
    stays: bool


class ServiceAdded(Event):
    """A visit got one more service, as its last."""

    number: Number
    counter: Name
    service: Name


class TicketMissed(Event):
    """The called visitor did not come."""

    number: Number
    counter: Name


class TicketHeld(Event):
    """A visit was set aside; at `back_at` a clerk is reminded, or it `returns` by itself."""

    number: Number
    counter: Name
    reason: str
    back_at: Instant | None = None
    returns: bool = False


class TicketSetAside(Event):
    """A number that nobody answered is left alone; at `back_at` it comes back by itself."""

    number: Number
    back_at: Instant


class TicketResumed(Event):
    """A ticket is back at its old place: in its service's line, or for one counter alone."""

    number: Number
    for_counter: Name | None = None


class TicketTransferred(Event):
    """A visitor was sent on; the ticket waits again, its time of arrival kept."""

    number: Number
    counter: Name
    to: Step
    back: Step | None


class StepUndone(Event):
    """The last step at a counter was taken back: these tickets are as they were before."""

    counter: Name
    tickets: tuple[Ticket, ...]
    in_front: Number | None

    @property
    def numbers(self) -> tuple[str, ...]:
        """The tickets that this event changes."""
        return tuple(ticket.number for ticket in self.tickets)


class TicketDelayed(Event):
    """A visitor let others go first; the ticket now stands as if it had come at `stands_at`."""

    number: Number
    stands_at: Instant


class TicketCancelled(Event):
    """A ticket left the line."""

    number: Number
    why: str


class CounterOpened(Event):
    """A counter opened or ended its pause, or somebody else sits there now."""

    counter: Name
    clerk: Name | None


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
