"""The booking desk: answers whoever books, from the seat book, beside the room and not in it.

The room hears of a booking only once the book has it; if a hub dies between the two, the next one
reads the book again. The book is asked on a thread of its own, so that a slow one holds up no call.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from waiting_room.hub.seat_book import SeatBook
from waiting_room.hub.showing import seen
from waiting_room.rules import commands as asked
from waiting_room.rules.booking import (
    KNOWN,
    Booking,
    check_changeable,
    is_at,
    is_news,
    known_until,
    longest_known,
    tidy_code,
)
from waiting_room.rules.commands import Command
from waiting_room.rules.refused import Refused
from waiting_room.rules.signed_code import SignedBooking
from waiting_room.rules.slots import Slot, open_slots, slot_at, slots_during, terms_of
from waiting_room.rules.tries import Tries
from waiting_room.rules.zone import Zone
from waiting_room.wire.home import Home
from waiting_room.wire.signature import Signer

log = logging.getLogger(__name__)

T = TypeVar("T")

AT_THE_DESK = (
    asked.FreeSlots,
    asked.ReserveSlot,
    asked.Book,
    asked.FindBooking,
    asked.MoveBooking,
    asked.CancelBooking,
)
"""The commands that are answered here."""

QUESTIONS = (asked.FreeSlots, asked.FindBooking)
"""Those of them that change nothing, so that their answers need not be kept."""

WRONG_CODES = 100
WRONG_WITHIN = timedelta(minutes=10)
"""So many wrong codes may one device give, for all who use it: a website serves a whole town.

That is 14,400 guesses a day, slips of the finger among them. At 13 thousand million codes it is
nothing; the codes of other systems may be fewer. The website counts by address, too.
"""

BOOKINGS_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Answer:
    """What the asker is told, and the booking that the room must know from now on."""

    result: dict[str, Any]
    booking: Booking | None = None


class BookingDesk:
    """Answers for one zone; `aside` runs what may take long somewhere else, one after the other."""

    def __init__(
        self,
        zone: Zone,
        book: SeatBook,
        signer: Signer,
        home: Home,
        *,
        mint: Callable[[], str],
        aside: Callable[[Callable[[], None]], None] = lambda work: work(),
    ) -> None:
        self.public_keys = signer.public_keys
        self._zone = zone
        self._book = book
        self._signer = signer
        self._home = home
        self._mint = mint
        self._aside = aside
        self._tries = Tries(WRONG_CODES, WRONG_WITHIN)
        self._is_open = False

    def ask(
        self,
        client: str,
        order: Any,
        now: datetime,
        told: Callable[[Answer | Refused], None],
    ) -> None:
        """Answer a command, at home and later."""
        self._do(lambda: self._answer(client, order, now), told)

    def catch_up(
        self,
        known: Sequence[Booking],
        now: datetime,
        told: Callable[[list[Booking] | Refused], None],
    ) -> None:
        """Bring the book and what the room knows to the same state, whichever has missed what.

        Tells what the room had missed.
        Before that nothing can be booked: a seat could be another's.
        """
        self._do(lambda: self._catch_up(known, now), told)

    def close(self) -> None:
        """Give the book's connections back."""
        self._book.close()

    def forget(self, now: datetime) -> None:
        """Delete from the book what is long over."""
        self._do(lambda: self._book.forget(now - BOOKINGS_KEPT), lambda _: None)

    def _do(self, work: Callable[[], T], told: Callable[[T | Refused], None]) -> None:
        def do() -> None:
            outcome: T | Refused
            try:
                outcome = work()
            except Refused as refused:
                outcome = refused
            self._home.soon(lambda: told(outcome))

        self._aside(do)

    def _answer(self, client: str, command: Command, now: datetime) -> Answer:
        if not self._is_open:
            text = "Bookings cannot be made or changed yet."
            raise Refused("book_unreachable", text, retry=True)
        match command:
            case asked.FreeSlots():
                return self._free_slots(command, now)
            case asked.ReserveSlot():
                return self._reserve(command, now)
            case asked.Book():
                wishes = {"language": command.language, "needs": command.needs}
                return self._booked(self._book.book(command.token, self._mint, now, **wishes))
            case asked.FindBooking():
                return self._booked(self._found(client, command.code, now))
            case asked.MoveBooking():
                booking = self._found(client, command.code, now)
                return self._booked(self._moved(booking, command.starts_at, now))
            case asked.CancelBooking():
                booking = self._found(client, command.code, now)
                return self._booked(self._book.cancel(booking.code, now))
            case _:
                raise AssertionError(f"{command} is not for the desk")

    def _free_slots(self, command: asked.FreeSlots, now: datetime) -> Answer:
        slots = open_slots(self._zone, command.service, now, command.day)
        taken = self._book.taken(slots, now)
        free = {slot: max(0, slot.seats - taken.get(slot.starts_at, 0)) for slot in slots}
        if command.day is not None:
            shown = [_slot_on_wire(slot, seats) for slot, seats in free.items()]
            return Answer({"slots": shown})
        days: dict[str, int] = {}
        for slot, seats in free.items():
            day = self._zone.local(slot.starts_at).date().isoformat()
            days[day] = days.get(day, 0) + seats
        return Answer({"days": [{"day": day, "free": seats} for day, seats in days.items()]})

    def _reserve(self, command: asked.ReserveSlot, now: datetime) -> Answer:
        slot = slot_at(self._zone, command.service, command.starts_at, now)
        until = now + timedelta(minutes=terms_of(self._zone, command.service).reserve_min)
        until = self._book.reserve(slot, command.token, now, until)
        return Answer(
            {
                "service": slot.service,
                "starts_at": slot.starts_at.isoformat(),
                "minutes": slot.minutes,
                "reserved_until": until.isoformat(),
            }
        )

    def _found(self, client: str, code: str, now: datetime) -> Booking:
        """Find a booking; whoever gives many wrong codes is refused for a while."""
        self._tries.check(client, now)
        try:
            return self._book.find(tidy_code(code))
        except Refused as refused:
            # Also one that cannot be ours: the codes of other systems have no check sign.
            if refused.code == "unknown_booking":
                self._tries.count(client, now)
            raise

    def _moved(self, booking: Booking, starts_at: datetime, now: datetime) -> Booking:
        if is_at(booking, starts_at):
            return booking
        check_changeable(booking, now)
        slot = slot_at(self._zone, booking.service, starts_at, now)
        return self._book.move(booking.code, slot, now)

    def _booked(self, booking: Booking) -> Answer:
        shown = booking.model_dump(mode="json", exclude={"zone"})
        signed = self._signer.sign(seen(SignedBooking, booking))
        return Answer(shown | {"signed": signed}, booking)

    def _catch_up(self, known: Iterable[Booking], now: datetime) -> list[Booking]:
        self._book.open()
        services = self._zone.services
        booked = {
            booking.code: booking
            for booking in self._book.since(now - longest_known(services))
            if known_until(booking, services) >= now
        }
        ours = {booking.code: booking for booking in known if booking.zone == self._zone.id}
        missing = [
            booking
            for code, booking in ours.items()
            if booking.starts_at >= now - KNOWN
            and (code not in booked or booked[code].revision < booking.revision)
        ]
        beyond = self._book.put(((one, self._slots_of(one)) for one in missing), now)
        if beyond:
            codes = ", ".join(booking.code for booking in beyond)
            log.warning("more bookings than seats, taken all the same: %s", codes)
        self._is_open = True
        return [one for one in booked.values() if is_news(one, ours.get(one.code))]

    def _slots_of(self, booking: Booking) -> list[Slot]:
        return slots_during(self._zone, booking.service, booking.starts_at, booking.minutes)


def _slot_on_wire(slot: Slot, free: int) -> dict[str, Any]:
    return {"starts_at": slot.starts_at.isoformat(), "minutes": slot.minutes, "free": free}
