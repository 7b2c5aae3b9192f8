"""What a hub's file must keep through a power cut, whatever the hub was doing."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from tests.checker.history import Operation
from tests.power_cuts.hub_at_work import FILE, HubAtWork, begins_at, zone
from tests.power_cuts.recording import Files, Recording, put
from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.store import Store
from waiting_room.hub.store_error import StoreError
from waiting_room.rules.events import NumbersSkipped
from waiting_room.rules.room import WaitingRoom

REPLY = "reply/"
HASHES = "SELECT hash FROM journal ORDER BY seq"
REPLIES = "SELECT client || ' ' || id, body FROM reply"
BROKEN = (StoreError, SQLAlchemyError, ValidationError, KeyError)


class HubPromises:
    """Holds what a cut has left against what one life of a hub did and said."""

    def __init__(self, recording: Recording) -> None:
        self._next_life = recording.life.number + 1
        _, self._replies_before = _read(recording.before)
        self._hashes, self._replies = _read(recording.after)

    def breach(self, folder: Path, said: Sequence[str]) -> str | None:
        """Open the store on what a cut has left; gives the first promise broken, if any."""
        store = Store(folder / FILE)
        try:
            store.open()
        except BROKEN as error:
            return f"it cannot be opened: {error}"
        try:
            return next(self._breaches(store, [_told(one) for one in said]), None)
        except BROKEN as error:
            return f"it cannot be used: {type(error).__name__}: {error}"
        finally:
            store.close()

    def restart(self, folder: Path) -> str | None:
        """Start the whole hub; gives what is wrong if nobody gets a ticket, once."""
        heard: dict[str, bytes] = {}
        try:
            at_work = HubAtWork(folder, self._next_life, heard.__setitem__)
            at_work.hub.open()
        except BROKEN as error:
            return f"no hub starts on it: {type(error).__name__}: {error}"
        fields = {"service": "question", "token": "z" * 26}
        operation = Operation("kiosk-1", "after the cut", "issue_ticket", fields)
        answers = []
        for _ in range(2):
            at_work.ask(operation)
            answers.append(heard.pop("reply/kiosk-1"))
        at_work.hub.close()
        if not json.loads(answers[0])["ok"]:
            return f"nobody gets a ticket any more: {answers[0].decode()}"
        return None if answers[0] == answers[1] else "a repeated command gets another answer"

    def _breaches(self, store: Store, told: Sequence[tuple[str, Any, str]]) -> Iterator[str]:
        if (found := _ask(store, "PRAGMA integrity_check")) != [("ok",)]:
            yield f"SQLite finds fault with it: {found[0]}"
        count = store.journal.check_chain()
        if [hash for (hash,) in _ask(store, HASHES)] != self._hashes[:count]:
            yield "the journal is not the beginning of what was written"
        if count < (seq := max((said["seq"] for _, said, _ in told), default=0)):
            yield f"lost: {seq - count} events of {seq}"
        promised = self._replies_before | dict(self._kept(told))
        if lost := promised.items() - dict(_ask(store, REPLIES)).items():
            yield f"lost: {len(lost)} replies of {len(promised)}"
        generations = (said["generation"] for _, said, _ in told)
        if store.generation <= max(generations, default=0):
            yield f"generation {store.generation} has been before"
        yield from self._rebuilt(store)
        yield from self._writes(store)

    def _kept(self, told: Sequence[tuple[str, Any, str]]) -> Iterator[tuple[str, str]]:
        """Give the replies that a hub keeps: all but refusals that are soon over.

        They are kept without the life that tells them, which stands first in what was told.
        """
        for topic, said, body in told:
            key = f"{topic.removeprefix(REPLY)} {said.get('id')}"
            if topic.startswith(REPLY) and (said["ok"] or key in self._replies):
                yield key, "{" + body.partition(",")[2]

    def _rebuilt(self, store: Store) -> Iterator[str]:
        """Rebuild the room from the journal, as a hub does that starts."""
        room = WaitingRoom(zone())
        for at, event in store.journal.load_day():
            room.apply(event, at)
        statuses = dict(_ask(store, "SELECT number, status FROM ticket"))
        if statuses != {number: ticket.status for number, ticket in room.tickets.items()}:
            yield "the tickets are not those of the journal"

    def _writes(self, store: Store) -> Iterator[str]:
        now = begins_at(self._next_life)
        event = Recorded(store.seq + 1, now, now.date(), NumbersSkipped(count=1), "hub", "")
        store.save(Batch(at=now, events=[event]))
        if _ask(store, "SELECT max(seq) FROM journal") != [(event.seq,)]:
            yield "it keeps nothing any more"


@cache
def _told(said: str) -> tuple[str, Any, str]:
    """Take apart what a hub said: topic, content, and the content as it was written."""
    topic, body = json.loads(said)
    return topic, json.loads(body), body


def _ask(store: Store, question: str) -> list[Any]:
    with store._connection.begin():
        return [tuple(row) for row in store._connection.exec_driver_sql(question)]


def _read(files: Files) -> tuple[list[bytes], dict[str, str]]:
    """Give the hashes of all events, and all replies, from files that are left alone."""
    if FILE not in files:
        return [], {}
    with tempfile.TemporaryDirectory() as folder:
        put(files, Path(folder) / "copy")
        with closing(sqlite3.connect(Path(folder) / "copy" / FILE)) as opened:
            hashes = [hash for (hash,) in opened.execute(HASHES)]
            return hashes, dict(opened.execute(REPLIES))
