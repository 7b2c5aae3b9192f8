"""Lists what on this machine could be a printer, for whoever sets one up."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from hardware.device_files import ROOT, Kind, device_files, text_of
from hardware.found import Found
from hardware.usb_printer import usb_printers

PRINTER_CLASS = "07"


def found_printers(root: Path = ROOT) -> Iterator[Found]:
    """USB printers, then serial lines on the USB, at whose end anything may be.

    A printer on the network cannot be seen from here.
    """
    for one, serial in usb_printers(root):
        its_own = f":{quote(serial, safe='')}" if serial else ""
        yield _found(f"usb:{one.usb_id}{its_own}", one.name, one.file)
    by_id = (root / "dev/serial/by-id").glob("*")
    lasting = {path.resolve(): path for path in by_id}
    for one in device_files(Kind.SERIAL, root):
        yield _found(f"serial:{lasting.get(one.file.resolve(), one.file)}", one.name, one.file)


def unclaimed_printers(root: Path = ROOT) -> Iterator[str]:
    """Names of printers on the USB that the kernel's usblp driver does not have.

    CUPS takes a printer away from it for as long as it prints.
    """
    for interface in sorted((root / "sys/bus/usb/devices").glob("*:*")):
        is_printer = text_of(interface / "bInterfaceClass") == PRINTER_CLASS
        if is_printer and (interface / "driver").resolve().name != "usblp":
            device = interface.resolve().parent
            usb_id = f"{text_of(device / 'idVendor')}:{text_of(device / 'idProduct')}"
            yield f"{text_of(device / 'product')} ({usb_id})".strip()


def _found(address: str, name: str, file: Path) -> Found:
    return Found(address, name, file, os.access(file, os.R_OK | os.W_OK))
