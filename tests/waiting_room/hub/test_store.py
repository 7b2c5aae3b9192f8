from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.waiting_room.hub.issued import DAY, issued
from waiting_room.hub.store import Store
from waiting_room.hub.store_error import StoreError


def test_no_number_is_given_out_twice_on_a_day(store):
    """The database itself refuses a second K001, and keeps nothing of that transaction."""
    store.save(issued(1, "K001", "a"))

    with pytest.raises(IntegrityError):
        store.save(issued(2, "K001", "b"))
    assert len(list(store.journal.load_day())) == 1
    assert store.seq == 1
    store.save(issued(2, "K002", "c"))
    assert store.journal.check_chain() == 2


def test_the_same_number_may_come_again_on_another_day(store):
    """K001 is there every day."""
    store.save(issued(1, "K001", "a"))
    store.save(issued(2, "K001", "b", DAY + timedelta(days=1)))


def test_each_life_of_the_hub_has_a_higher_generation(tmp_path):
    """Clients can tell an old hub from a new one."""
    for generation in (1, 2, 3):
        store = Store(tmp_path / "zone.sqlite")
        store.open()
        assert store.generation == generation
        store.close()


def test_a_file_of_a_newer_version_is_left_alone(tmp_path):
    """An old program does not touch what it cannot understand."""
    import sqlite3

    raw = sqlite3.connect(tmp_path / "zone.sqlite")
    raw.execute("PRAGMA user_version=99")
    raw.close()

    with pytest.raises(StoreError, match="newer version"):
        Store(tmp_path / "zone.sqlite").open()


def test_it_keeps_its_promises_to_the_disk(store):
    """WAL with full syncs and an exclusive lock: acknowledged means on disk, one writer."""
    pragma = store._connection.exec_driver_sql
    assert pragma("PRAGMA journal_mode").scalar_one() == "wal"
    assert pragma("PRAGMA synchronous").scalar_one() == 2
    assert pragma("PRAGMA locking_mode").scalar_one() == "exclusive"
