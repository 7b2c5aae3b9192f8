"""What is plugged into this machine, as addresses that a zone's file takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from serial.tools import list_ports

from hardware.usb_printer import DEVICES, NODES, usb_printers

BY_ID = Path("/dev/serial/by-id")


@dataclass(frozen=True)
class PluggedIn:
    """One device; a serial port may have a printer at its end, or a scanner, or nothing."""

    address: str
    name: str
    may_scan: bool


def plugged_in(nodes: Path = NODES, devices: Path = DEVICES) -> Iterator[PluggedIn]:
    """USB printers, then serial ports on USB; network printers cannot be seen from here."""
    for printer in usb_printers(nodes, devices):
        serial = f":{quote(printer.serial, safe='')}" if printer.serial else ""
        address = f"usb:{printer.vendor}:{printer.product}{serial}"
        yield PluggedIn(address, printer.name or "a USB printer", may_scan=False)
    lasting = {path.resolve(): path for path in sorted(BY_ID.glob("*"))}
    for port in sorted(list_ports.comports()):
        if port.vid is not None:
            path = lasting.get(Path(port.device), port.device)
            yield PluggedIn(f"serial:{path}", port.description or port.device, may_scan=True)
