"""A printer on USB, found by its numbers whatever the kernel calls it this time."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hardware.device_printer import device_printer
from hardware.ending import Patience
from hardware.wired_printer import Asking, WiredPrinter

NODES = Path("/sys/class/usbmisc")
DEVICES = Path("/dev")


@dataclass(frozen=True)
class UsbPrinter:
    """A printer that is plugged in; `vendor` and `product` are four hexadecimal digits."""

    vendor: str
    product: str
    serial: str
    name: str
    device: Path


def usb_printers(nodes: Path = NODES, devices: Path = DEVICES) -> Iterator[UsbPrinter]:
    """All that the kernel's usblp driver has, in the order of its nodes."""
    for node in sorted(nodes.glob("lp*")):
        # The node belongs to an interface of a device; what the device is, stands one above.
        device = (node / "device").resolve().parent
        if number := _line(device / "idVendor"):
            name = f"{_line(device / 'manufacturer')} {_line(device / 'product')}".strip()
            yield UsbPrinter(
                number,
                _line(device / "idProduct"),
                _line(device / "serial"),
                name,
                devices / "usb" / node.name,
            )


def usb_printer(
    vendor: str,
    product: str,
    serial: str = "",
    asking: Asking = Asking.FULL,
    patience: Patience | None = None,
    *,
    nodes: Path = NODES,
    devices: Path = DEVICES,
) -> WiredPrinter:
    """The first printer with these numbers, and this serial number if one is given."""

    def find() -> str:
        for found in usb_printers(nodes, devices):
            if (found.vendor, found.product) == (vendor, product) and serial in ("", found.serial):
                return os.fspath(found.device)
        raise FileNotFoundError(f"no USB printer {vendor}:{product} is plugged in")

    return device_printer(find, asking, patience)


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        # Printers have no serial number or no name, and may be unplugged just now.
        return ""
