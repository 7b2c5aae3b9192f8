"""Which device files the address of a printer or a scanner leads to now."""

from pathlib import Path
from urllib.parse import unquote

from hardware.device_files import ROOT, USB_ID, Kind, files_of
from hardware.usb_printer import usb_printers

SCANNERS = {"usb": Kind.SERIAL, "serial": Kind.SERIAL, "keyboard": Kind.KEYS, "camera": Kind.VIDEO}


def printer_files(url: str, root: Path = ROOT) -> list[Path] | None:
    """The printer's device file, no one while it is unplugged; None if it is of another kind.

    `url` is an address that `open_printer` takes.
    """
    kind, place = _parts(url)
    if kind in ("serial", "file"):
        return _if_there(place)
    if kind != "usb":
        return None
    vendor, product, serial = (*place.split(":"), "")[:3]
    usb_id = f"{vendor}:{product}".lower()
    return [
        one.file
        for one, its_serial in usb_printers(root)
        if one.usb_id == usb_id and unquote(serial) in ("", its_serial)
    ][:1]


def scanner_files(url: str, root: Path = ROOT) -> list[Path] | None:
    """The scanner's device files, none while it is unplugged; None if it is of another kind.

    `url` is an address that `open_scanner` takes.
    """
    kind, place = _parts(url)
    if kind not in SCANNERS:
        return None
    if not USB_ID.fullmatch(place):
        return None if Path(place).is_dir() or Path(place).is_fifo() else _if_there(place)
    try:
        return files_of(SCANNERS[kind], place, root)
    except FileNotFoundError:
        return []


def _parts(url: str) -> tuple[str, str]:
    kind, _, place = url.partition("?")[0].partition(":")
    return kind, place


def _if_there(place: str) -> list[Path]:
    return [Path(place)] if Path(place).exists() else []
