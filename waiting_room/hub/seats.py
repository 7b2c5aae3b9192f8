"""Seats: one row for each seat of a slot, taken in one statement, so that none is given twice.

The same statements run on SQLite and on PostgreSQL. Each runs in the transaction of its caller.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from waiting_room.disk.columns import table
from waiting_room.hub.seat_tables import SeatRow
from waiting_room.rules.refused import Refused
from waiting_room.rules.slots import Slot

_seat = table(SeatRow)
INSERTS: dict[str, Callable[[Any], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""How each database inserts what may be there already."""


class Seats:
    """The seats of one zone."""

    def __init__(self, zone: str) -> None:
        self._zone = zone

    def taken(self, db: Connection, slots: Sequence[Slot], now: datetime) -> dict[datetime, int]:
        """Count the seats of one service's slots that are taken, by the slots' beginnings."""
        query = (
            select(_seat.c.starts_at, func.count())
            .where(
                _seat.c.zone == self._zone,
                _seat.c.service == slots[0].service,
                _seat.c.starts_at.between(slots[0].starts_at, slots[-1].starts_at),
                _is_taken(_seat, now),
            )
            .group_by(_seat.c.starts_at)
        )
        return {starts_at: count for starts_at, count in db.execute(query)}

    def kept_until(self, db: Connection, slot: Slot, holder: str) -> datetime | None:
        """Tell until when a seat of a slot is reserved for a holder; None if none is."""
        query = select(_seat.c.until).where(self._of(_seat, slot), _seat.c.holder == holder)
        until = db.execute(query).scalar_one_or_none()
        return until if isinstance(until, datetime) else None

    def take(
        self, db: Connection, slot: Slot, holder: str, now: datetime, until: datetime | None
    ) -> None:
        """Claim a seat, and only then let go what the holder had; raises Refused if none is free.

        `until` is None for a booking.
        """
        seat = self.claim(db, slot, holder, now, until)
        if seat is None:
            raise Refused("slot_taken", "No seat is free any more. Please choose another time.")
        self.let_go(db, holder, but=and_(self._of(_seat, slot), _seat.c.seat == seat))

    def claim(
        self, db: Connection, slot: Slot, holder: str, now: datetime, until: datetime | None
    ) -> int | None:
        """Take a free seat of a slot in one statement; gives its number, None if all are taken."""
        self._lay_out(db, slot)
        other, free = _seat.alias(), _seat.alias()
        taken = (
            select(func.count())
            .where(self._of(other, slot), _is_taken(other, now))
            .scalar_subquery()
        )
        seat = (
            select(free.c.seat)
            .where(self._of(free, slot), free.c.seat < slot.seats, _is_free(free, now))
            .where(taken < slot.seats)
            .order_by(free.c.seat)
            .limit(1)
            .with_for_update(skip_locked=True)  # which SQLite neither knows nor needs
            .scalar_subquery()
        )
        claim = (
            update(_seat)
            .where(self._of(_seat, slot), _seat.c.seat == seat)
            .values(holder=holder, until=until, minutes=slot.minutes)
        )
        found = db.execute(claim.returning(_seat.c.seat)).scalar_one_or_none()
        return found if isinstance(found, int) else None

    def make_sure(self, db: Connection, holder: str) -> dict[str, Any] | None:
        """Make a reservation last, also one that is over if nobody has taken its seat.

        Gives the service, the beginning and the minutes of the seat; None if it is gone.
        """
        columns = (_seat.c.service, _seat.c.starts_at, _seat.c.minutes)
        seat = db.execute(self._had_by(holder).values(until=None).returning(*columns)).first()
        return None if seat is None else dict(seat._mapping)

    def let_go(self, db: Connection, holder: str, but: ColumnElement[bool] | None = None) -> None:
        """Free what a holder has, all but one seat if that is named."""
        had = self._had_by(holder)
        if but is not None:
            had = had.where(~but)
        db.execute(had.values(holder=None, until=None))

    def stand(self, db: Connection, slot: Slot, holder: str) -> None:
        """Give a holder a seat beside those of a slot, which are all taken."""
        last = db.execute(select(func.max(_seat.c.seat)).where(self._of(_seat, slot))).scalar_one()
        self._add(db, slot, [last + 1], holder)

    def forget(self, db: Connection, before: datetime) -> None:
        """Delete the seats of slots that began before a moment."""
        old = (_seat.c.zone == self._zone, _seat.c.starts_at < before)
        db.execute(_seat.delete().where(*old))

    def _lay_out(self, db: Connection, slot: Slot) -> None:
        """Write the rows of a slot's seats, once; and lock those that stand beside them.

        Once somebody stands beside, it is the count of those taken that matters, not the rows
        alone: so whoever claims a seat of such a slot waits here for those who claim one, too.
        """
        rows = select(_seat.c.seat).where(self._of(_seat, slot))
        db.execute(rows.where(_seat.c.seat >= slot.seats).with_for_update())
        there = set(db.execute(rows).scalars())
        missing = [seat for seat in range(slot.seats) if seat not in there]
        if missing:
            self._add(db, slot, missing)

    def _add(
        self, db: Connection, slot: Slot, seats: Sequence[int], holder: str | None = None
    ) -> None:
        row = {"zone": self._zone, "holder": holder, **slot.model_dump(exclude={"seats"})}
        add = INSERTS[db.dialect.name](_seat).on_conflict_do_nothing()
        db.execute(add, [row | {"seat": seat} for seat in seats])

    def _of(self, rows: Any, slot: Slot) -> ColumnElement[bool]:
        return and_(
            rows.c.zone == self._zone,
            rows.c.service == slot.service,
            rows.c.starts_at == slot.starts_at,
        )

    def _had_by(self, holder: str) -> Any:
        return update(_seat).where(_seat.c.zone == self._zone, _seat.c.holder == holder)


def _is_free(rows: Any, now: datetime) -> ColumnElement[bool]:
    return or_(rows.c.holder.is_(None), rows.c.until <= now)


def _is_taken(rows: Any, now: datetime) -> ColumnElement[bool]:
    # Not the negation of free, which for a booked seat would be neither true nor false.
    return and_(rows.c.holder.is_not(None), or_(rows.c.until.is_(None), rows.c.until > now))
