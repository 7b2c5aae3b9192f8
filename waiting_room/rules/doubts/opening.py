"""Doubts about hours: when nobody gets a ticket or a slot, and a day that begins among visitors."""

from collections.abc import Iterator, Sequence

from waiting_room.rules.hours import MIDNIGHT, WEEKDAYS, Hours
from waiting_room.rules.service import BookingTerms, Service
from waiting_room.rules.zone import Zone

Span = tuple[int, int]


def about_opening(zone: Zone) -> Iterator[str]:
    """Give the doubts about a zone's hours and those of its services."""
    if not any(_week(zone.hours)):
        yield 'the zone is never open; write its hours into [hours], such as mon = ["08:00-12:30"]'
        return
    yield from _day_starts(zone)
    for service in zone.services:
        if service.walk_in and not any(_week(zone.walk_in_hours(service))):
            yield (
                f'service "{service.id}" takes walk-ins at no time at which the zone is open; '
                "change its walk_in_hours or walk_in_until"
            )
        if service.booking is not None:
            yield from _slots(service, service.booking, service.booking.hours or zone.hours)


def _week(hours: Hours) -> list[Sequence[Span]]:
    """List the spans of each weekday."""
    return [getattr(hours, weekday) for weekday in WEEKDAYS]


def _day_starts(zone: Zone) -> Iterator[str]:
    """Doubt a day that begins while the zone is open, unless it is always open."""
    minute = zone.day_starts.hour * 60 + zone.day_starts.minute
    spans = [span for day in _week(zone.hours) for span in day]
    closed = [
        at for at in range(0, MIDNIGHT, 60) if not any(start <= at < end for start, end in spans)
    ]
    # At the very opening nobody waits yet.
    if closed and any(start < minute < end for start, end in spans):
        usual = 4 * 60
        better = usual if usual in closed else closed[0]
        yield (
            f"the day begins at {zone.day_starts:%H:%M}, while the zone is open: numbers begin "
            "again and whoever waits loses the place; write a time at which it is closed, such as "
            f'day_starts = "{better // 60:02}:00"'
        )


def _slots(service: Service, terms: BookingTerms, hours: Hours) -> Iterator[str]:
    """Doubt a service without slots, and days that are too short for one."""
    slot = terms.slot_min
    days = dict(zip(WEEKDAYS, _week(hours), strict=True))
    too_short = [
        weekday
        for weekday, spans in days.items()
        if spans and all(end - start < slot for start, end in spans)
    ]
    if not any(days.values()):
        yield f'service "{service.id}" can be booked at no time; write the hours of its booking'
    elif too_short:
        yield (
            f'service "{service.id}" has no slot on {", ".join(too_short)}, for none of its hours '
            f"is as long as {slot} minutes; make slot_min smaller, or the hours longer"
        )
