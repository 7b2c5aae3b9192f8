"""The first reply to each command, so that a repeated command gets the same."""

from collections.abc import Set
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, tuple_

from waiting_room.disk.columns import table
from waiting_room.hub.tables import AskedRow, ReplyRow

KEPT = timedelta(hours=24)

_asked, _replies = table(AskedRow), table(ReplyRow)
# SQLite looks each of these pairs up in the index of the replies. For a list of pairs it would read
# all replies, and it bounds how long such a list may be.
_FIRST = select(_replies.c.client, _replies.c.id, _replies.c.body).where(
    tuple_(_replies.c.client, _replies.c.id).in_(select(_asked.c.client, _asked.c.id))
)


class Replies:
    """Finds replies in one file, and forgets them; the store keeps them with what they tell."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first(self, asked: Set[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        """Find the first replies to those of these (client, id) pairs that were answered before.

        There is at least one pair.
        """
        with self._connection.begin():
            pairs = [{"client": client, "id": id} for client, id in asked]
            self._connection.execute(insert(_asked), pairs)
            rows = self._connection.execute(_FIRST).all()
            self._connection.execute(_asked.delete())
        return {(client, id): body.encode() for client, id, body in rows}

    def forget(self, now: datetime) -> None:
        """Delete replies that nobody can be waiting for any more."""
        with self._connection.begin():
            self._connection.execute(_replies.delete().where(_replies.c.at < now - KEPT))
