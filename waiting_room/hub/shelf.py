"""The shelf: what forecasts have learned, kept in the store's file from one day to the next."""

from datetime import date

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.dialects.sqlite import insert as upsert

from waiting_room.disk.columns import table
from waiting_room.hub.tables import LearnedRow

_learned = table(LearnedRow)


class Shelf:
    """What was known in the evening of the last two days."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, day: date, body: str) -> None:
        """Keep what was known when a day ended; of the days before it only the last stays."""
        row = upsert(_learned).values(day=day, body=body)
        with self._connection.begin():
            before = select(func.max(_learned.c.day)).where(_learned.c.day < day).scalar_subquery()
            self._connection.execute(_learned.delete().where(_learned.c.day < before))
            self._connection.execute(
                row.on_conflict_do_update(index_elements=["day"], set_={"body": row.excluded.body})
            )

    def last_before(self, day: date) -> str | None:
        """Give what was known when the last day before this one ended, if anything."""
        with self._connection.begin():
            if not inspect(self._connection).has_table(_learned.name):
                return None  # the file is only read, and an earlier version has written it
            found = select(_learned.c.body).where(_learned.c.day < day)
            last = found.order_by(_learned.c.day.desc()).limit(1)
            return self._connection.execute(last).scalar_one_or_none()
