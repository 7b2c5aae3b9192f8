from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.store import Store, StoreError
from waiting_room.rules.events import DayOpened, TicketIssued
from waiting_room.rules.ticket import Ticket

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)


def ticket(number: str, token: str) -> Ticket:
    return Ticket(
        number=number,
        token=token * 26,
        service="question",
        issued_at=NOW,
        issued_by="kiosk-1",
        arrived_at=NOW,
        stands_at=NOW,
    )


def issued(seq: int, number: str, token: str, day: date = DAY) -> Batch:
    one = ticket(number, token)
    recorded = Recorded(seq, NOW, day, TicketIssued(ticket=one), "kiosk-1", f"c{seq}")
    return Batch(at=NOW, events=[recorded], issued=[one])


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "zone.sqlite")
    store.open()
    yield store
    store.close()


def test_no_number_is_given_out_twice_on_a_day(store):
    """The database itself refuses a second K001, and keeps nothing of that transaction."""
    store.save(issued(1, "K001", "a"))

    with pytest.raises(IntegrityError):
        store.save(issued(2, "K001", "b"))
    assert len(list(store.load_day())) == 1
    assert store.seq == 1
    store.save(issued(2, "K002", "c"))
    assert store.check_chain() == 2


def test_the_same_number_may_come_again_on_another_day(store):
    """K001 is there every day."""
    store.save(issued(1, "K001", "a"))
    store.save(issued(2, "K001", "b", DAY + timedelta(days=1)))


def test_only_the_last_day_is_loaded(store):
    """Yesterday's events are history, not state."""
    store.save(issued(1, "K001", "a"))
    tomorrow = DAY + timedelta(days=1)
    opened = Recorded(2, NOW, tomorrow, DayOpened(day=tomorrow), "hub", "")
    store.save(Batch(at=NOW, events=[opened]))

    assert [event for _, event in store.load_day()] == [DayOpened(day=tomorrow)]


def test_times_come_back_with_their_zone(store):
    """What is stored as UTC is UTC when it is read."""
    store.save(issued(1, "K001", "a"))

    ((at, event),) = store.load_day()
    assert at == event.ticket.issued_at == NOW
    assert at.tzinfo is not None


def test_a_changed_row_breaks_the_chain(tmp_path):
    """Who edits the journal is found out, at the right event."""
    import sqlite3

    store = Store(tmp_path / "zone.sqlite")
    store.open()
    for seq, number, token in ((1, "K001", "a"), (2, "K002", "b"), (3, "K003", "c")):
        store.save(issued(seq, number, token))
    assert store.check_chain() == 3
    store.close()
    with sqlite3.connect(tmp_path / "zone.sqlite") as raw:
        raw.execute("UPDATE journal SET body = replace(body, 'question', 'emergency') WHERE seq=2")
    raw.close()

    store = Store(tmp_path / "zone.sqlite")
    store.open()
    with pytest.raises(StoreError, match="changed at event 2"):
        store.check_chain()
    store.close()


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


def test_replies_are_forgotten_after_a_day(store):
    """A reply that nobody can wait for any more is deleted."""
    batch = Batch(at=NOW, replies={("kiosk-1", "x"): b"{}"})
    store.save(batch)
    store.forget_replies(NOW + timedelta(hours=23))
    assert store.first_replies([("kiosk-1", "x")]) == {("kiosk-1", "x"): b"{}"}

    store.forget_replies(NOW + timedelta(hours=25))
    assert store.first_replies([("kiosk-1", "x")]) == {}


def test_it_keeps_its_promises_to_the_disk(store):
    """WAL with full syncs and an exclusive lock: acknowledged means on disk, one writer."""
    pragma = store._connection.exec_driver_sql
    assert pragma("PRAGMA journal_mode").scalar_one() == "wal"
    assert pragma("PRAGMA synchronous").scalar_one() == 2
    assert pragma("PRAGMA locking_mode").scalar_one() == "exclusive"
