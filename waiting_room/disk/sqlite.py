"""SQLite, set up so that acknowledged means synced and a second program is kept out."""

from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

SECOND_WAITS_MS = 1000

DAMAGE = (SQLAlchemyError, ValueError, TypeError, KeyError)
"""What reading a damaged file raises: SQLite finds the damage, or a row has what nobody wrote."""

# EXCLUSIVE comes first: it keeps a second program out and the WAL index off shared memory, where
# SQLite 3.40 can corrupt it between two connections. FULL: acknowledged means synced.
PRAGMAS = (
    f"busy_timeout={SECOND_WAITS_MS}",
    "locking_mode=EXCLUSIVE",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
)


def sqlite_engine(file: Path, *, cache_kib: int = 16_000) -> Engine:
    """Give an engine with one connection, which says BEGIN itself.

    Of the file as much as `cache_kib` is kept in memory, as soon as it has grown so large.
    """
    engine = create_engine(
        f"sqlite:///{file}",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", partial(_prepare, cache_kib=cache_kib))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: Any, *, cache_kib: int) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA cache_size=-{cache_kib}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def left_over(file: Path) -> Path | None:
    """Give the writes that lie beside a file because who had it did not end in order, if any do.

    SQLite takes them for the file's own at the next start, whichever file lies there by then.
    """
    wal = file.with_name(f"{file.name}-wal")
    return wal if wal.exists() and wal.stat().st_size else None
