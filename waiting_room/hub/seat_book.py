"""The seat book: who has which seat of which slot; many processes may use one book at once.

Whatever is asked again, because an answer was lost, is the same and happens once.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from waiting_room.disk.columns import table
from waiting_room.hub.seat_tables import BookedRow, SeatRow
from waiting_room.hub.seats import INSERTS, Seats
from waiting_room.rules.booking import Booking, check_changeable, is_at
from waiting_room.rules.refused import Refused
from waiting_room.rules.slots import Slot

log = logging.getLogger(__name__)

_booked = table(BookedRow)


class SeatBook:
    """One zone's pages of a seat book.

    While the database does not answer, or does not do what it is asked, every method raises
    Refused("book_unreachable"); an error of SQLAlchemy means that the book's file is broken.
    """

    def __init__(self, engine: Engine, zone: str) -> None:
        self._engine = engine
        self._zone = zone
        self._seats = Seats(zone)

    def open(self) -> None:
        """Make the tables if they are not there yet."""
        with self._transaction("the tables of all zones") as db:
            SQLModel.metadata.create_all(db, tables=[table(SeatRow), _booked])

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def taken(self, slots: Sequence[Slot], now: datetime) -> dict[datetime, int]:
        """Count the seats of one service's slots that are taken, by the slots' beginnings."""
        if not slots:
            return {}
        with self._transaction() as db:
            return self._seats.taken(db, slots, now)

    def reserve(self, slot: Slot, token: str, now: datetime, until: datetime) -> datetime:
        """Keep a seat for a token until a moment, which is given back; one seat for each token.

        Asked again it is the same seat, for no longer than before; for another slot that one's
        seat is taken first and the old one let go then. Raises Refused if none is free.
        """
        with self._transaction(self._holder(token)) as db:
            if self._booking_of(db, token) is not None:
                raise Refused("token_used", "This token belongs to a booking.")
            kept = self._seats.kept_until(db, slot, token)
            if kept is not None and kept > now:
                return kept
            self._seats.take(db, slot, token, now, until)
            return until

    def book(self, token: str, mint: Callable[[], str], now: datetime, **wishes: Any) -> Booking:
        """Turn a token's reservation into a booking; also a late one, if nobody took the seat.

        `wishes` are the booking's language and needs. Raises Refused if the seat is gone, or its
        time has come.
        """
        with self._transaction(self._holder(token)) as db:
            known = self._booking_of(db, token)
            if known is not None:
                return known
            seat = self._seats.make_sure(db, token)
            if seat is None or seat["starts_at"] <= now:
                raise Refused(
                    "reservation_over", "The seat is not kept any more. Please choose a time again."
                )
            while True:
                booking = Booking(code=mint(), zone=self._zone, made_here=True, **seat, **wishes)
                if self._write(db, booking, token):
                    return booking

    def move(self, code: str, slot: Slot, now: datetime) -> Booking:
        """Move a booking; its old seat is let go once the new one is sure.

        Raises Refused, and then everything is as before.
        """
        with self._transaction() as db:
            booking, holder = self._page(db, code)
            if is_at(booking, slot.starts_at):
                return booking
            check_changeable(booking, now)
            self._seats.take(db, slot, holder, now, None)
            return self._change(db, booking, starts_at=slot.starts_at, minutes=slot.minutes)

    def cancel(self, code: str, now: datetime) -> Booking:
        """Cancel a booking: its seat is free again, and it stays known as cancelled."""
        with self._transaction() as db:
            booking, holder = self._page(db, code)
            if booking.cancelled:
                return booking
            check_changeable(booking, now)
            self._seats.let_go(db, holder)
            return self._change(db, booking, cancelled=True)

    def find(self, code: str) -> Booking:
        """Find a booking by its code; raises Refused if there is none."""
        with self._transaction() as db:
            return self._page(db, code)[0]

    def since(self, at: datetime) -> list[Booking]:
        """Give the bookings that begin at a moment or later."""
        wanted = (_booked.c.zone == self._zone, _booked.c.starts_at >= at)
        with self._transaction() as db:
            bodies = db.execute(select(_booked.c.body).where(*wanted)).scalars()
            return [Booking.model_validate_json(body) for body in bodies]

    def put(
        self, bookings: Iterable[tuple[Booking, Sequence[Slot]]], now: datetime
    ) -> list[Booking]:
        """Write bookings into the book as they stand, each with the slots it takes up.

        Somebody else has made them, so they are written also where no seat is free; gives those
        that stand beside the seats since. An older version of one never replaces a newer.
        """
        beyond = []
        with self._transaction() as db:
            for booking, slots in bookings:
                known = self._find(db, booking.code)
                if known is None:
                    holder = booking.code
                    self._write(db, booking, holder)
                else:
                    before, holder = known
                    if before.revision > booking.revision:
                        continue
                    self._rewrite(db, booking)
                    if _seating(before) == _seating(booking):
                        continue
                self._seats.let_go(db, holder)
                if not booking.cancelled and not self._seat(db, slots, holder, now):
                    beyond.append(booking)
        return beyond

    def forget(self, before: datetime) -> None:
        """Delete everything about slots that began before a moment."""
        old = (_booked.c.zone == self._zone, _booked.c.starts_at < before)
        with self._transaction() as db:
            self._seats.forget(db, before)
            db.execute(_booked.delete().where(*old))

    @contextmanager
    def _transaction(self, alone_with: str | None = None) -> Iterator[Connection]:
        """Begin; whoever names the same thing to be alone with waits for this one's end."""
        try:
            with self._engine.begin() as db:
                # SQLite lets one transaction write at a time anyway.
                if alone_with is not None and db.dialect.name == "postgresql":
                    db.execute(select(func.pg_advisory_xact_lock(func.hashtext(alone_with))))
                yield db
        except DBAPIError as error:
            # A SQLite file that is not merely locked is broken, and a hub on it must end. With a
            # shared book others can mend it, by a grant or the next failover, and queues go on.
            if self._engine.dialect.name == "sqlite" and "locked" not in str(error.orig):
                raise
            log.warning("the seat book cannot be used: %s", error.orig)
            text = "Bookings cannot be made or changed at the moment."
            raise Refused("book_unreachable", text, retry=True) from error

    def _holder(self, token: str) -> str:
        """Name a token's holder among those of all zones that share the book."""
        return f"{self._zone}/{token}"

    def _seat(self, db: Connection, slots: Sequence[Slot], holder: str, now: datetime) -> bool:
        """Take a seat of each slot, or else a place beside; tells whether seats sufficed."""
        full = [slot for slot in slots if self._seats.claim(db, slot, holder, now, None) is None]
        for slot in full:
            self._seats.stand(db, slot, holder)
        return not full

    def _page(self, db: Connection, code: str) -> tuple[Booking, str]:
        """Give a booking and its holder; raises Refused if there is none."""
        found = self._find(db, code)
        if found is None:
            raise Refused("unknown_booking", "There is no booking with this code.")
        return found

    def _find(self, db: Connection, code: str) -> tuple[Booking, str] | None:
        """Find a booking and its holder, locked for this transaction."""
        query = select(_booked.c.body, _booked.c.holder).where(
            _booked.c.zone == self._zone, _booked.c.code == code
        )
        row = db.execute(query.with_for_update()).first()
        return None if row is None else (Booking.model_validate_json(row.body), row.holder)

    def _booking_of(self, db: Connection, holder: str) -> Booking | None:
        query = select(_booked.c.body).where(
            _booked.c.zone == self._zone, _booked.c.holder == holder
        )
        body = db.execute(query).scalar_one_or_none()
        return None if body is None else Booking.model_validate_json(body)

    def _write(self, db: Connection, booking: Booking, holder: str) -> bool:
        """Write a new booking; tells whether its code was free."""
        add = INSERTS[db.dialect.name](_booked).values(
            zone=self._zone,
            code=booking.code,
            holder=holder,
            starts_at=booking.starts_at,
            body=booking.model_dump_json(),
        )
        add = add.on_conflict_do_nothing(index_elements=["zone", "code"])
        return db.execute(add.returning(_booked.c.code)).first() is not None

    def _change(self, db: Connection, booking: Booking, **changes: Any) -> Booking:
        newer = booking.model_copy(update={"revision": booking.revision + 1, **changes})
        self._rewrite(db, newer)
        return newer

    def _rewrite(self, db: Connection, booking: Booking) -> None:
        page = update(_booked).where(_booked.c.zone == self._zone, _booked.c.code == booking.code)
        db.execute(page.values(starts_at=booking.starts_at, body=booking.model_dump_json()))


def _seating(booking: Booking) -> tuple[object, ...]:
    """Give what the seats of a booking follow from."""
    return booking.service, booking.starts_at, booking.minutes, booking.cancelled
