import sqlite3
from datetime import timedelta

import pytest

from tests.waiting_room.hub.issued import DAY, NOW, issued
from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.store import Store
from waiting_room.hub.store_error import StoreError
from waiting_room.rules.events import DayOpened


def test_only_the_last_day_is_loaded(store):
    """Yesterday's events are history, not state."""
    store.save(issued(1, "K001", "a"))
    tomorrow = DAY + timedelta(days=1)
    opened = Recorded(2, NOW, tomorrow, DayOpened(day=tomorrow), "hub", "")
    store.save(Batch(at=NOW, events=[opened]))

    assert [event for _, event in store.journal.load_day()] == [DayOpened(day=tomorrow)]


def test_times_come_back_with_their_zone(store):
    """What is stored as UTC is UTC when it is read."""
    store.save(issued(1, "K001", "a"))

    ((at, event),) = store.journal.load_day()
    assert at == event.ticket.issued_at == NOW
    assert at.tzinfo is not None


def test_a_changed_row_breaks_the_chain(tmp_path):
    """Who edits the journal is found out, at the right event."""
    store = Store(tmp_path / "zone.sqlite")
    store.open()
    for seq, number, token in ((1, "K001", "a"), (2, "K002", "b"), (3, "K003", "c")):
        store.save(issued(seq, number, token))
    assert store.journal.check_chain() == 3
    store.close()
    with sqlite3.connect(tmp_path / "zone.sqlite") as raw:
        raw.execute("UPDATE journal SET body = replace(body, 'question', 'emergency') WHERE seq=2")
    raw.close()

    store = Store(tmp_path / "zone.sqlite")
    store.open()
    with pytest.raises(StoreError, match="changed at event 2"):
        store.journal.check_chain()
    store.close()


def test_the_days_of_the_journal_are_known(store):
    """Each once, and the last of them; an empty one has none."""
    assert (store.journal.days(), store.journal.last_day()) == (set(), None)
    for seq, days in ((1, 0), (2, 0), (3, 1)):
        store.save(issued(seq, f"K00{seq}", "abc"[seq - 1], DAY + timedelta(days=days)))

    tomorrow = DAY + timedelta(days=1)
    assert (store.journal.days(), store.journal.last_day()) == ({DAY, tomorrow}, tomorrow)
