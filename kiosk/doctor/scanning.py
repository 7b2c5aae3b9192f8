"""The scanner: is it there, and what has it read? Never the code itself, which is a visitor's."""

import re
import select
import time
from collections.abc import Iterator

from hardware.framing import Flaw, Scan
from hardware.scanner import Scanner
from kiosk.doctor.finding import Finding, look, ok, wrong
from kiosk.doctor.printing import TRIAL_CODE
from waiting_room.rules.booking import CODE_PATTERN, tidy_code
from waiting_room.rules.signed_code import MARK, SignedCode, read_signed
from waiting_room.wire.signature import is_signed
from waiting_room.wire.views import ZoneView

LOOK_EVERY_S = 0.1
THERE_WITHIN_S = 3.0
"""A camera takes a moment until its first picture."""

FLAWS = {
    Flaw.GARBAGE: (
        "it read bytes that are no text",
        "set it to UTF-8 and the zone's file to its speed (?baud=), or to its keyboard (?layout=)",
    ),
    Flaw.TOO_LONG: ("it read more than 512 bytes", "hold a booking's code or a slip's under it"),
}


def look_at_scanner(scanner: Scanner, url: str) -> Finding:
    """Is the scanner there?"""
    deadline = time.monotonic() + THERE_WITHIN_S
    for _ in _reads(scanner, deadline):
        if scanner.plugged:
            return ok("scanner", f"{url} is there")
    return wrong("scanner", f"{url} cannot be opened", "plug it in again; who else has it?")


def wait_for_scan(scanner: Scanner, within_s: float) -> Scan | None:
    """Give the first scan, None if there is none in time."""
    for scans in _reads(scanner, time.monotonic() + within_s):
        if scans:
            return scans[0]
    return None


def look_at_scan(scan: Scan | None, zone: ZoneView | None) -> Finding:
    """Say what was read: its kind, its length, and whether its signature is right."""
    if scan is None:
        return wrong(
            "scan",
            "nothing was read",
            "does it light up? Set it to USB CDC (or to a keyboard), QR codes on, CR at the end",
        )
    if scan.flaw is Flaw.PARTIAL:
        return look(
            "scan",
            "it read a code that nothing ended",
            "set it to send CR (Return) after each, else it is cut off or read too late",
        )
    if scan.flaw is not None:
        return wrong("scan", *FLAWS[scan.flaw])
    size = f"{len(scan.text)} signs{f', {scan.aim}' if scan.aim else ''}"
    if scan.text == TRIAL_CODE:
        return ok("scan", f"it read the test slip's code ({size})")
    signed = read_signed(scan.text)
    if signed is not None:
        return _look_at_signed(signed, size, zone)
    if scan.text.startswith(MARK):
        return wrong(
            "scan",
            f"it read a signed code of a booking that is not whole ({size})",
            "does it leave signs out, or is its keyboard set to another layout (?layout=)?",
        )
    if re.fullmatch(CODE_PATTERN, tidy_code(scan.text)):
        return ok("scan", f"it read the code of a booking as it is typed ({size})")
    return look("scan", f"it read a code that is no booking's ({size})", "try one of a booking")


def _look_at_signed(signed: SignedCode, size: str, zone: ZoneView | None) -> Finding:
    read = f"it read a signed code of a booking ({size})"
    if zone is None:
        return look("scan", f"{read}; its signature cannot be checked", "do it with --config")
    if signed.booking.zone != zone.id:
        return look("scan", f"{read}, for another zone", "try one of this zone")
    if is_signed(signed, zone.booking_keys):
        return ok("scan", f"{read}, and its signature is right")
    return wrong(
        "scan",
        f"{read}, but its signature is not of this zone's keys",
        "is the code a forged one, or were the hub's keys lost? See <data>/<zone>.keys.pem",
    )


def _reads(scanner: Scanner, deadline: float) -> Iterator[list[Scan]]:
    while time.monotonic() < deadline:
        yield scanner.read()
        select.select([scanner], [], [], LOOK_EVERY_S)
