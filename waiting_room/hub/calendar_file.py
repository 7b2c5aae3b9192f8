"""Bookings from an iCalendar file, one event each."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from waiting_room.hub.bookings import BookingFileError, ByPlace, booking, each_once, of_this_zone
from waiting_room.rules.booking import CODE_SIGNS
from waiting_room.rules.zone import Zone

REPEATS = ("RRULE", "RDATE", "RECURRENCE-ID")
OWN = "X-WARTEMARKE-"
"""Before the names of what iCalendar has no property for: code, service, language, needs."""


def read_calendar(file: Path, zone: Zone) -> ByPlace:
    """Read an iCalendar file with an event for each booking.

    The service is `X-WARTEMARKE-SERVICE`, or that of the `CATEGORIES` which the zone knows; the
    code is `X-WARTEMARKE-CODE`, or follows from the `UID`. Raises BookingFileError naming the
    first wrong event; then none was taken.
    """
    content = file.read_bytes()
    try:
        events = Calendar.from_ical(content).walk("VEVENT")
    except (ValueError, AttributeError, OSError) as error:
        # The library itself stumbles over some components and time zones that it does not know.
        raise BookingFileError(f"this is no iCalendar: {error}") from None
    return each_once(
        (place, of_this_zone(place, booking(place, dict(_entry(event, place, zone))), zone))
        for place, event in ((_place(event, n), event) for n, event in enumerate(events, start=1))
    )


def code_of(uid: str) -> str:
    """Make a code that follows from an event's UID, so that read again it is the same booking."""
    number = int.from_bytes(hashlib.sha256(uid.encode()).digest())
    signs = ""
    for _ in range(8):
        number, sign = divmod(number, len(CODE_SIGNS))
        signs += CODE_SIGNS[sign]
    return f"{signs[:4]}-{signs[4:]}"


def _place(event: Component, number: int) -> str:
    uid = event.get("UID")
    return f"event {number}" if uid is None else f"event {number} ({uid})"


def _entry(event: Component, place: str, zone: Zone) -> Iterator[tuple[str, object]]:
    if event.errors:
        raise BookingFileError(f"{place}: {event.errors[0][1]}")
    if any(event.get(name) is not None for name in REPEATS):
        raise BookingFileError(
            f"{place}: it repeats, but each visit is a booking; write an event for each"
        )
    starts_at = _moment(event, "DTSTART", place, zone)
    if starts_at is None:
        raise BookingFileError(f"{place}: DTSTART is missing")
    yield "zone", zone.id
    yield "starts_at", starts_at
    minutes = _minutes(event, starts_at, place, zone)
    if minutes is not None:
        yield "minutes", minutes
    yield "cancelled", str(event.get("STATUS", "")).upper() == "CANCELLED"
    yield "service", _service(event, place, zone)
    for name in ("language", "needs"):
        if (text := event.get(OWN + name)) is not None:
            yield name, str(text)
    code, uid = event.get(OWN + "CODE"), event.get("UID")
    if code is None and uid is None:
        raise BookingFileError(f"{place}: it has neither a UID nor {OWN}CODE")
    yield "code", str(code) if code is not None else code_of(str(uid))


def _service(event: Component, place: str, zone: Zone) -> str:
    own = event.get(OWN + "SERVICE")
    if own is not None:
        return str(own)
    named = event.get("CATEGORIES")
    categories = [str(one) for one in named.cats] if named is not None else []
    services = [one.id for one in zone.services if one.id in categories]
    if len(services) != 1:
        raise BookingFileError(f"{place}: CATEGORIES must name one service of {zone.id}")
    return services[0]


def _minutes(event: Component, starts_at: datetime, place: str, zone: Zone) -> float | None:
    duration = _value(event, "DURATION", place)
    if duration is None:
        ends_at = _moment(event, "DTEND", place, zone)
        if ends_at is None:
            return None
        duration = ends_at - starts_at
    if not isinstance(duration, timedelta):
        raise BookingFileError(f"{place}: DURATION is no length of time")
    return duration / timedelta(minutes=1)


def _moment(event: Component, name: str, place: str, zone: Zone) -> datetime | None:
    """Read a time; one without a time zone is meant on the zone's own clock."""
    at = _value(event, name, place)
    if at is None:
        return None
    if not isinstance(at, datetime):
        raise BookingFileError(f"{place}: {name} has no time of day")
    if at.tzinfo is None:
        unknown = event[name].params.get("TZID")
        if unknown is not None:
            raise BookingFileError(f'{place}: nobody knows the time zone "{unknown}" of {name}')
        at = at.replace(tzinfo=ZoneInfo(zone.timezone))
    return at


def _value(event: Component, name: str, place: str) -> Any:
    """Give a property's value as Python has it; None if it is not there."""
    found = event.get(name)
    if isinstance(found, list):
        raise BookingFileError(f"{place}: {name} is there twice")
    try:
        return None if found is None else found.dt
    except ValueError as error:
        raise BookingFileError(f"{place}: {error}") from None
