"""Cuts the stream of bytes a printer receives into operations, however the stream is split."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CONTROLS = {0x00: "NUL", 0x09: "HT", 0x0A: "LF", 0x0D: "CR"}
LEADS = {0x1B: "ESC", 0x1C: "FS", 0x1D: "GS"}
PARAMETERS = {
    "ESC": {" ": 1, "!": 1, "$": 2, "-": 1, "2": 0, "3": 1, "@": 0, "E": 1, "G": 1, "J": 1, "M": 1,
            "\\": 2, "a": 1, "d": 1, "t": 1, "{": 1},
    "FS": {"-": 1, ".": 0, "S": 2},
    "GS": {"!": 1, "B": 1, "I": 1, "L": 2, "W": 2, "a": 1, "b": 1, "r": 1},
}  # fmt: skip
"""How many bytes follow each command of fixed length."""

CUTS_WITH_FEED = b"ABagh"
REAL_TIME = re.compile(
    rb"\x10(?:(?P<status>\x04[\x01-\x04])|(?P<enquiry>\x05[\x00-\x02])"
    rb"|(?P<clear>\x14\x08\x01\x03\x14\x01\x06\x02\x08)|(?P<pulse>\x14[\x01-\x03]..))",
    re.DOTALL,
)
REAL_TIME_MAX = 10
STARTS = (b"", b"\x04", b"\x05", b"\x14")


@dataclass(frozen=True)
class Operation:
    """One command, such as "ESC t" or "GS v 0", or "text", with its parameter bytes in order.

    "unknown" carries the bytes nobody understands; "hidden" a real-time command inside a picture or
    code. Names that start with "DLE" are carried out on arrival, the others one after the other.
    """

    command: str
    data: bytes = b""


class Parser:
    """Takes bytes in any portions; keeps what is not complete yet."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._recent = b""

    def feed(self, data: bytes) -> list[Operation]:
        """The operations these bytes complete, those in real time first."""
        urgent = []
        stream, fresh, end = self._recent + data, len(self._recent), 0
        for found in REAL_TIME.finditer(stream):
            end = found.end()
            urgent.append(Operation(f"DLE {found.lastgroup}", found[0]))
            if found.lastgroup == "clear":
                self._buffer.clear()
                fresh = end
        self._buffer += stream[fresh:]
        self._recent = stream[max(end, len(stream) - REAL_TIME_MAX + 1) :]
        return urgent + list(self._operations())

    def _operations(self) -> Iterator[Operation]:
        while self._buffer:
            taken = self._take()
            if taken is None:
                return
            size, operation = taken
            del self._buffer[:size]
            if operation is not None:
                yield operation
                if hidden := REAL_TIME.search(operation.data):
                    yield Operation("hidden", hidden[0])

    def _take(self) -> tuple[int, Operation | None] | None:
        """The size and meaning of what stands first, or None when it is not complete."""
        first = self._buffer[0]
        if first == 0x10:
            return self._take_real_time()
        if first in LEADS:
            return self._take_command(LEADS[first])
        if first in CONTROLS:
            return 1, Operation(CONTROLS[first])
        if first < 0x20 or first == 0x7F:
            return 1, Operation("unknown", bytes([first]))
        text = re.match(rb"[^\x00-\x1f\x7f]+", self._buffer)
        assert text is not None
        return text.end(), Operation("text", text[0])

    def _take_real_time(self) -> tuple[int, Operation | None] | None:
        if found := REAL_TIME.match(self._buffer):
            return found.end(), None
        if len(self._buffer) < REAL_TIME_MAX and bytes(self._buffer[1:2]) in STARTS:
            return None
        return 1, Operation("unknown", bytes(self._buffer[:1]))

    def _take_command(self, lead: str) -> tuple[int, Operation] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        letter = chr(buffer[1])
        name, start = f"{lead} {letter}", 2
        if letter in PARAMETERS[lead]:
            end = start + PARAMETERS[lead][letter]
        elif name == "GS V":
            end = start + (2 if buffer[2:3] and buffer[2] in CUTS_WITH_FEED else 1)
        elif name == "GS v":
            if len(buffer) < 8:
                return None
            name, start = "GS v 0", 3
            end = 8 + _number(buffer[4:6]) * _number(buffer[6:8])
        elif name == "ESC *":
            if len(buffer) < 5:
                return None
            end = 5 + _number(buffer[3:5]) * (3 if buffer[2] >= 32 else 1)
        elif name in ("GS (", "FS ("):
            if len(buffer) < 5:
                return None
            name, start = f"{name} {chr(buffer[2])}", 5
            end = start + _number(buffer[3:5])
        elif name == "GS 8":
            if len(buffer) < 7:
                return None
            # The same as GS ( L, but for pictures of more than 64 kilobytes.
            name, start = f"GS ( {chr(buffer[2])}", 7
            end = start + _number(buffer[3:7])
        else:
            return 2, Operation("unknown", bytes(buffer[:2]))
        if len(buffer) < end:
            return None
        return end, Operation(name, bytes(buffer[start:end]))


def _number(low_high: bytearray) -> int:
    return int.from_bytes(low_high, "little")
