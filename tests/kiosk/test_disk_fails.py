"""A kiosk whose disk is full, or has lost what was written: no number, and a sentence."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from kiosk.clocks import Clocks
from kiosk.dispenser import Dispenser
from kiosk.given import Given
from kiosk.journal import Journal, JournalError
from waiting_room.rules.commands import IssueTicket
from waiting_room.rules.events import Lease
from waiting_room.wire.link import Link
from waiting_room.wire.loopback import LoopbackBroker, LoopbackConnection, LoopbackHome

T = TypeVar("T")
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LEASE = Lease(
    letter="K", first=1001, last=1100, day=NINE.date(), leased_at=NINE, ends_at=NINE
)  # fmt: skip
SENTENCE = "no number can be promised; look after the disk"


def given(place: int) -> Given:
    """Give the number of a place in the day."""
    at = NINE + timedelta(seconds=place)
    command = IssueTicket(service="x", token="a" * 26, number=f"K{place:03}", printed_at=at)
    return Given(f"id-{place}", command, "boot", float(place))


def dispenser(file: Path, home: LoopbackHome) -> Dispenser:
    """Give a kiosk's numbers, without a hub."""
    connection = LoopbackConnection(LoopbackBroker(), home)
    link = Link(connection, home, zone="sued", client="kiosk-1")
    return Dispenser(link, home, Journal(file), Clocks(at=lambda: NINE))


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes, as on a disk that is full."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


def until_full(give: Callable[[int], T]) -> list[T]:
    """Give out one after the other until that fails with its sentence; gives what was."""
    out: list[T] = []

    def give_all() -> None:
        out.extend(give(place) for place in range(10_000))

    with pytest.raises(JournalError, match=SENTENCE):
        give_all()
    return out


def written_by(journal: Journal) -> Callable[[int], Given]:
    """Give out what this journal has written down."""

    def give(place: int) -> Given:
        journal.write(given(place))
        return given(place)

    return give


@pytest.mark.parametrize("kib", [64, 128, 300])
def test_a_file_that_cannot_grow_keeps_what_was_promised(tmp_path: Path, kib: int) -> None:
    """The write that fails is not there afterwards, and all before it are."""
    journal = Journal(tmp_path / "kiosk-1.sqlite")
    journal.open()
    with files_end_at(kib * 1024):
        promised = until_full(written_by(journal))
    journal.close()
    again = Journal(tmp_path / "kiosk-1.sqlite")
    again.open()
    assert promised
    assert again.untold() == promised
    again.close()


def test_a_database_that_is_full_keeps_what_was_promised(tmp_path: Path) -> None:
    """SQLite's own word for a full disk ends in the same sentence."""
    journal = Journal(tmp_path / "kiosk-1.sqlite")
    journal.open()
    with journal._transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=20")
    failures: list[JournalError] = []
    journal.on_failure(failures.append)
    promised = until_full(written_by(journal))
    assert [one.state for one in failures] == ["full"]
    journal.open()
    assert promised
    assert journal.untold() == promised
    journal.close()


@pytest.mark.parametrize("size", [0, 1000, 4096, 20_000])
def test_a_disk_that_is_full_from_the_beginning(tmp_path: Path, size: int) -> None:
    """The journal says so before anybody touches the screen, and the kiosk is out of service."""
    with files_end_at(size):
        numbers = dispenser(tmp_path / "kiosk-1.sqlite", LoopbackHome())
        numbers.open()
        assert numbers.state == "failed"
        numbers.close()


def test_a_number_that_cannot_be_kept_is_not_given_out(tmp_path: Path) -> None:
    """Whoever touches the screen then gets no slip; those who did before keep theirs."""
    numbers = dispenser(tmp_path / "kiosk-1.sqlite", LoopbackHome())
    numbers.open()
    with files_end_at(128 * 1024):
        out = until_full(lambda _: numbers.issue("question", language="de").number)
    numbers.close()
    journal = Journal(tmp_path / "kiosk-1.sqlite")
    journal.open()
    assert [one.number for one in journal.untold()] == out
    journal.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A journal's file with a hundred numbers."""
    file = tmp_path_factory.mktemp("whole") / "kiosk-1.sqlite"
    journal = Journal(file)
    journal.open()
    for place in range(100):
        journal.write(given(place))
    journal.close()
    return file.read_bytes()


@pytest.mark.parametrize("change", ["at = 5", "at = 'noon'", "command = 'call_next'", "body = '{'"])
def test_a_row_that_nobody_wrote_is_found_at_the_start(
    tmp_path: Path, whole: bytes, change: str
) -> None:
    """SQLite takes it for a row; the kiosk knows that it is none, before anybody comes."""
    file = tmp_path / "kiosk-1.sqlite"
    file.write_bytes(whole)
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute(f"UPDATE given SET {change} WHERE number = 'K050'")
    journal = Journal(file)
    with pytest.raises(JournalError, match=SENTENCE):
        journal.open()
    journal.close()


def noise(chance: Random, whole: bytes) -> bytes:
    """Give what has nothing of the file any more."""
    return chance.randbytes(chance.randrange(1, len(whole)))


def half(chance: Random, whole: bytes) -> bytes:
    """Give its beginning."""
    return whole[: chance.randrange(1, len(whole))]


def page(chance: Random, whole: bytes) -> bytes:
    """Give it with one page of noise."""
    at = chance.randrange(len(whole) // 4096) * 4096
    return whole[:at] + chance.randbytes(4096) + whole[at + 4096 :]


def bytes_changed(chance: Random, whole: bytes) -> bytes:
    """Give it with some bytes changed."""
    changed = bytearray(whole)
    for _ in range(chance.choice((1, 10, 100))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("damage", [noise, half, page, bytes_changed])
def test_a_damaged_file_ends_with_a_sentence_or_not_at_all(
    tmp_path: Path, whole: bytes, damage: Callable[[Random, bytes], bytes]
) -> None:
    """A kiosk either says that it is out of service, or reads and writes as ever."""
    said: list[str] = []
    for seed in range(40):
        file = tmp_path / f"{seed}.sqlite"
        file.write_bytes(damage(Random(seed), whole))
        journal = Journal(file)
        try:
            journal.open()
            journal.write(given(1000))
            assert journal.has("K1000")
            journal.mark_told("1000", NINE)
            journal.keep_lease(LEASE)
        except JournalError as error:
            said.append(str(error))
        journal.close()
    assert said
    assert all(SENTENCE in one for one in said)
