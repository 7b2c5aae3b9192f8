"""Doubts: what a zone's file may say and hardly means, one sentence each: what is so, what to do.

A fault is refused; a zone with doubts is kept as it is written, for its writer may know better.
"""

from collections.abc import Iterator

from waiting_room.rules.doubts.devices import about_devices
from waiting_room.rules.doubts.opening import about_opening
from waiting_room.rules.doubts.services import about_services
from waiting_room.rules.doubts.texts import about_texts
from waiting_room.rules.zone import Zone


def doubts(zone: Zone) -> Iterator[str]:
    """Give a sentence for everything in a zone that will hardly work as it is."""
    yield from about_opening(zone)
    yield from about_services(zone)
    yield from about_devices(zone)
    yield from about_texts(zone)
