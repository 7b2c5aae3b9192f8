"""What a kiosk's journal must keep through a power cut, whatever the kiosk was doing."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from kiosk.clocks import Clocks
from kiosk.dispenser import Dispenser
from kiosk.journal import Journal, JournalError
from kiosk.journal_tables import HeardRow, LeaseRow
from tests.power_cuts.kiosk_at_work import FILE
from tests.power_cuts.kiosk_plan import BEGINS_AT, Rows, a_lease, a_number, plan
from tests.power_cuts.recording import Files, Recording, put
from waiting_room.disk.columns import table
from waiting_room.wire.link import Link
from waiting_room.wire.loopback import LoopbackBroker, LoopbackConnection, LoopbackHome

LONG_AGO, LATER = BEGINS_AT - timedelta(days=1), BEGINS_AT + timedelta(days=100)
BROKEN = (JournalError, SQLAlchemyError, ValidationError, KeyError)
_leases, _heard = table(LeaseRow), table(HeardRow)


class KioskPromises:
    """Holds what a cut has left against what one life of a kiosk asked, and what had returned."""

    def __init__(self, recording: Recording) -> None:
        operations = plan(recording.life)
        steps = [step for operation in operations for step in operation.steps]
        before = _read(recording.before)
        self._rows = list(accumulate(steps, lambda rows, step: step(rows), initial=before))
        until = [0, *accumulate(len(operation.steps) for operation in operations)]
        self._steps_until = [*until, until[-1]]

    def breach(self, folder: Path, said: Sequence[str]) -> str | None:
        """Open the journal on what a cut has left; gives the first promise broken, if any."""
        journal = Journal(folder / FILE)
        try:
            journal.open()
            return next(self._breaches(journal, int(said[-1]) if said else 0), None)
        except BROKEN as error:
            return f"it cannot be used: {type(error).__name__}: {error}"
        finally:
            journal.close()

    def restart(self, folder: Path) -> str | None:
        """Start the program's numbers, without a hub; gives what is wrong if there are none."""
        home = LoopbackHome()
        link = Link(LoopbackConnection(LoopbackBroker(), home), home, zone="sued", client="kiosk-1")
        dispenser = Dispenser(link, home, Journal(folder / FILE), Clocks())
        dispenser.open()
        if dispenser.is_out:
            return "the kiosk is out of service"
        number = dispenser.issue("question", language="de").number
        kept = dispenser.journal.has(number)
        dispenser.close()
        return None if kept else f"{number} was given out and is not kept"

    def _breaches(self, journal: Journal, returned: int) -> Iterator[str]:
        if (found := _ask(journal, text("PRAGMA integrity_check"))) != [("ok",)]:
            yield f"SQLite finds fault with it: {found[0]}"
        first, last = self._steps_until[returned], self._steps_until[returned + 1]
        rows = _rows(journal)
        if rows not in self._rows[first : last + 1]:
            if rows in self._rows[:first]:
                yield f"lost: {first - self._rows.index(rows)} steps of {first}"
            yield "its rows are those of no moment"
        one_more = a_number(Random(0), 1, LATER, a_lease(1, LATER))
        journal.write(one_more)
        if one_more not in journal.untold():
            yield "it keeps nothing any more"


def _rows(journal: Journal) -> Rows:
    """Read all rows but the one that a journal writes when it is opened."""
    untold = {id for (id,) in _ask(journal, text("SELECT id FROM given WHERE NOT is_told"))}
    leases = select(_leases.c.ends_at, _leases.c.first, _leases.c.last)
    heard = select(_heard.c.view, _heard.c.body).where(_heard.c.view != "opened")
    return Rows(
        leases=frozenset(_ask(journal, leases)),
        given=frozenset((given, given.id not in untold) for given in journal.everything()),
        heard=frozenset(_ask(journal, heard)),
    )


def _ask(journal: Journal, question: Any) -> list[Any]:
    with journal._connection.begin():
        return [tuple(row) for row in journal._connection.execute(question)]


def _read(files: Files) -> Rows:
    """Read the rows of files that are left alone."""
    with tempfile.TemporaryDirectory() as folder:
        put(files, Path(folder) / "copy")
        journal = Journal(Path(folder) / "copy" / FILE)
        journal.open()
        rows = _rows(journal)
        journal.close()
        return rows
