"""Which device files the address of a printer or a scanner leads to now."""

from collections.abc import Callable
from pathlib import Path

from hardware.device_files import ROOT, Kind, files_at
from hardware.options import parts_of
from hardware.usb_printer import usb_numbers, usb_printer_file

SCANNERS = {"usb": Kind.SERIAL, "serial": Kind.SERIAL, "keyboard": Kind.KEYS, "camera": Kind.VIDEO}


def printer_files(url: str, root: Path = ROOT) -> list[Path] | None:
    """The printer's device file, no one while it is unplugged; None if it is of another kind.

    `url` is an address that `open_printer` takes.
    """
    kind, place, _ = parts_of(url)
    numbers = usb_numbers(place)
    if kind == "usb" and numbers is not None:
        return _found(lambda: [usb_printer_file(*numbers, root)])
    return _found(lambda: [Path(place)]) if kind in ("serial", "file") else None


def scanner_files(url: str, root: Path = ROOT) -> list[Path] | None:
    """The scanner's device files, none while it is unplugged; None if it is of another kind.

    `url` is an address that `open_scanner` takes.
    """
    kind, place, _ = parts_of(url)
    if kind not in SCANNERS or Path(place).is_dir() or Path(place).is_fifo():
        return None
    return _found(lambda: files_at(SCANNERS[kind], place, root))


def _found(find: Callable[[], list[Path]]) -> list[Path]:
    try:
        return [file for file in find() if file.exists()]
    except FileNotFoundError:
        return []
