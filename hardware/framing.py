"""Cuts what a barcode scanner sends into codes and tells the good from the unreadable."""

import re
from dataclasses import dataclass
from enum import StrEnum

CODE_BYTES_MAX = 512
IDLE_S = 0.25
SAME_CODE_S = 3.0
"""For how long a code that is held on is the same one."""

STX = b"\x02"
ENDS = re.compile(rb"[\t\r\n\x03]")
AIM = re.compile(rb"\][A-Za-z][0-9A-Za-z]")
# FS, GS and RS separate the fields of GS1 codes.
CONTROLS = re.compile("[\x00-\x1b\x1f\x7f-\x9f]")


class Flaw(StrEnum):
    """Why a scan is no whole code."""

    GARBAGE = "garbage"  # controls, or not UTF-8
    TOO_LONG = "too_long"  # more than 512 bytes
    PARTIAL = "partial"  # nothing ended it: cut off, or a scanner set up without CR


@dataclass(frozen=True)
class Scan:
    """One code, and its AIM id (such as "]Q1" for QR) if the scanner sends it.

    `text` is empty when the flaw is GARBAGE or TOO_LONG.
    """

    text: str
    aim: str = ""
    flaw: Flaw | None = None


class Framer:
    """Takes bytes in any portions; `now` is monotonic, in seconds."""

    def __init__(self) -> None:
        self._frame = bytearray()
        self._overlong = False
        self._fed = 0.0

    def feed(self, data: bytes, now: float) -> list[Scan]:
        """The scans that these bytes complete."""
        scans = []
        self._fed = now
        *ended, rest = ENDS.split(data)
        for part in ended:
            self._add(part)
            scans += self._take(None)
        self._add(rest)
        return scans

    def tick(self, now: float) -> list[Scan]:
        """What is left over when nothing came for a quarter of a second.

        To be called when nothing is waiting to be fed: bytes that waited for a busy reader were
        no pause of the scanner.
        """
        return self._take(Flaw.PARTIAL) if now - self._fed >= IDLE_S else []

    def forget(self) -> None:
        """Drops what has begun, as after the plug was pulled."""
        self._frame.clear()
        self._overlong = False

    def _add(self, data: bytes) -> None:
        if not self._overlong:
            self._frame += data
        if len(self._frame.removeprefix(STX)) > CODE_BYTES_MAX:
            self._frame.clear()
            self._overlong = True

    def _take(self, flaw: Flaw | None) -> list[Scan]:
        frame, overlong = bytes(self._frame).removeprefix(STX), self._overlong
        self.forget()
        if overlong:
            return [Scan("", flaw=Flaw.TOO_LONG)]
        return [scan_of(frame, flaw)] if frame else []


def scan_of(frame: bytes, flaw: Flaw | None = None) -> Scan:
    """The scan that one frame is, with this flaw if it has no worse one."""
    aim = AIM.match(frame)
    code = frame[3:] if aim else frame
    identity = aim[0].decode("ascii") if aim else ""
    if len(frame) > CODE_BYTES_MAX:
        return Scan("", identity, Flaw.TOO_LONG)
    try:
        text = code.decode()
    except UnicodeDecodeError:
        return Scan("", identity, Flaw.GARBAGE)
    if CONTROLS.search(text):
        return Scan("", identity, Flaw.GARBAGE)
    return Scan(text, identity, flaw)
