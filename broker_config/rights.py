"""Rights: everybody who may speak on a zone's broker, and where a broker may listen."""

import ipaddress

from waiting_room.rules.zone import Zone
from waiting_room.wire.topics import Rights, rights_of, rights_of_hub


def rights_in(zone: Zone) -> tuple[Rights, ...]:
    """Give the rights of the hub and of every device; there are no other users."""
    return rights_of_hub(zone.id), *(rights_of(zone.id, device) for device in zone.devices)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a host; a name other than localhost may be any."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
