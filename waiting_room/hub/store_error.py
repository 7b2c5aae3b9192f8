"""What is said of a hub's file that cannot be used."""

import shlex
from pathlib import Path

from waiting_room.disk.sqlite import left_over

TAKE_IN = (
    "python3 -c 'import sqlite3, sys; "
    'sqlite3.connect(sys.argv[1]).execute("PRAGMA wal_checkpoint(TRUNCATE)")\''
)


class StoreError(Exception):
    """The file cannot be used; the text says what to do."""


def unreadable(file: Path, error: Exception) -> StoreError:
    """Say that a file is damaged, or the disk under it."""
    return StoreError(
        f"cannot read {file} ({getattr(error, 'orig', error)}): look after the disk; if "
        "the file is damaged, put a copy back and start once with --restored"
    )


def check_alone(file: Path) -> None:
    """Raise StoreError if writes lie beside a file that may be a copy that was put back.

    Nothing in them tells whose they are: until SQLite has written into its main file, that is
    byte for byte the copy that was made of it.
    """
    wal = left_over(file)
    if wal is not None:
        raise StoreError(
            f"{wal} would be mixed with {file}. If it was there before a copy was put back, put it "
            "aside. If it came with the copy, or no copy was put back since, take it in: "
            f"{TAKE_IN} {shlex.quote(str(file))}"
        )
