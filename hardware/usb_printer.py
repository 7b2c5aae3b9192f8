"""A printer on USB, found by its numbers whatever the kernel calls it this time."""

import os
from collections.abc import Iterator
from pathlib import Path

from hardware.device_files import ROOT, DeviceFile, Kind, device_files, text_of
from hardware.device_printer import device_printer
from hardware.ending import Patience
from hardware.wired_printer import Asking, WiredPrinter


def usb_printers(root: Path = ROOT) -> Iterator[tuple[DeviceFile, str]]:
    """All that the kernel's usblp driver has, each with its serial number, empty if it has none."""
    for one in device_files(Kind.PRINTER, root):
        # The class is shared with devices that are no printers.
        if one.file.name.startswith("lp"):
            yield one, text_of((one.sys / "device").resolve().parent / "serial")


def usb_printer(
    usb_id: str,
    serial: str = "",
    asking: Asking = Asking.FULL,
    patience: Patience | None = None,
    root: Path = ROOT,
) -> WiredPrinter:
    """The first printer of an id such as "04b8:0e15", and of this serial number if one is given."""

    def find() -> str:
        for one, its_serial in usb_printers(root):
            if one.usb_id == usb_id and serial in ("", its_serial):
                return os.fspath(one.file)
        raise FileNotFoundError(f"no USB printer {usb_id} is plugged in")

    return device_printer(find, asking, patience)
