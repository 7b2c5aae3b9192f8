"""The store: one SQLite file, one connection, one transaction for all commands that waited."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, insert, select, tuple_, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import SQLModel

from waiting_room.disk.columns import table
from waiting_room.disk.sqlite import DAMAGE, sqlite_engine
from waiting_room.hub.batch import (
    CHANGED,
    Batch,
    Recorded,
    booking_row,
    chain,
    reply_rows,
    ticket_change,
    ticket_row,
)
from waiting_room.hub.shelf import Shelf
from waiting_room.hub.tables import (
    SCHEMA_VERSION,
    BookingRow,
    HubRow,
    JournalRow,
    LearnedRow,
    ReplyRow,
    TicketRow,
)
from waiting_room.hub.tokens import Tokens
from waiting_room.rules.booking import Booking
from waiting_room.rules.events import EVENTS, Event
from waiting_room.rules.shape import wire_name
from waiting_room.rules.ticket import Status

AFTER_A_RESTORE = 1000
REPLIES_KEPT = timedelta(hours=24)
_hub, _journal, _tickets = table(HubRow), table(JournalRow), table(TicketRow)
_bookings, _replies = table(BookingRow), table(ReplyRow)
_TABLES = [_hub, _journal, _tickets, _bookings, _replies, table(LearnedRow)]
STILL_OPEN = (Status.WAITING, Status.CALLED, Status.ON_HOLD)
"""What is cancelled when its day is over; whoever is being served is finished instead."""

_REPORTED = ("number", "status", "issued_at", "called_at", "started_at", "ended_at")
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


class StoreError(Exception):
    """The file cannot be used; the text says what to do."""


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
        file, a newer version has written it, or it cannot be read.
        """
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
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> StoreError:
        return StoreError(
            f"cannot read {self._file} ({getattr(error, 'orig', error)}): look after the disk; if "
            "the file is damaged, put a copy back and start once with --restored"
        )

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

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()
        self._engine.dispose()

    @property
    def shelf(self) -> Shelf:
        """Where what was learned is kept."""
        return Shelf(self._connection)

    @property
    def tokens(self) -> Tokens:
        """The tokens of days that are over."""
        return Tokens(self._connection)

    def load_day(self) -> Iterator[tuple[datetime, Event]]:
        """Give the events of the last day in the journal, in order, to rebuild the room from.

        Raises StoreError if one cannot be read.
        """
        try:
            day = self.last_day()
            with self._connection.begin():
                rows = self._connection.execute(
                    select(_journal.c.at, _journal.c.event, _journal.c.body)
                    .where(_journal.c.day == day)
                    .order_by(_journal.c.seq)
                )
                for at, name, body in rows:
                    yield at, EVENTS[name].model_validate_json(body)
        except DAMAGE as error:
            raise self._unreadable(error) from error

    def last_day(self) -> date | None:
        """Give the last day in the journal, None if it is empty."""
        with self._connection.begin():
            found = self._connection.execute(select(func.max(_journal.c.day))).scalar_one_or_none()
            return found if isinstance(found, date) else None

    def days(self) -> set[date]:
        """Give every day that the journal knows."""
        with self._connection.begin():
            return set(self._connection.execute(select(_journal.c.day).distinct()).scalars())

    def tickets_of(self, day: date) -> list[Any]:
        """Give a day's tickets for reports: number, status and the times issued to ended."""
        columns = [_tickets.c[name] for name in _REPORTED]
        with self._connection.begin():
            return list(
                self._connection.execute(
                    select(*columns)
                    .where(_tickets.c.day == day)
                    .order_by(_tickets.c.issued_at, _tickets.c.number)
                )
            )

    def load_bookings(self, since: datetime) -> list[Booking]:
        """Give the bookings that begin at `since` or later."""
        with self._connection.begin():
            rows = self._connection.execute(
                select(_bookings.c.body).where(_bookings.c.starts_at >= since)
            )
            return [Booking.model_validate_json(body) for (body,) in rows]

    def first_replies(self, asked: Sequence[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        """Find the first replies to those of these (client, id) pairs that were answered before."""
        if not asked:
            return {}
        with self._connection.begin():
            rows = self._connection.execute(
                select(_replies.c.client, _replies.c.id, _replies.c.body).where(
                    tuple_(_replies.c.client, _replies.c.id).in_(asked)
                )
            )
            return {(client, id): body.encode() for client, id, body in rows}

    def save(self, batch: Batch) -> None:
        """Save a batch; when this returns, it survives a power cut.

        If it raises, nothing of the batch is on disk, and the hub must end.
        """
        rows = list(self._journal_rows(batch.events))
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

    def open_tickets(self, day: date) -> list[Any]:
        """Give number, status and counter of a day's tickets that have not ended."""
        columns = (_tickets.c.number, _tickets.c.status, _tickets.c.counter)
        is_open = _tickets.c.status.in_((*STILL_OPEN, Status.SERVING))
        with self._connection.begin():
            rows = self._connection.execute(select(*columns).where(_tickets.c.day == day, is_open))
            return list(rows)

    def forget_replies(self, now: datetime) -> None:
        """Delete replies that nobody can be waiting for any more."""
        with self._connection.begin():
            self._connection.execute(_replies.delete().where(_replies.c.at < now - REPLIES_KEPT))

    def check_chain(self) -> int:
        """Read the whole journal and check that no row was changed; gives how many were read.

        Raises StoreError naming the first event that does not fit, or what cannot be read.
        """
        before, count = b"", 0
        try:
            with self._connection.begin():
                for row in self._connection.execute(select(_journal).order_by(_journal.c.seq)):
                    before = chain(before, row.seq, row.at, row.event, row.body)
                    count += 1
                    if before != row.hash or row.seq != count:
                        raise StoreError(f"the journal was changed at event {row.seq}")
        except DAMAGE as error:
            raise self._unreadable(error) from error
        return count

    def _journal_rows(self, events: Iterable[Recorded]) -> Iterator[dict[str, Any]]:
        """Write events as rows, each with the hash that covers the one before."""
        before = self._hash
        for one in events:
            name, body = wire_name(type(one.event)), one.event.model_dump_json()
            before = chain(before, one.seq, one.at, name, body)
            yield {
                "seq": one.seq,
                "at": one.at,
                "day": one.day,
                "event": name,
                "body": body,
                "sender": one.sender,
                "command": one.command,
                "hash": before,
            }
