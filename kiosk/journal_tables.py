"""The journal's tables: what a kiosk keeps on its own disk."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from waiting_room.disk.columns import Utc

SCHEMA_VERSION = 1
"""Raised with every change of a table; kept in `PRAGMA user_version`."""


class GivenRow(SQLModel, table=True):
    """One number that was given out, and the command that tells the hub of it.

    `at` is by the machine's clock, `at_s` in seconds of this `boot` of the kiosk; `leased_at` and
    `ends_at` are by the hub's clock, see Given. What is told has an `ends_at`.
    """

    __tablename__ = "given"
    id: str = Field(primary_key=True)
    number: str
    command: str
    body: str
    at: datetime = Field(sa_type=Utc, index=True)
    boot: str
    at_s: float
    leased_at: datetime | None = Field(default=None, sa_type=Utc)
    ends_at: datetime | None = Field(default=None, sa_type=Utc)
    booking: str | None = Field(default=None, index=True)
    is_told: bool = False


class LeaseRow(SQLModel, table=True):
    """One lease, on disk before its first number is given out."""

    __tablename__ = "lease"
    day: date = Field(primary_key=True)
    letter: str = Field(primary_key=True)
    first: int = Field(primary_key=True)
    last: int
    leased_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc)


class HeardRow(SQLModel, table=True):
    """What was last heard of the zone, by the view's name."""

    __tablename__ = "heard"
    view: str = Field(primary_key=True)
    body: str
