"""The store: one SQLite file, one connection, one transaction for all commands that waited."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import SQLModel

from waiting_room.disk.columns import table
from waiting_room.disk.sqlite import DAMAGE, sqlite_engine
from waiting_room.hub.batch import (
    CHANGED,
    Batch,
    booking_row,
    journal_rows,
    reply_rows,
    ticket_change,
    ticket_row,
)
from waiting_room.hub.journal import Journal
from waiting_room.hub.replies import Replies
from waiting_room.hub.shelf import Shelf
from waiting_room.hub.store_error import StoreError, check_alone, unreadable
from waiting_room.hub.tables import (
    SCHEMA_VERSION,
    AskedRow,
    BookingRow,
    HubRow,
    JournalRow,
    LearnedRow,
    ReplyRow,
    TicketRow,
)
from waiting_room.hub.tickets import STILL_OPEN, Tickets
from waiting_room.rules.booking import Booking
from waiting_room.rules.ticket import Status

AFTER_A_RESTORE = 1000
_hub, _journal, _tickets = table(HubRow), table(JournalRow), table(TicketRow)
_bookings, _replies = table(BookingRow), table(ReplyRow)
_TABLES = [_hub, _journal, _tickets, _bookings, _replies, table(LearnedRow), table(AskedRow)]

_ADD_EVENTS, _ADD_TICKETS, _ADD_REPLIES = insert(_journal), insert(_tickets), insert(_replies)
_CHANGE_TICKETS = (
    update(_tickets)
    .where(_tickets.c.day == bindparam("_day"), _tickets.c.number == bindparam("_number"))
    .values({name: bindparam(name) for name in CHANGED})
)
_put_booking = upsert(_bookings)
_PUT_BOOKINGS = _put_booking.on_conflict_do_update(
    index_elements=["code"],
    set_={"starts_at": _put_booking.excluded.starts_at, "body": _put_booking.excluded.body},
)


class Store:
    """The hub's file. Every method may raise SQLAlchemy's errors: then the hub must end."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._engine = sqlite_engine(file)
        self.generation = 0
        self.seq = 0
        self._hash = b""

    def open(self, *, only_read: bool = False, restored: bool = False) -> None:
        """Take the file for this process alone and begin a new generation.

        That of a restored file is far above all that began after it was saved. With `only_read`
        nothing is written, which reports and checks do. Raises StoreError when another hub has the
        file, a newer version has written it, or it cannot be read; or when writes lie beside a
        restored file, for nothing in them tells whose they are.
        """
        if restored:
            check_alone(self._file)
        try:
            self._connection = self._engine.connect()
            with self._connection.begin():
                self._check_version()
                if only_read:
                    return
                self._connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
                SQLModel.metadata.create_all(self._connection, tables=_TABLES)
                self._begin_generation(AFTER_A_RESTORE if restored else 1)
        except DAMAGE as error:
            if "locked" in str(error):
                advice = "give this one a folder of its own, or stop the other one first"
                if only_read:
                    advice = "it can be read once that has ended"
                raise StoreError(f"another hub keeps {self._file}: {advice}") from None
            raise unreadable(self._file, error) from error

    def _check_version(self) -> None:
        found = self._connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if 0 < found < SCHEMA_VERSION:
            raise StoreError(
                f"{self._file} was written before version 0.2, which this one cannot read; "
                "keep it, and start with a new folder"
            )
        if found > SCHEMA_VERSION:
            raise StoreError(
                f"{self._file} was written by a newer version of Wartemarke; install that one"
            )

    def _begin_generation(self, step: int) -> None:
        put = upsert(_hub).values(id=1, generation=step)
        put = put.on_conflict_do_update(
            index_elements=["id"], set_={"generation": _hub.c.generation + step}
        )
        self.generation = self._connection.execute(put.returning(_hub.c.generation)).scalar_one()
        last = self._connection.execute(
            select(_journal.c.seq, _journal.c.hash).order_by(_journal.c.seq.desc()).limit(1)
        ).first()
        self.seq, self._hash = (last.seq, last.hash) if last else (0, b"")

    def check(self) -> int:
        """Read all that a hub reads, and whether the file is whole; gives the number of events.

        Raises StoreError naming what is damaged.
        """
        try:
            with self._connection.begin():
                found = self._connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
            if found != "ok":
                raise unreadable(self._file, ValueError(found))
            self.load_bookings(since=datetime.min.replace(tzinfo=UTC))
        except DAMAGE as error:
            raise unreadable(self._file, error) from error
        for _ in self.journal.load_day():
            pass
        return self.journal.check_chain()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()
        self._engine.dispose()

    @property
    def shelf(self) -> Shelf:
        """Where what was learned is kept."""
        return Shelf(self._connection)

    @property
    def journal(self) -> Journal:
        """Everything that has happened."""
        return Journal(self._connection, self._file)

    @property
    def tickets(self) -> Tickets:
        """The tickets of each day."""
        return Tickets(self._connection)

    @property
    def replies(self) -> Replies:
        """What commands were answered."""
        return Replies(self._connection)

    def load_bookings(self, since: datetime) -> list[Booking]:
        """Give the bookings that begin at `since` or later."""
        with self._connection.begin():
            rows = self._connection.execute(
                select(_bookings.c.body).where(_bookings.c.starts_at >= since)
            )
            return [Booking.model_validate_json(body) for (body,) in rows]

    def save(self, batch: Batch) -> None:
        """Save a batch; when this returns, it survives a power cut.

        If it raises, nothing of the batch is on disk, and the hub must end.
        """
        rows = list(journal_rows(batch.events, self._hash))
        with self._connection.begin():
            mine = self._connection.execute(select(_hub.c.generation)).scalar_one()
            if mine != self.generation:
                raise StoreError("another hub has taken over this file")
            if rows:
                self._connection.execute(_ADD_EVENTS, rows)
            if batch.issued:
                day = batch.events[0].day
                self._connection.execute(_ADD_TICKETS, [ticket_row(day, t) for t in batch.issued])
            if batch.changed:
                day = batch.events[0].day
                changes = [ticket_change(day, ticket) for ticket in batch.changed.values()]
                self._connection.execute(_CHANGE_TICKETS, changes)
            if batch.ended_day is not None:
                self._end_tickets(batch.ended_day, batch.at)
            if batch.bookings:
                self._connection.execute(_PUT_BOOKINGS, [booking_row(b) for b in batch.bookings])
            if batch.replies:
                self._connection.execute(_ADD_REPLIES, list(reply_rows(batch)))
        if rows:
            self.seq, self._hash = rows[-1]["seq"], rows[-1]["hash"]

    def _end_tickets(self, day: date, at: datetime) -> None:
        """End whatever is still open of a day that is over."""
        rows = _tickets.update().where(_tickets.c.day == day)
        serving = _tickets.c.status == Status.SERVING
        self._connection.execute(
            rows.where(serving).values(status=Status.FINISHED, ended_at=at, ended_why="day_ended")
        )
        self._connection.execute(
            rows.where(_tickets.c.status.in_(STILL_OPEN)).values(
                status=Status.CANCELLED, ended_at=at, ended_why="day_ended"
            )
        )
