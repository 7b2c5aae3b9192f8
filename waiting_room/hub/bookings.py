"""Bookings from a file, as another system exports them: a CSV table, or an iCalendar."""

import csv
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from waiting_room.rules.booking import Booking
from waiting_room.rules.zone import what_is_wrong


class BookingFileError(Exception):
    """An entry cannot be read; the text says which one, and what would be right."""


def read_bookings(file: Path) -> list[Booking]:
    """Read a CSV file with the columns code, zone, service, starts_at, minutes, language, needs.

    A column `cancelled` may say true. Raises BookingFileError naming the first wrong row; then no
    row was taken.
    """
    with file.open(encoding="utf-8-sig", newline="") as opened:
        head = opened.readline()
        opened.seek(0)
        # German spreadsheets write semicolons and call it CSV, too.
        rows = csv.DictReader(opened, delimiter=";" if ";" in head else ",")
        return each_once(
            (f"line {line}", booking(f"line {line}", row)) for line, row in enumerate(rows, start=2)
        )


def booking(place: str, entry: dict[str, object]) -> Booking:
    """Read one entry; an empty cell says nothing. Raises BookingFileError naming its place."""
    try:
        return Booking.model_validate({key: cell for key, cell in entry.items() if cell != ""})
    except ValidationError as error:
        raise BookingFileError(f"{place}: {what_is_wrong(error)}") from None


def each_once(entries: Iterable[tuple[str, Booking]]) -> list[Booking]:
    """Give the bookings of a file; raises BookingFileError if it has two with the same code."""
    bookings: dict[str, Booking] = {}
    places: dict[str, str] = {}
    for place, one in entries:
        if one.code in bookings:
            raise BookingFileError(f"{place}: {one.code} stands at {places[one.code]} already")
        bookings[one.code], places[one.code] = one, place
    return list(bookings.values())
