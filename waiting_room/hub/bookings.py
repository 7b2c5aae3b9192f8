"""Bookings from a file, as another system exports them: a CSV table, or an iCalendar."""

import csv
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from waiting_room.rules.booking import Booking
from waiting_room.rules.faults import what_is_wrong
from waiting_room.rules.zone import Zone

ByPlace = dict[str, Booking]
"""Bookings by where they stand in their file: `line 3`, `event 2 (17@city)`."""


class BookingFileError(Exception):
    """An entry cannot be read; the text says which one, and what would be right."""


def read_bookings(file: Path, zone: Zone) -> ByPlace:
    """Read a CSV file with the columns code, zone, service, starts_at, minutes, language, needs.

    A column `cancelled` may say true. Rows of other zones are taken, too: whoever comes with one is
    told where to go. Raises BookingFileError naming the first wrong row; then no row was taken.
    """
    text = _decoded(file.read_bytes())
    # German spreadsheets write semicolons and call it CSV, too.
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    return each_once(
        (place, of_this_zone(place, booking(place, row), zone))
        for place, row in ((f"line {rows.line_num}", row) for row in rows)
    )


def _decoded(content: bytes) -> str:
    """Read UTF-8; raises BookingFileError naming the first line that is something else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BookingFileError(f"line {line}: this is not UTF-8; save the table as UTF-8") from None


def of_this_zone(place: str, one: Booking, zone: Zone) -> Booking:
    """Give a booking that a zone can serve; raises BookingFileError if it lacks the service."""
    services = [service.id for service in zone.services]
    if one.zone == zone.id and one.service not in services:
        known = ", ".join(services)
        raise BookingFileError(f'{place}: there is no service "{one.service}"; there are {known}')
    return one


def booking(place: str, entry: dict[str, object]) -> Booking:
    """Read one entry; an empty cell says nothing. Raises BookingFileError naming its place."""
    try:
        return Booking.model_validate({key: cell for key, cell in entry.items() if cell != ""})
    except ValidationError as error:
        raise BookingFileError(f"{place}: {what_is_wrong(error)}") from None


def each_once(entries: Iterable[tuple[str, Booking]]) -> ByPlace:
    """Give the bookings of a file; raises BookingFileError if it has two with the same code."""
    bookings: ByPlace = {}
    places: dict[str, str] = {}
    for place, one in entries:
        if one.code in places:
            raise BookingFileError(f"{place}: {one.code} stands at {places[one.code]} already")
        bookings[place], places[one.code] = one, place
    return bookings
