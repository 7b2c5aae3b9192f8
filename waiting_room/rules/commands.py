"""Commands: what a client may ask, and which role may ask it."""

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from waiting_room.rules.booking import Booking
from waiting_room.rules.shape import Instant, Language, Name, Note, Number, Shape, Token, wire_name
from waiting_room.rules.ticket import Need
from waiting_room.rules.zone import Role

Outcome = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,32}$")]
ScannedCode = Annotated[str, StringConstraints(min_length=1, max_length=512)]

AT_THE_COUNTER = frozenset({Role.COUNTER})
WHO_BOOKS = frozenset({Role.COUNTER, Role.WEBSITE})


class Command(Shape):
    """Something a client asks of the hub; imperative, and never believed without a check."""

    asked_by: ClassVar[frozenset[Role]]


class Numbered(Shape):
    """What a kiosk may bring along: a `number` of its own, and the wait that it told.

    Without `printed_at` the number is an offer; what was printed is never refused.
    """

    number: Number | None = None
    printed_at: Instant | None = None
    told_s: tuple[int, int] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.number is None and self.printed_at is not None:
            raise ValueError("what was printed has a number")
        return self


class IssueTicket(Numbered, Command):
    """Give out a ticket; the asker mints the token, so that it can print without an answer.

    A visit can have several services: `also` names those that follow the first.
    """

    asked_by = frozenset({Role.KIOSK, Role.COUNTER, Role.WEBSITE})
    service: Name
    also: tuple[Name, ...] = Field(default=(), max_length=5)
    token: Token
    language: Language = "de"
    needs: tuple[Need, ...] = ()


class CheckIn(Numbered, Command):
    """Say that a booked visitor has arrived, by the code scanned or typed, signed or not."""

    asked_by = frozenset({Role.KIOSK, Role.COUNTER})
    code: ScannedCode
    token: Token


class LeaseNumbers(Command):
    """Let a kiosk have its next numbers, above the highest that it has had today."""

    asked_by = frozenset({Role.KIOSK})
    above: int = Field(default=0, ge=0, le=99_999)


class CallNext(Command):
    """Call the next visitor to a counter; a visit still being served is finished first."""

    asked_by = AT_THE_COUNTER
    counter: Name


class CallTicket(Command):
    """Call one certain ticket to a counter."""

    asked_by = AT_THE_COUNTER
    counter: Name
    number: Number


class Recall(Command):
    """Call the called ticket once more."""

    asked_by = AT_THE_COUNTER
    counter: Name


class StartServing(Command):
    """Say that the called visitor is at the counter."""

    asked_by = AT_THE_COUNTER
    counter: Name


class FinishServing(Command):
    """End the service, with how it ended; if the visit has another one, that is next."""

    asked_by = AT_THE_COUNTER
    counter: Name
    outcome: Outcome = "done"


class MarkNoShow(Command):
    """Say that the called visitor did not come."""

    asked_by = AT_THE_COUNTER
    counter: Name


class AddService(Command):
    """Add a service to the visit in front of the clerk, as its last."""

    asked_by = AT_THE_COUNTER
    counter: Name
    service: Name


class HoldTicket(Command):
    """Set the visit aside; the visitor will be called again later.

    After `minutes` the clerk is reminded, or with `returns` the ticket comes back by itself.
    """

    asked_by = AT_THE_COUNTER
    counter: Name
    reason: Note = ""
    minutes: int | None = Field(default=None, ge=1, le=480)
    returns: bool = False


class ResumeTicket(Command):
    """Take a ticket back from hold, or after a no-show, into its line or to this counter.

    A number that nobody answered is left alone for a while first; it then returns by itself.
    """

    asked_by = AT_THE_COUNTER
    number: Number
    counter: Name | None = None


class TransferTicket(Command):
    """Send the visitor on to a service, counter or clerk; the time of arrival is kept.

    With `come_back` the visitor returns to this counter once that is done.
    """

    asked_by = AT_THE_COUNTER
    counter: Name
    service: Name | None = None
    to_counter: Name | None = None
    to_clerk: Name | None = None
    come_back: bool = False


class Undo(Command):
    """Take back the last step at a counter, as if it had not been."""

    asked_by = AT_THE_COUNTER
    counter: Name


class DelayTicket(Command):
    """Let some others go first; by the ticket's token, or by its number at a counter."""

    asked_by = frozenset({Role.COUNTER, Role.WEBSITE})
    token: Token | None = None
    number: Number | None = None
    places: int = Field(default=2, ge=1, le=20)


class CancelTicket(Command):
    """Leave the line; by the ticket's token, or by its number at a counter."""

    asked_by = frozenset({Role.COUNTER, Role.WEBSITE})
    token: Token | None = None
    number: Number | None = None


class OpenCounter(Command):
    """Open a counter, end its pause, or say who sits there now."""

    asked_by = AT_THE_COUNTER
    counter: Name
    clerk: Name | None = None


class PauseCounter(Command):
    """Pause a counter, with the reason that colleagues see."""

    asked_by = AT_THE_COUNTER
    counter: Name
    reason: Note = ""


class CloseCounter(Command):
    """Close a counter for now."""

    asked_by = AT_THE_COUNTER
    counter: Name


class ReportDevice(Command):
    """Tell the hub how a device's parts are: `{"printer": "ok", "scanner": "none"}`."""

    asked_by = frozenset(Role)
    parts: dict[Name, Annotated[str, StringConstraints(max_length=64)]]


class FreeSlots(Command):
    """Say which days still have free seats, or which slots of one day."""

    asked_by = WHO_BOOKS
    service: Name
    day: date | None = None


class ReserveSlot(Command):
    """Keep a seat for somebody who is about to book; the asker mints the token."""

    asked_by = WHO_BOOKS
    service: Name
    starts_at: Instant
    token: Token


class Book(Command):
    """Book the seat that is reserved for a token."""

    asked_by = WHO_BOOKS
    token: Token
    language: Language = "de"
    needs: tuple[Need, ...] = ()


class FindBooking(Command):
    """Show a booking to whoever has its code."""

    asked_by = WHO_BOOKS
    code: ScannedCode


class MoveBooking(Command):
    """Move a booking to another time; until that is sure the old one stays."""

    asked_by = WHO_BOOKS
    code: ScannedCode
    starts_at: Instant


class CancelBooking(Command):
    """Cancel a booking; its seat is free again."""

    asked_by = WHO_BOOKS
    code: ScannedCode


class OpenDay(Command):
    """Begin the day that `now` belongs to; only the hub itself asks this."""

    asked_by = frozenset()
    now: Instant


class SkipNumbers(Command):
    """Leave out what may have been leased since the hub's file was saved; the hub's own."""

    asked_by = frozenset()


class PassTime(Command):
    """Do what is due by now; only the hub itself asks this, on every beat."""

    asked_by = frozenset()


class AddBookings(Command):
    """Put bookings into the book; only the hub itself asks this, from a file."""

    asked_by = frozenset()
    bookings: tuple[Booking, ...]


COMMANDS: dict[str, type[Command]] = {
    wire_name(command): command
    for command in Command.__subclasses__()
    if command.asked_by  # what nobody may ask has no name on the wire
}
"""Every command a client may send, by its name on the wire."""
