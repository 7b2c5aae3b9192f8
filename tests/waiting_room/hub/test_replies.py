import sqlite3
from datetime import timedelta

import pytest

from tests.waiting_room.hub.issued import NOW
from waiting_room.hub.batch import Batch
from waiting_room.hub.replies import _FIRST

FEW = 2
"""Variables in a statement: fewer than SQLite allows anywhere."""


def test_the_first_replies_are_those_of_the_pairs_that_were_asked(store):
    """An id belongs to its client; whatever was not asked before is not among them."""
    kept = {("kiosk-1", "x"): b"1", ("kiosk-2", "y"): b"2", ("kiosk-2", "z"): b"3"}
    store.save(Batch(at=NOW, replies=kept))

    asked = {("kiosk-1", "x"), ("kiosk-1", "y"), ("kiosk-2", "y"), ("kiosk-3", "new")}
    for _ in range(2):
        assert store.replies.first(asked) == {("kiosk-1", "x"): b"1", ("kiosk-2", "y"): b"2"}
    assert store.replies.first({("kiosk-3", "new")}) == {}


@pytest.mark.parametrize("id", ["a\0b", "\"', ü 名\\", "%"])
def test_an_id_may_be_any_text(store, id):
    """What stands in it neither hides its reply nor finds another's."""
    store.save(Batch(at=NOW, replies={("kiosk-1", id): b"{}", ("kiosk-1", "a"): b"other"}))
    assert store.replies.first({("kiosk-1", id)}) == {("kiosk-1", id): b"{}"}


def test_as_many_replies_are_found_at_once_as_there_are(store):
    """SQLite bounds the variables of a statement, in some builds to 32,766: the store is not."""
    connection = store._connection.connection.driver_connection
    replies = {("kiosk-1", f"{n}"): b"{}" for n in range(40_000)}
    store.save(Batch(at=NOW, replies=replies))
    connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, FEW)

    assert store.replies.first(replies.keys()) == replies


def test_replies_are_looked_up_and_not_read_through(store):
    """A look-up costs the same in the evening, when the hub has answered a day long."""
    plan = store._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {_FIRST}").fetchall()
    store._connection.rollback()

    assert [row.detail for row in plan if "reply" in row.detail] == [
        "SEARCH reply USING INDEX sqlite_autoindex_reply_1 (client=? AND id=?)"
    ]


def test_a_look_up_writes_nothing_to_the_disk(store, tmp_path):
    """A repeated command is answered without waiting for a sync."""
    store.save(Batch(at=NOW, replies={("kiosk-1", "x"): b"{}"}))
    size = (tmp_path / "zone.sqlite-wal").stat().st_size
    store.replies.first({("kiosk-1", f"{n}") for n in range(10_000)})

    assert (tmp_path / "zone.sqlite-wal").stat().st_size == size


def test_replies_are_forgotten_after_a_day(store):
    """A reply that nobody can wait for any more is deleted."""
    batch = Batch(at=NOW, replies={("kiosk-1", "x"): b"{}"})
    store.save(batch)
    store.replies.forget(NOW + timedelta(hours=23))
    assert store.replies.first({("kiosk-1", "x")}) == {("kiosk-1", "x"): b"{}"}

    store.replies.forget(NOW + timedelta(hours=25))
    assert store.replies.first({("kiosk-1", "x")}) == {}
