"""A printer on USB, found by its numbers whatever the kernel calls it this time."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from hardware.device_files import ROOT, USB_ID, DeviceFile, Kind, device_files, text_of
from hardware.device_printer import device_printer
from hardware.ending import Patience
from hardware.wired_printer import Asking, WiredPrinter

NUMBERS = re.compile(rf"({USB_ID.pattern})(?::(.+))?")


def usb_numbers(place: str) -> tuple[str, str] | None:
    """The id and the serial number, empty if there is none, of a place ID[:SERIAL]; else None."""
    numbers = NUMBERS.fullmatch(place)
    if numbers is None:
        return None
    usb_id, serial = numbers.groups("")
    return usb_id.lower(), unquote(serial)


def usb_printers(root: Path = ROOT) -> Iterator[tuple[DeviceFile, str]]:
    """All that the kernel's usblp driver has, each with its serial number, empty if it has none."""
    for one in device_files(Kind.PRINTER, root):
        # The class is shared with devices that are no printers.
        if one.file.name.startswith("lp"):
            yield one, text_of((one.sys / "device").resolve().parent / "serial")


def usb_printer_file(usb_id: str, serial: str, root: Path = ROOT) -> Path:
    """The device file of the first of this id, and of this serial number if one is given.

    Raises OSError when there is none.
    """
    for one, its_serial in usb_printers(root):
        if one.usb_id == usb_id and serial in ("", its_serial):
            return one.file
    raise FileNotFoundError(f"no USB printer {usb_id} is plugged in")


def usb_printer(
    usb_id: str,
    serial: str = "",
    asking: Asking = Asking.FULL,
    patience: Patience | None = None,
    root: Path = ROOT,
) -> WiredPrinter:
    """The first printer of an id such as "04b8:0e15", and of this serial number if one is given."""
    return device_printer(
        lambda: os.fspath(usb_printer_file(usb_id, serial, root)), asking, patience
    )
