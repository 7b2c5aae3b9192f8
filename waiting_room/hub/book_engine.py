"""Where the seat book lies: in a file beside the hub's own, or in a PostgreSQL that zones share."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

BUSY_MS = 20_000
"""SQLite's turns are not fair: among many processes one may be passed over again and again."""

ANSWER_MS = 4000
CONNECT_S = 2
POSTGRESQL = "postgresql+psycopg"

# A rollback journal, because SQLite 3.40 can corrupt a WAL that two processes write. It is kept,
# not deleted: with FULL, SQLite syncs the end of a kept journal, but not the folder of a deleted
# one, so that a power cut could bring it back, and with it undo what was acknowledged.
PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=PERSIST",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
)


class BookUrlError(Exception):
    """There can be no book; the text says what would be right."""


def book_file(file: Path) -> Engine:
    """Give an engine for a book in a SQLite file, which many processes may use."""
    engine = create_engine(f"sqlite:///{file}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def shared_book(text: str) -> Engine:
    """Give an engine for a book in PostgreSQL, which says soon if it does not answer.

    Raises BookUrlError if the text is no address of one.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise BookUrlError("write it as postgresql://USER@HOST/DATABASE") from None
    if url.drivername not in ("postgresql", POSTGRESQL):
        raise BookUrlError(f"a shared book lies in PostgreSQL, not in {url.drivername}")
    limits = f"-c statement_timeout={ANSWER_MS} -c lock_timeout={ANSWER_MS}"
    try:
        return create_engine(
            url.set(drivername=POSTGRESQL),
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_S, "options": limits},
        )
    except ImportError:
        raise BookUrlError('PostgreSQL needs one more package: "psycopg[binary]"') from None


def _prepare(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
