"""Doubts about services: who takes them, who may come, and whether what is sold can be kept."""

from collections.abc import Iterator

from waiting_room.rules.service import BookingTerms, Service
from waiting_room.rules.zone import Zone

FOR_WALK_INS = ("walk_in_until", "walk_in_hours", "tickets_per_day")


def about_services(zone: Zone) -> Iterator[str]:
    """Give the doubts about a zone's services and the counters that take them."""
    for service in zone.services:
        takers = sum(1 for counter in zone.counters if service.id in counter.services)
        if takers == 0:
            yield (
                f'service "{service.id}" is taken by no counter, so that its visitors wait for '
                "ever; name it in the services of a counter"
            )
        elif service.booking is not None:
            yield from _sold(service, service.booking, takers)
        if not service.walk_in:
            yield from _without_walk_ins(service)
        yield from _called(service, zone.calling.policy)


def _sold(service: Service, terms: BookingTerms, takers: int) -> Iterator[str]:
    """Doubt more seats than the counters can serve, even with nobody else to serve."""
    if terms.capacity * service.service_min > takers * terms.slot_min:
        yield (
            f'service "{service.id}" sells {terms.capacity} seats of {service.service_min} minutes '
            f"each every {terms.slot_min} minutes, which is more than {takers} counters can serve; "
            "make its capacity smaller, or slot_min longer"
        )


def _without_walk_ins(service: Service) -> Iterator[str]:
    """Doubt what nobody can come for, and terms for walk-ins who may not come."""
    if service.booking is None:
        yield (
            f'service "{service.id}" takes neither walk-ins nor bookings; write walk_in = true or '
            "a booking, unless another system books it"
        )
    unused = [name for name in FOR_WALK_INS if getattr(service, name) is not None]
    if unused:
        yield (
            f'service "{service.id}" takes no walk-ins, so that {" and ".join(unused)} mean '
            "nothing; leave them out, or write walk_in = true"
        )


def _called(service: Service, policy: str) -> Iterator[str]:
    """Doubt an order of calling that the policy does not keep."""
    if service.emergency and policy == "fifo":
        yield (
            f'service "{service.id}" is for emergencies, but the policy fifo calls them in their '
            'turn like everybody; write policy = "due-date"'
        )
    weighed = "weight" in service.model_fields_set or (
        service.booking is not None and "weight" in service.booking.model_fields_set
    )
    if weighed and policy != "accumulating":
        yield (
            f'service "{service.id}" has a weight, which the policy {policy} does not count; '
            'leave it out, or write policy = "accumulating"'
        )
