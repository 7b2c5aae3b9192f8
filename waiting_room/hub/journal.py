"""The journal: every event of the zone, for ever, as the store's file has them."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from waiting_room.disk.columns import table
from waiting_room.disk.sqlite import DAMAGE
from waiting_room.hub.batch import chain
from waiting_room.hub.store_error import StoreError, unreadable
from waiting_room.hub.tables import JournalRow
from waiting_room.rules.events import EVENTS, Event

_journal = table(JournalRow)


class Journal:
    """Reads the journal of one file; the store alone writes it."""

    def __init__(self, connection: Connection, file: Path) -> None:
        self._connection = connection
        self._file = file

    def load_day(self) -> Iterator[tuple[datetime, Event]]:
        """Give the events of the last day, in order, to rebuild the room from.

        Raises StoreError if one cannot be read.
        """
        last = select(func.max(_journal.c.day)).scalar_subquery()
        try:
            with self._connection.begin():
                rows = self._connection.execute(
                    select(_journal.c.at, _journal.c.event, _journal.c.body)
                    .where(_journal.c.day == last)
                    .order_by(_journal.c.seq)
                )
                for at, name, body in rows:
                    yield at, EVENTS[name].model_validate_json(body)
        except DAMAGE as error:
            raise unreadable(self._file, error) from error

    def last_day(self) -> date | None:
        """Give the last day, None if nothing has happened yet."""
        with self._connection.begin():
            found = self._connection.execute(select(func.max(_journal.c.day))).scalar_one_or_none()
            return found if isinstance(found, date) else None

    def days(self) -> set[date]:
        """Give every day on which something has happened."""
        with self._connection.begin():
            return set(self._connection.execute(select(_journal.c.day).distinct()).scalars())

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
            raise unreadable(self._file, error) from error
        return count
