"""The journal: what this kiosk has given out, on its own disk before the printer gets a byte."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import SQLModel

from kiosk.given import Given
from kiosk.journal_tables import SCHEMA_VERSION, GivenRow, HeardRow, LeaseRow
from waiting_room.disk.columns import table
from waiting_room.disk.sqlite import DAMAGE, sqlite_engine
from waiting_room.rules.commands import CheckIn, IssueTicket
from waiting_room.rules.events import Lease
from waiting_room.rules.shape import wire_name

KEPT = timedelta(days=2)
"""How long after the end of its day a number stays that the hub has answered."""

CACHE_KIB = 500
"""A day of numbers; a kiosk's program is to be as large after months as after a morning."""

_given, _leases, _heard = table(GivenRow), table(LeaseRow), table(HeardRow)
COMMANDS: dict[str, type[IssueTicket] | type[CheckIn]] = {
    wire_name(command): command for command in (IssueTicket, CheckIn)
}

H = TypeVar("H", bound=BaseModel)


class JournalError(Exception):
    """The disk takes nothing, so that no number can be promised; the text says what to do.

    `state` is the same in a word, for staff.
    """

    state = "failed"


class JournalTaken(JournalError):
    """Another program has the file: this kiosk's own, most likely."""

    state = "taken"


class JournalFull(JournalError):
    """There is no room on the disk."""

    state = "full"


class Journal:
    """One kiosk's file. What a method has written survives a power cut once it returns.

    Every method raises JournalError when the disk fails. The file is given back then, and nothing
    can be done with it until it is opened again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._engine = sqlite_engine(file, cache_kib=CACHE_KIB)
        self._connection: Connection | None = None
        self._told: Callable[[JournalError], None] = lambda error: None

    def on_failure(self, told: Callable[[JournalError], None]) -> None:
        """Have `told` hear that the journal has failed, once, before its caller does."""
        self._told = told

    def open(self) -> None:
        """Take the file for this process alone, and see that it can be read and written."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._engine.connect()
        except (*DAMAGE, OSError) as error:
            raise self._failed(self._what_is_wrong(error)) from error
        with self._transaction() as connection:
            found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if found <= SCHEMA_VERSION:
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
                SQLModel.metadata.create_all(connection, tables=[_given, _leases, _heard])
        if found > SCHEMA_VERSION:
            raise self._failed(
                JournalError(
                    f"{self._file} was written by a newer version of Wartemarke; install that"
                )
            )
        # A full disk lets a file be opened, and a damaged one is found out where it is read:
        # whether numbers can be given out must be known now.
        self.keep_heard("opened", "{}")
        self._read(select(_given))

    def close(self) -> None:
        """Give the file back."""
        self._connection = None
        self._engine.dispose()

    def write(self, given: Given, *, is_told: bool = False) -> None:
        """Write down a number that is about to be given out."""
        self._run(
            insert(_given).values(
                id=given.id,
                number=given.number,
                command=wire_name(type(given.command)),
                body=given.command.model_dump_json(),
                at=given.at,
                boot=given.boot,
                at_s=given.at_s,
                leased_at=given.leased_at,
                ends_at=given.ends_at,
                booking=given.booking,
                is_told=is_told,
            )
        )

    def mark_told(self, id: str, ends_at: datetime | None) -> None:
        """Write down that the hub has answered, and when the number's day ends."""
        self._run(update(_given).where(_given.c.id == id).values(is_told=True, ends_at=ends_at))

    def untold(self) -> list[Given]:
        """Give what the hub has not answered yet, the oldest first."""
        return self._read(select(_given).where(_given.c.is_told.is_(False)))

    def everything(self) -> list[Given]:
        """Give all that is not forgotten, told or not, the oldest first."""
        return self._read(select(_given))

    def of_booking(self, booking: str) -> list[Given]:
        """Give the numbers that a booked visitor got here, on whatever day."""
        return self._read(select(_given).where(_given.c.booking == booking))

    def of_token(self, token: str) -> Given | None:
        """Give the number that a slip was printed for here, None if there is none."""
        found = self._read(select(_given).where(_given.c.body.contains(f'"{token}"')))
        return found[-1] if found else None

    def has(self, number: str) -> bool:
        """Tell whether a number was given out here."""
        return bool(self._read(select(_given).where(_given.c.number == number)))

    def keep_lease(self, lease: Lease) -> None:
        """Write down a lease, before any of its numbers is given out; forget by its clock.

        That is the hub's: a machine's that is set ahead would take today for long ago. There is a
        lease every day, however long nobody is started again.
        """
        before = lease.leased_at - KEPT
        with self._transaction() as connection:
            connection.execute(insert(_leases).values(lease.model_dump()))
            connection.execute(_leases.delete().where(_leases.c.ends_at < before))
            is_over = _given.c.is_told.is_(True) & (_given.c.ends_at < before)
            connection.execute(_given.delete().where(is_over))

    def highest(self, now: datetime) -> int:
        """Give the highest number of all leases that last at a moment of the hub's clock."""
        highest = select(func.max(_leases.c.last)).where(_leases.c.ends_at > now)
        with self._transaction() as connection:
            return int(connection.execute(highest).scalar_one_or_none() or 0)

    def newest(self) -> datetime | None:
        """Give the newest moment that has been for sure, None if there is none.

        Leases say it by the hub's clock; the machine's is believed within a number's own day.
        """
        leased = select(func.max(_leases.c.leased_at))
        in_its_day = (_given.c.at >= _given.c.leased_at) & (_given.c.at < _given.c.ends_at)
        given = select(func.max(_given.c.at)).where(in_its_day)
        with self._transaction() as connection:
            moments = [connection.execute(one).scalar_one() for one in (leased, given)]
        return max((one for one in moments if one is not None), default=None)

    def keep_heard(self, view: str, body: str) -> None:
        """Write down what was heard of the zone, for a start without the hub."""
        put = upsert(_heard).values(view=view, body=body)
        self._run(
            put.on_conflict_do_update(index_elements=["view"], set_={"body": put.excluded.body})
        )

    def heard(self, view: str, shape: type[H]) -> H | None:
        """Give what was last heard; None if it was nothing that can be read."""
        with self._transaction() as connection:
            found = connection.execute(select(_heard.c.body).where(_heard.c.view == view))
            body = found.scalar_one_or_none()
        try:
            return None if body is None else shape.model_validate_json(body)
        except ValidationError:
            return None  # another version has written it; the hub will tell it anew

    def _run(self, statement: Any) -> None:
        with self._transaction() as connection:
            connection.execute(statement)

    def _read(self, statement: Any) -> list[Given]:
        with self._transaction() as connection:
            return list(_read_rows(connection.execute(statement.order_by(_given.c.at))))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if self._connection is None:
            raise JournalError(f"{self._file} is not open")
        try:
            with self._connection.begin():
                yield self._connection
        except DAMAGE as error:
            raise self._failed(self._what_is_wrong(error)) from error

    def _failed(self, error: JournalError) -> JournalError:
        self.close()
        self._told(error)
        return error

    def _what_is_wrong(self, error: Exception) -> JournalError:
        reason = getattr(error, "orig", None) or error
        code = getattr(reason, "sqlite_errorcode", None)
        kind = JournalError
        if code == sqlite3.SQLITE_BUSY:
            kind = JournalTaken
        elif code == sqlite3.SQLITE_FULL or getattr(reason, "errno", None) == errno.ENOSPC:
            kind = JournalFull
        return kind(
            f"cannot keep {self._file} ({reason}): no number can be promised; look after the disk, "
            "or whether another kiosk program runs"
        )


def _read_rows(rows: Any) -> Iterator[Given]:
    for row in rows:
        yield Given(
            id=row.id,
            command=COMMANDS[row.command].model_validate_json(row.body),
            boot=row.boot,
            at_s=row.at_s,
            leased_at=row.leased_at,
            ends_at=row.ends_at,
            booking=row.booking,
        )
