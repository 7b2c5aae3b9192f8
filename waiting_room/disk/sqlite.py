"""SQLite, set up so that acknowledged means synced and a second program is kept out."""

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
    "cache_size=-16000",
    "trusted_schema=OFF",
)


def sqlite_engine(file: Path) -> Engine:
    """Give an engine with one connection, which says BEGIN itself."""
    engine = create_engine(
        f"sqlite:///{file}",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
