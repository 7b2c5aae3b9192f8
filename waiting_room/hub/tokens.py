"""The tokens of a day that is over: each has a page that must end."""

from datetime import date

from sqlalchemy import Connection, func, select

from waiting_room.disk.columns import table
from waiting_room.hub.tables import JournalRow, TicketRow
from waiting_room.rules.events import TicketJoined
from waiting_room.rules.shape import wire_name

_journal, _tickets = table(JournalRow), table(TicketRow)


class Tokens:
    """All that were given out on a day, as the store's file has them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, day: date) -> list[str]:
        """Give the tokens of a day's tickets, and of further slips for the same visits."""
        issued = select(_tickets.c.token).where(_tickets.c.day == day)
        joined = select(_journal.c.body).where(
            _journal.c.day == day, _journal.c.event == wire_name(TicketJoined)
        )
        with self._connection.begin():
            first = list(self._connection.execute(issued).scalars())
            further = self._connection.execute(joined).scalars()
            return first + [TicketJoined.model_validate_json(body).token for body in further]

    def before(self, day: date) -> list[str]:
        """Give those of the last day with tickets before this one."""
        last = select(func.max(_tickets.c.day)).where(_tickets.c.day < day)
        with self._connection.begin():
            found = self._connection.execute(last).scalar_one_or_none()
        return [] if found is None else self.of(found)
