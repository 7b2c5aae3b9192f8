"""What is plugged in, each with the line that the zone's file takes."""

from collections.abc import Iterator
from pathlib import Path

from hardware.device_files import ROOT
from hardware.files_behind import printer_files, scanner_files
from hardware.found import Found
from hardware.found_printers import found_printers, unclaimed_printers
from hardware.found_scanners import found_scanners
from kiosk.doctor.device_file import hindrance
from kiosk.doctor.finding import Finding, ok, wrong

CUPS_OR_DRIVER = (
    "take it out of CUPS (systemctl disable --now cups), or load its driver (modprobe usblp); "
    "then plug it in again"
)


def list_printers(root: Path = ROOT) -> Iterator[Finding]:
    """What could be this kiosk's printer."""
    found = list(found_printers(root))
    yield from _listed("printer", found)
    yield from look_at_unclaimed(root)
    if not found:
        yield ok("plugged in", "no printer on USB; one on the network cannot be seen from here")


def list_scanners(root: Path = ROOT) -> Iterator[Finding]:
    """What could be this kiosk's scanner."""
    found = list(found_scanners(root))
    yield from _listed("scanner", found)
    if not found:
        yield ok("plugged in", "no scanner and no camera on USB")


def look_at_unclaimed(root: Path = ROOT) -> Iterator[Finding]:
    """Printers that are there and cannot be used."""
    for name in unclaimed_printers(root):
        yield wrong("printer", f"{name} is plugged in, and not at its driver", CUPS_OR_DRIVER)


def look_at_files(about: str, url: str, root: Path = ROOT) -> Finding | None:
    """Say why the device files behind an address cannot be used; None if they can."""
    files = printer_files(url, root) if about == "printer" else scanner_files(url, root)
    if files == []:
        return wrong(about, f"{url} is not plugged in", "plug it in, or correct the zone's file")
    writes = not url.startswith("keyboard:")
    found = (hindrance(about, file, writes=writes) for file in files or [])
    return next((one for one in found if one is not None), None)


def _listed(part: str, found: list[Found]) -> Iterator[Finding]:
    for one in found:
        locked = "" if one.allowed else f", which this user may not use: {one.file}"
        yield ok("plugged in", f"{one.name or part}{locked}", f'{part} = "{one.address}"')
