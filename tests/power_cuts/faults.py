"""Faults: programs that keep less than they promise, each of which must be caught, and a control.

The changes are made in the process that works, before it begins; the product has no switch for any
of them.
"""

from typing import Any

import pytest

from kiosk.journal import Journal
from waiting_room.disk import sqlite
from waiting_room.hub.kept_room import KeptRoom

SOUND = "sound"


def sound(patch: pytest.MonkeyPatch) -> None:
    """The programs as they are."""


def syncs_seldom(patch: pytest.MonkeyPatch) -> None:
    """What many recommend: a WAL that is synced only before a checkpoint."""
    _change(patch, "synchronous=FULL", "synchronous=NORMAL")


def never_syncs(patch: pytest.MonkeyPatch) -> None:
    """The disk writes what it likes, when it likes."""
    _change(patch, "synchronous=FULL", "synchronous=OFF")


def tells_first(patch: pytest.MonkeyPatch) -> None:
    """The hub answers, and only then saves; the journal commits when it is called again."""
    save_and_tell = KeptRoom.save_and_tell

    def tell_and_save(kept: KeptRoom, batch: Any, replies: Any) -> None:
        kept._tell(replies)
        save_and_tell(kept, batch, [])

    late: list[Any] = []
    run = Journal._run

    def run_the_last(journal: Journal, statement: Any) -> None:
        late.append(statement)
        if len(late) > 1:
            run(journal, late.pop(0))

    patch.setattr(KeptRoom, "save_and_tell", tell_and_save)
    patch.setattr(Journal, "_run", run_the_last)


def rolls_back(patch: pytest.MonkeyPatch) -> None:
    """A rollback journal instead of a WAL: slower, and as safe."""
    _change(patch, "journal_mode=WAL", "journal_mode=DELETE")


def _change(patch: pytest.MonkeyPatch, this: str, to: str) -> None:
    assert this in sqlite.PRAGMAS, f"nothing asks for {this} any more"
    patch.setattr(sqlite, "PRAGMAS", tuple(to if one == this else one for one in sqlite.PRAGMAS))


FAULTS = {fault.__name__: fault for fault in (syncs_seldom, never_syncs, tells_first)}
VARIANTS = FAULTS | {fault.__name__: fault for fault in (sound, rolls_back)}
"""What can be recorded: the broken ones, the sound one, and one that is sound in another way."""
