"""A copy that is put back is used as it is, or not at all: never with writes of another state."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest

from tests.waiting_room.hub.conftest import EXAMPLE
from tests.waiting_room.hub.issued import DAY, issued
from waiting_room.hub.store import Store
from waiting_room.hub.store_error import StoreError

FEW, MANY = 30, 400
"""Events after which SQLite has not yet written into the main file, and after which it has."""


@pytest.fixture
def killed(tmp_path):
    """Let a hub save events, be copied in order, save more, and be killed; gives file and copy."""

    def killed(events):
        file, copy, after = (tmp_path / name / "sued.sqlite" for name in ("data", "copy", "after"))
        file.parent.mkdir()
        save(file, range(1, 22))
        shutil.copytree(file.parent, copy.parent)
        save(file, range(22, events), then=lambda: shutil.copytree(file.parent, after.parent))
        return after, copy

    return killed


def save(file, seqs, then=lambda: None):
    """Live one life of a hub; what `then` copies before its end is what a power cut leaves."""
    store = Store(file)
    store.open()
    for seq in seqs:
        store.save(issued(seq, "K001", "a", DAY + timedelta(days=seq)))
    then()
    store.close()


def check(file):
    """Run `hub --check` as somebody types it; gives its code and all that it says."""
    words = ["hub", "--zone", EXAMPLE, "--data", file.parent, "--check"]
    command = [sys.executable, "-m", "waiting_room", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def bytes_of(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("events", [FEW, MANY])
def test_writes_beside_a_restored_file_are_never_mixed_with_it(killed, events):
    """What a killed hub has left is not the copy's: a sentence says so, and nothing is touched."""
    file, copy = killed(events)
    shutil.copy(copy, file)
    before = bytes_of(file.parent)

    with pytest.raises(StoreError, match=r"sued\.sqlite-wal would be mixed .* put it aside"):
        Store(file).open(restored=True)
    assert bytes_of(file.parent) == before

    wal = file.with_name("sued.sqlite-wal")
    wal.rename(file.with_name("aside"))
    wal.touch()  # nothing was written, so that there is nothing to mix
    store = Store(file)
    store.open(restored=True)
    assert store.check() == 21
    store.close()


def test_a_copy_with_writes_of_its_own_is_whole_once_they_are_taken_in(killed):
    """The sentence's command is for a snapshot of the disk, or a hub that was killed since."""
    file, _ = killed(MANY)
    with pytest.raises(StoreError) as told:
        Store(file).open(restored=True)
    _, command = str(told.value).split("take it in: ")
    subprocess.run(command, shell=True, check=True)

    store = Store(file)
    store.open(restored=True)
    assert store.check() == MANY - 1
    store.close()


def test_a_hub_that_was_killed_is_started_again_as_ever(killed):
    """Without --restored the writes beside the file are its own, and all of them count."""
    file, _ = killed(MANY)
    store = Store(file)
    store.open()
    assert store.check() == MANY - 1
    store.close()


def test_a_check_touches_nothing_while_it_cannot_know_what_belongs_together(killed):
    """To read a file with what lies beside it would be to mix them for good."""
    file, copy = killed(MANY)
    shutil.copy(copy, file)
    before = bytes_of(file.parent)

    code, said = check(file)

    assert code == 1
    assert "sued.sqlite-wal would be mixed" in said
    assert "whole" not in said
    assert bytes_of(file.parent) == before

    file.with_name("sued.sqlite-wal").unlink()
    code, said = check(file)
    assert code == 0
    assert said.endswith("the journal is whole: 21 events\n")


def test_a_check_reads_more_than_the_journals_rows(tmp_path):
    """An index that lost its page is damage, though every row of the journal is there."""
    file = tmp_path / "sued.sqlite"
    save(file, range(1, 22))
    with closing(sqlite3.connect(file)) as raw:
        found = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_journal_day'"
        (page,) = raw.execute(found).fetchone()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size + 100 : page * size] = bytes(size - 100)
    file.write_bytes(content)

    store = Store(file)
    store.open(only_read=True)
    assert store.journal.check_chain() == 21
    with pytest.raises(StoreError, match="put a copy back"):
        store.check()
    store.close()
