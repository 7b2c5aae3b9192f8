"""The line to a printer on the network: why is there none?"""

import socket

from hardware.network_printer import network_place
from hardware.options import parts_of
from kiosk.doctor.finding import Finding, wrong

CONNECT_S = 3.0


def look_at_line(url: str) -> Finding | None:
    """Say why a printer on the network cannot be reached; None if it can, or is on no network."""
    kind, place, _ = parts_of(url)
    address = network_place(place) if kind == "network" else None
    if address is None:
        return None
    host, port = address
    try:
        socket.create_connection(address, CONNECT_S).close()
    except socket.gaierror:
        return wrong(
            "printer", f"nobody knows the name {host}", "correct printer in the zone's file"
        )
    except ConnectionRefusedError:
        return wrong(
            "printer",
            f"{host} is there, but nothing listens on port {port}",
            "is that the printer's address? Most listen on 9100, some to one machine at a time: "
            "does another one print on it?",
        )
    except OSError as error:
        return wrong(
            "printer",
            f"nobody answers at {host}:{port}: {error.strerror or error}",
            "is it switched on, and its network cable in? Is that its address?",
        )
    return None
