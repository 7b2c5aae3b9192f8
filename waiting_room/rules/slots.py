"""Slots: the times that a service offers for booking, on the zone's own clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from waiting_room.rules.refused import Refused
from waiting_room.rules.service import BookingTerms
from waiting_room.rules.shape import Instant, Name, Shape
from waiting_room.rules.zone import Zone

DAY = timedelta(days=1)


class Slot(Shape):
    """One time at which so many visitors of a service can be booked."""

    service: Name
    starts_at: Instant
    minutes: int
    seats: int

    @property
    def ends_at(self) -> datetime:
        """Give the end."""
        return self.starts_at + timedelta(minutes=self.minutes)


def terms_of(zone: Zone, service: str) -> BookingTerms:
    """Give a service's terms; raises Refused if it cannot be booked here."""
    terms = next((one.booking for one in zone.services if one.id == service), None)
    if terms is None:
        raise Refused("not_bookable", "This service cannot be booked here.")
    return terms


def slots_of_day(zone: Zone, service: str, day: date) -> Iterator[Slot]:
    """Give all slots of a date, also those that are over or not yet open for booking.

    A time that the clock skips on this date has no slot, and one that it shows twice has one, the
    first; none begins before the one before it has ended.
    """
    terms = terms_of(zone, service)
    hours = terms.hours or zone.hours
    clock = ZoneInfo(zone.timezone)
    if day in zone.hours.closed:
        return
    for start, end in hours.spans(day):
        ended: datetime | None = None
        for minute in range(start, end - terms.slot_min + 1, terms.slot_min):
            local = datetime.combine(day, time(minute // 60, minute % 60), clock)
            starts_at = local.astimezone(UTC)
            skipped = starts_at.astimezone(clock).replace(tzinfo=None) != local.replace(tzinfo=None)
            if skipped or (ended is not None and starts_at < ended):
                continue
            slot = Slot(
                service=service, starts_at=starts_at, minutes=terms.slot_min, seats=terms.capacity
            )
            ended = slot.ends_at
            yield slot


def days_open(zone: Zone, service: str, now: datetime) -> tuple[date, date]:
    """Give the first and the last date whose slots can be booked now; none if the last is less."""
    terms = terms_of(zone, service)
    local = zone.local(now)
    last = local.date() + DAY * terms.open_days_ahead
    return local.date(), last if local.time() >= terms.release else last - DAY


def open_slots(zone: Zone, service: str, now: datetime, day: date | None = None) -> list[Slot]:
    """List the slots that can be booked now, if seats are free; of one date, or of all."""
    first, last = days_open(zone, service, now)
    if day is not None:
        first, last = max(first, day), min(last, day)
    days = (first + DAY * n for n in range((last - first).days + 1))
    return [
        slot for one in days for slot in slots_of_day(zone, service, one) if slot.starts_at > now
    ]


def slot_at(zone: Zone, service: str, starts_at: datetime, now: datetime) -> Slot:
    """Find the slot that begins at a moment; raises Refused if there is none to book now."""
    ahead = terms_of(zone, service).open_days_ahead
    if now < starts_at < now + DAY * (ahead + 2):  # a moment far away is on no calendar
        for slot in open_slots(zone, service, now, zone.local(starts_at).date()):
            if slot.starts_at == starts_at:
                return slot
    raise Refused("no_such_slot", "This time cannot be booked. Please choose another one.")


def slots_during(zone: Zone, service: str, starts_at: datetime, minutes: int) -> list[Slot]:
    """List the slots that a visit of so many minutes takes up, whenever they may be booked.

    Empty if the service has no slots then; a visit of another system need not fit into one.
    """
    if not any(one.id == service and one.booking is not None for one in zone.services):
        return []
    ends_at = starts_at + timedelta(minutes=minutes)
    day, last = zone.local(starts_at).date(), zone.local(ends_at).date()
    found: list[Slot] = []
    while day <= last:
        found += [
            slot
            for slot in slots_of_day(zone, service, day)
            if slot.starts_at < ends_at and starts_at < slot.ends_at
        ]
        day += DAY
    return found
