"""Booking: an agreed time, and the answers a visitor gets on arrival."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from waiting_room.rules.refused import Refused
from waiting_room.rules.service import BookingTerms, Service
from waiting_room.rules.shape import Instant, Language, Name, Shape
from waiting_room.rules.ticket import Need

KNOWN = timedelta(days=1)
"""So long after it begins a booking is known that was never changed."""

CODE_PATTERN = r"^[0-9A-Z]{4}-[0-9A-Z]{4}$"
CODE_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Booking(Shape):
    """One booked visit; the code stands on the visitor's confirmation.

    `revision` rises when it is moved or cancelled. What was `made_here` can be changed here; what
    another system has made is changed there.
    """

    code: str = Field(pattern=CODE_PATTERN)
    zone: Name
    service: Name
    starts_at: Instant
    minutes: int = Field(default=30, ge=1, le=24 * 60)
    language: Language = "de"
    needs: tuple[Need, ...] = ()
    cancelled: bool = False
    revision: int = Field(default=0, ge=0)
    made_here: bool = False

    @field_validator("needs", mode="before")
    @classmethod
    def _spaced(cls, raw: object) -> object:
        """Accept the needs as one spaced text, as a table holds them."""
        return tuple(raw.split()) if isinstance(raw, str) else raw


def tidy_code(raw: str) -> str:
    """Read a typed or scanned code kindly: case, spaces and the dash do not matter."""
    letters = "".join(sign for sign in raw.upper() if sign.isascii() and sign.isalnum())
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == 8 else letters


def longest_known(services: Iterable[Service]) -> timedelta:
    """Tell how long after it begins a booking may have to be known.

    One that was moved to an earlier day or cancelled has a paper with the day that it was first:
    as far ahead as can be booked.
    """
    ahead = (service.booking.open_days_ahead for service in services if service.booking)
    return KNOWN + timedelta(days=max(ahead, default=0))


def known_until(booking: Booking, services: Iterable[Service]) -> datetime:
    """Tell until when a booking is known for sure; the beginning of a day ends older ones."""
    return booking.starts_at + (longest_known(services) if booking.revision else KNOWN)


def is_news(booking: Booking, known: Booking | None) -> bool:
    """Tell whether a version of a booking replaces the one that is known; an older one never."""
    return known is None or (booking != known and booking.revision >= known.revision)


def next_version(booking: Booking, known: Booking | None) -> Booking:
    """Give a booking as another system tells it, as a version after the one that is known."""
    if known is None:
        return booking
    same = booking.model_copy(update={"revision": known.revision})
    return same if same == known else booking.model_copy(update={"revision": known.revision + 1})


def is_at(booking: Booking, starts_at: datetime) -> bool:
    """Tell whether a booking is for a time already, so that moving it there changes nothing."""
    return not booking.cancelled and booking.starts_at == starts_at


def check_changeable(booking: Booking, now: datetime) -> None:
    """Refuse to move or cancel what is cancelled, over, or another system's."""
    if booking.cancelled:
        raise Refused("booking_cancelled", "This booking was cancelled.")
    if not booking.made_here:
        raise Refused("booked_elsewhere", "Please change this booking where it was made.")
    if booking.starts_at <= now:
        raise Refused("too_late", "The booked time has passed.")


def is_changeable(booking: Booking, now: datetime) -> bool:
    """Tell whether a booking can still be moved or cancelled here."""
    return booking.made_here and not booking.cancelled and now < booking.starts_at


def check_window(booking: Booking, terms: BookingTerms, now: datetime, timezone: str) -> None:
    """Refuse a booking that is not for this moment, saying which of the reasons it is."""
    if booking.cancelled:
        raise Refused("booking_cancelled", "This booking was cancelled. Please take a ticket.")
    zone = ZoneInfo(timezone)
    starts, local = booking.starts_at.astimezone(zone), now.astimezone(zone)
    if starts.date() != local.date():
        raise Refused("other_day", "This booking is for another day.", at=booking.starts_at)
    opens = booking.starts_at - timedelta(minutes=terms.early_min)
    if now < opens:
        raise Refused("too_early", "You are early. Please come back a little later.", at=opens)
    if now > booking.starts_at + timedelta(minutes=terms.late_min):
        raise Refused("too_late", "The booked time has passed. Please take a ticket.")
