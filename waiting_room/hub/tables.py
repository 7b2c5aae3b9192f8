"""Tables: what the hub keeps on disk; the journal is the truth, the others are read from it."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from waiting_room.disk.columns import Utc

SCHEMA_VERSION = 2
"""Raised with every change of a table; kept in `PRAGMA user_version`."""


class HubRow(SQLModel, table=True):
    """One row: which life of the hub this is."""

    __tablename__ = "hub"
    id: int = Field(default=1, primary_key=True)
    generation: int = 0


class JournalRow(SQLModel, table=True):
    """One event, for ever; `hash` covers the row and the hash before it."""

    __tablename__ = "journal"
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Utc)
    day: date = Field(index=True)
    event: str
    body: str
    sender: str
    command: str
    hash: bytes


class TicketRow(SQLModel, table=True):
    """One ticket as reports need it; no number twice on one day."""

    __tablename__ = "ticket"
    __table_args__ = (UniqueConstraint("day", "token"),)
    day: date = Field(primary_key=True)
    number: str = Field(primary_key=True)
    token: str
    service: str
    status: str
    language: str
    needs: str
    booked: bool
    issued_by: str
    issued_at: datetime = Field(sa_type=Utc)
    stands_at: datetime = Field(sa_type=Utc)
    counter: str | None = None
    calls: int = 0
    called_at: datetime | None = Field(default=None, sa_type=Utc)
    started_at: datetime | None = Field(default=None, sa_type=Utc)
    ended_at: datetime | None = Field(default=None, sa_type=Utc)
    ended_why: str = ""


class BookingRow(SQLModel, table=True):
    """One booking, as it stands now."""

    __tablename__ = "booking"
    code: str = Field(primary_key=True)
    starts_at: datetime = Field(sa_type=Utc, index=True)
    body: str


class LearnedRow(SQLModel, table=True):
    """What forecasts had learned in the evening of a day."""

    __tablename__ = "learned"
    day: date = Field(primary_key=True)
    body: str


class ReplyRow(SQLModel, table=True):
    """The first reply to a command, so that a repeated command gets the same."""

    __tablename__ = "reply"
    client: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Utc, index=True)
    body: str


class AskedRow(SQLModel, table=True):
    """A command whose first reply is being looked up; in memory, and gone with the connection."""

    __tablename__ = "asked"
    __table_args__ = {"prefixes": ["TEMPORARY"]}
    client: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
