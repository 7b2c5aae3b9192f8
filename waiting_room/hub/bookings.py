"""Bookings from a table: one CSV row each, as another system exports them."""

import csv
from pathlib import Path

from pydantic import ValidationError

from waiting_room.rules.booking import Booking
from waiting_room.rules.zone import what_is_wrong


class BookingFileError(Exception):
    """A row cannot be read; the text says which one, and what would be right."""


def read_bookings(file: Path) -> list[Booking]:
    """Read a CSV file with the columns code, zone, service, starts_at, minutes, language, needs.

    Raises BookingFileError naming the first wrong row; then no row was taken.
    """
    with file.open(encoding="utf-8-sig", newline="") as opened:
        head = opened.readline()
        opened.seek(0)
        # German spreadsheets write semicolons and call it CSV, too.
        rows = csv.DictReader(opened, delimiter=";" if ";" in head else ",")
        return [_booking(row, line) for line, row in enumerate(rows, start=2)]


def _booking(row: dict[str, str], line: int) -> Booking:
    try:
        return Booking.model_validate(row)
    except ValidationError as error:
        raise BookingFileError(f"line {line}: {what_is_wrong(error)}") from None
