"""A booking as a calendar entry: when and where, and nothing of what it is about or for whom."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from waiting_room.rules.booking import Booking

FOLDED_AT = 75
"""Octets that a line of iCalendar may have."""


def calendar_entry(
    booking: Booking, *, now: datetime, title: str, place: str, advice: str
) -> bytes:
    """Write the entry; read again after a move it replaces the one before."""
    ends_at = booking.starts_at + timedelta(minutes=booking.minutes)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wartemarke//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{booking.code}@{booking.zone}",
        f"SEQUENCE:{booking.revision}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(booking.starts_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"STATUS:{'CANCELLED' if booking.cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_text(title)}",
        f"LOCATION:{_text(place)}",
        f"DESCRIPTION:{_text(advice)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line.encode()))


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: bytes) -> Iterator[bytes]:
    """Cut a long line into several, never within a letter."""
    while len(line) > FOLDED_AT:
        cut = FOLDED_AT
        while line[cut] & 0xC0 == 0x80:
            cut -= 1
        yield line[:cut]
        line = b" " + line[cut:]
    yield line
