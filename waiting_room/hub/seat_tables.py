"""The seat book's tables: one row for each seat of a slot, and one for each booking."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from waiting_room.disk.columns import Utc


class SeatRow(SQLModel, table=True):
    """One seat of a slot: free without a holder, reserved until a moment, or else booked.

    The holder is the token of whoever asked for it, or the code of another system's booking.
    """

    __tablename__ = "seat"
    zone: str = Field(primary_key=True)
    service: str = Field(primary_key=True)
    starts_at: datetime = Field(primary_key=True, sa_type=Utc)
    seat: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    minutes: int
    holder: str | None = Field(default=None, index=True)
    until: datetime | None = Field(default=None, sa_type=Utc)


class BookedRow(SQLModel, table=True):
    """One booking as it stands now, with the holder of its seats."""

    __tablename__ = "booked"
    __table_args__ = (UniqueConstraint("zone", "holder"),)
    zone: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    holder: str
    starts_at: datetime = Field(sa_type=Utc, index=True)
    body: str
