"""Why the next visitor is the next, in one word of the clerk's."""

from collections.abc import Sequence

from waiting_room.wire.parts import ServiceInfo, Waiting


def why_next(line: Sequence[Waiting], services: Sequence[ServiceInfo]) -> str:
    """Name why the first is the first: sent_here, emergency, booked, longest or target."""
    first = line[0]
    if first.for_counter is not None:
        return "sent_here"
    if any(one.id == first.service and one.emergency for one in services):
        return "emergency"
    if first.booked:
        return "booked"
    if all(first.arrived_at <= one.arrived_at for one in line):
        return "longest"
    return "target"
