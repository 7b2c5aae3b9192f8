"""The tickets of a day, as the store's file has them: for the report, and for the day's end."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from waiting_room.disk.columns import table
from waiting_room.hub.tables import JournalRow, TicketRow
from waiting_room.rules.events import TicketJoined
from waiting_room.rules.shape import wire_name
from waiting_room.rules.ticket import Status

_journal, _tickets = table(JournalRow), table(TicketRow)

STILL_OPEN = (Status.WAITING, Status.CALLED, Status.ON_HOLD)
"""What is cancelled when its day is over; whoever is being served is finished instead."""

_REPORTED = ("number", "status", "issued_at", "called_at", "started_at", "ended_at")


class Tickets:
    """Reads the tickets of one file; the store alone writes them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, day: date) -> list[Any]:
        """Give a day's tickets for reports: number, status and the times issued to ended."""
        columns = [_tickets.c[name] for name in _REPORTED]
        rows = select(*columns).where(_tickets.c.day == day)
        with self._connection.begin():
            in_order = rows.order_by(_tickets.c.issued_at, _tickets.c.number)
            return list(self._connection.execute(in_order))

    def open_on(self, day: date) -> list[Any]:
        """Give number, status and counter of a day's tickets that have not ended."""
        columns = (_tickets.c.number, _tickets.c.status, _tickets.c.counter)
        is_open = _tickets.c.status.in_((*STILL_OPEN, Status.SERVING))
        with self._connection.begin():
            rows = self._connection.execute(select(*columns).where(_tickets.c.day == day, is_open))
            return list(rows)

    def tokens(self, day: date) -> list[str]:
        """Give the tokens of a day's tickets, and of further slips for the same visits."""
        issued = select(_tickets.c.token).where(_tickets.c.day == day)
        joined = select(_journal.c.body).where(
            _journal.c.day == day, _journal.c.event == wire_name(TicketJoined)
        )
        with self._connection.begin():
            first = list(self._connection.execute(issued).scalars())
            further = self._connection.execute(joined).scalars()
            return first + [TicketJoined.model_validate_json(body).token for body in further]

    def tokens_before(self, day: date) -> list[str]:
        """Give those of the last day with tickets before this one."""
        last = select(func.max(_tickets.c.day)).where(_tickets.c.day < day)
        with self._connection.begin():
            found = self._connection.execute(last).scalar_one_or_none()
        return [] if found is None else self.tokens(found)
