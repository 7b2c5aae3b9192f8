"""Columns: kinds of data that SQLite has no word for, and the tables they stand in."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, TypeDecorator
from sqlmodel import SQLModel


class Utc(TypeDecorator[datetime]):
    """Aware times in, aware UTC out; SQLite itself would drop the zone without a word."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; a naive time is a bug."""
        if value is None:
            return None
        assert value.tzinfo is not None, "times carry their zone here"
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def table(row: type[SQLModel]) -> Any:
    """Give a model's table, which SQLModel hides from type checkers."""
    return row.__table__  # type: ignore[attr-defined] # every table model has it
