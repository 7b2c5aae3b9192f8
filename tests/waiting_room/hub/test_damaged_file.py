from datetime import UTC, date, datetime

import pytest

from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.store import Store
from waiting_room.hub.store_error import StoreError
from waiting_room.rules.events import DayOpened

NOW, DAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC), date(2026, 11, 23)


@pytest.fixture
def file(tmp_path):
    """A hub's file with two days in its journal."""
    store = Store(tmp_path / "zone.sqlite")
    store.open()
    for seq in (1, 2):
        opened = Recorded(seq, NOW, DAY, DayOpened(day=DAY), "hub", "")
        store.save(Batch(at=NOW, events=[opened]))
    store.close()
    return tmp_path / "zone.sqlite"


def read(file, *, only_read):
    """Read all that a hub reads, or a check."""
    store = Store(file)
    store.open(only_read=only_read)
    try:
        return list(store.journal.load_day()), store.journal.check_chain()
    finally:
        store.close()


@pytest.mark.parametrize("only_read", [True, False])
def test_what_is_no_database_ends_with_a_sentence(file, only_read):
    """Whoever starts a hub on it, or checks it, reads what to do."""
    file.write_bytes(bytes(range(256)) * 64)
    with pytest.raises(StoreError, match=r"not a database.*put a copy back"):
        read(file, only_read=only_read)


@pytest.mark.parametrize("size", [100, 4096, 10_000, 20_000])
def test_half_a_file_ends_with_a_sentence(file, size):
    """However much of it is left."""
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(StoreError, match="put a copy back"):
        read(file, only_read=True)


@pytest.mark.parametrize(
    ("written", "damaged"),
    [
        (b'{"day":', b'{"dxy":'),
        (b'{"day":', b'{"day"\xff'),
        (b"day_opened", b"dxy_opened"),
        (b"2026-11-23 08:00", b"2026-11-23 08:99"),
        (b"CREATE TABLE journal", b"CREATE \xff\xff\xff\xff\xff journal"),
    ],
)
def test_a_row_that_nobody_wrote_ends_with_a_sentence(file, written, damaged):
    """Nothing is guessed: the journal is whole, or it is not used."""
    assert written in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(written, damaged))
    with pytest.raises(StoreError, match="put a copy back"):
        read(file, only_read=True)
