"""Which character a key types: the layouts a keyboard scanner can be set to."""

from collections.abc import Iterator
from dataclasses import dataclass

DEAD = "\0"
"""What types nothing by itself; as a control it makes a code garbage."""

ROWS = (range(2, 14), range(16, 28), range(30, 42), range(43, 54), range(86, 87))
"""The kernel's codes of the keys that differ from layout to layout, from top left to bottom right.

The rows begin with 1, Q, A, the key beside Return, and the one beside the left Shift.
"""

EVERYWHERE = dict(zip((71, 72, 73, 75, 76, 77, 79, 80, 81, 82), "7894561230", strict=True)) | {
    15: "\t",
    28: "\r",
    55: "*",
    57: " ",
    74: "-",
    78: "+",
    96: "\r",
    98: "/",
}
"""Tab, Return, space and the number pad."""


@dataclass(frozen=True)
class Layout:
    """Characters by key code: as they are, with Shift, with AltGr."""

    plain: dict[int, str]
    shifted: dict[int, str]
    alt_gr: dict[int, str]


def _rows(*rows: str) -> dict[int, str]:
    return dict(_keys(*rows)) | EVERYWHERE


def _keys(*rows: str) -> Iterator[tuple[int, str]]:
    for codes, row in zip(ROWS, rows, strict=True):
        yield from zip(codes, row, strict=True)


LAYOUTS = {
    "us": Layout(
        _rows("1234567890-=", "qwertyuiop[]", "asdfghjkl;'`", "\\zxcvbnm,./", "<"),
        _rows("!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"~', "|ZXCVBNM<>?", ">"),
        {},
    ),
    "de": Layout(
        _rows(f"1234567890ß{DEAD}", "qwertzuiopü+", f"asdfghjklöä{DEAD}", "#yxcvbnm,.-", "<"),
        _rows(f'!"§$%&/()=?{DEAD}', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ°", "'YXCVBNM;:_", ">"),
        {8: "{", 9: "[", 10: "]", 11: "}", 12: "\\", 16: "@", 18: "€", 27: "~", 86: "|"},
    ),
}
