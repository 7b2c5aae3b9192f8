"""Doubtful bookings: those of another system that the zone's hours or seats do not fit.

They are taken all the same, for people will come with them; whoever looks after the zone is told.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from waiting_room.rules.booking import Booking
from waiting_room.rules.hours import MIDNIGHT, Hours, written
from waiting_room.rules.slots import slots_during
from waiting_room.rules.zone import Zone


def doubtful(bookings: Mapping[str, Booking], zone: Zone, now: datetime) -> Iterator[str]:
    """Give a sentence for each booking to come that lies outside the hours, or has no seat left.

    `bookings` are by their place in the file. Earlier ones in it have the seats first; those that
    the seat book knows from elsewhere are not counted here.
    """
    holders: dict[tuple[str, datetime], list[str]] = defaultdict(list)
    for place, one in bookings.items():
        if one.zone != zone.id or one.cancelled or ends_at(one) <= now:
            continue
        hours = hours_of(zone, one.service)
        if not is_within(hours, zone.local(one.starts_at), zone.local(ends_at(one))):
            yield f"{place}: {_outside(one, zone, hours)}"
        for slot in slots_during(zone, one.service, one.starts_at, one.minutes):
            have_it = holders[one.service, slot.starts_at]
            if len(have_it) >= slot.seats:
                yield (
                    f"{place}: {one.code} has no seat left at {zone.local(slot.starts_at):%H:%M} "
                    f"on {zone.local(slot.starts_at):%Y-%m-%d}, which {', '.join(have_it)} fills; "
                    "it is taken all the same, or move it in its own system"
                )
            have_it.append(place)


def ends_at(booking: Booking) -> datetime:
    """Give the end of a booked visit."""
    return booking.starts_at + timedelta(minutes=booking.minutes)


def hours_of(zone: Zone, service: str) -> Hours:
    """Give the hours in which booked visitors of a service are expected."""
    terms = next(one.booking for one in zone.services if one.id == service)
    own = terms.hours if terms is not None else None
    hours = own or zone.hours
    return hours.model_copy(update={"closed": (*hours.closed, *zone.hours.closed)})


def is_within(hours: Hours, starts: datetime, ends: datetime) -> bool:
    """Tell whether a visit lies in the hours from its start to its end, perhaps over midnight."""
    at, end = _minute(starts, starts.date()), _minute(ends, starts.date())
    following = starts.date() + timedelta(days=1)
    spans = [
        *hours.spans(starts.date()),
        *((start + MIDNIGHT, end + MIDNIGHT) for start, end in hours.spans(following)),
    ]
    for opens, closes in spans:
        if opens <= at < closes:
            at = min(closes, end)
    return at == end


def _minute(at: datetime, day: date) -> int:
    return (at.date() - day).days * MIDNIGHT + at.hour * 60 + at.minute


def _outside(booking: Booking, zone: Zone, hours: Hours) -> str:
    starts, ends = zone.local(booking.starts_at), zone.local(ends_at(booking))
    open_then = " and ".join(map(written, hours.spans(starts.date()))) or "no hours"
    return (
        f"{booking.code} is from {starts:%H:%M} to {ends:%H:%M} on {starts:%Y-%m-%d}, when "
        f'"{booking.service}" has {open_then}; it is taken all the same, or move it in its own '
        "system"
    )
