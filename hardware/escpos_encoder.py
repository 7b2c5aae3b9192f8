"""Turns a slip into ESC/POS bytes with python-escpos, which here only encodes and never sends."""

import logging
import re
import tempfile
import textwrap

from hardware.letters import nearest_page, page_of, printable
from hardware.slip import Align, Picture, Qr, Rule, Slip, Space, Text

with tempfile.TemporaryDirectory() as _scratch:
    # Importing escpos makes a temporary directory it never removes and gives the root logger a
    # handler; so it gets a directory that goes, and a root logger that already has a handler.
    _placeholder = logging.NullHandler()
    _tempdir, tempfile.tempdir = tempfile.tempdir, _scratch
    logging.getLogger().addHandler(_placeholder)
    try:
        from escpos.constants import QR_ECLEVEL_M
        from escpos.printer import Dummy
    finally:
        logging.getLogger().removeHandler(_placeholder)
        tempfile.tempdir = _tempdir

LETTER_DOTS = 12
SLICE_ROWS = 255  # some firmware reads only the low byte of the number of rows
NORMAL, DOUBLED = b"\0", b"\3"  # how GS v 0 prints a dot: once, or twice across and down
FEED_DOTS_MAX = 255
# Bytes of QR versions 1 to 20 at error correction M; a version is 17 + 4 x version modules wide.
QR_CAPACITY = (
    14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
)  # fmt: skip
REAL_TIME = re.compile(rb"(?<=\x10)[\x04\x05\x14]")


def fits(text: str) -> bool:
    """Whether the printer's own letters can show the text; if not, draw it as a `Picture`."""
    return page_of(text) is not None


def encode(slip: Slip) -> bytes:
    """The slip as ESC/POS: `ESC @`, the blocks, a feed and a partial cut.

    Texts break at words. A character no page holds prints as "?": a slip is never refused for a
    name. Controls in texts are left out.
    """
    escpos = _Escpos(slip.width_dots)
    for block in slip.blocks:
        match block:
            case Text():
                escpos.text(block)
            case Picture():
                escpos.picture(block)
            case Qr():
                escpos.code(block)
            case Space(dots):
                escpos.feed(dots)
            case Rule():
                escpos.rule()
    return escpos.cut()


def without_real_time(data: bytes) -> bytes:
    """Dots in which the leftmost dot of a byte is flipped where a printer would see a command.

    A printer acts on DLE EOT, DLE ENQ and DLE DC4 even inside a picture.
    """
    return REAL_TIME.sub(lambda found: bytes([found[0][0] ^ 0x80]), data)


class _Escpos:
    """One slip as it grows; says nothing twice, for a slow line pays for every byte."""

    def __init__(self, width_dots: int) -> None:
        # A fresh encoder each time: after ESC @ the printer is on page 0, a used one is not.
        self._dummy = Dummy()
        self._dummy.hw("INIT")
        self._width_dots = width_dots
        # What ESC @ leaves; the page is not in it, for that is what the printer was set up with.
        self._said: dict[str, object] = {"align": "left", "size": 1, "bold": False}

    def text(self, block: Text) -> None:
        # Large words get smaller rather than broken: half a number would be another number.
        longest = max(len(word) for word in block.text.split(" "))
        size = max(1, min(block.size, self._width_dots // (LETTER_DOTS * max(1, longest))))
        self._align(block.align)
        if self._is_new("size", size):
            self._dummy.set(custom_size=True, width=size, height=size)
        if self._is_new("bold", block.bold):
            self._dummy.set(bold=block.bold)
        page = page_of(block.text) or nearest_page(block.text)
        if self._is_new("page", page):
            self._dummy.charcode(page)
        columns = max(1, self._width_dots // (LETTER_DOTS * size))
        for line in textwrap.wrap(printable(block.text), columns, break_on_hyphens=False) or [""]:
            self._dummy.textln(line)

    def picture(self, block: Picture) -> None:
        self._align(block.align)
        row_bytes = (block.width + 7) // 8
        rows = bytearray(block.rows)
        if spare := -block.width % 8:
            edge = rows[row_bytes - 1 :: row_bytes]
            rows[row_bytes - 1 :: row_bytes] = bytes(byte >> spare << spare for byte in edge)
        for top in range(0, block.height, SLICE_ROWS):
            height = min(SLICE_ROWS, block.height - top)
            part = without_real_time(bytes(rows[top * row_bytes : (top + height) * row_bytes]))
            self._raster(NORMAL, row_bytes, height, part)

    def code(self, block: Qr) -> None:
        self._align(block.align)
        size = min(block.module_dots, _module_dots_max(block.data, self._width_dots))
        self._dummy.qr(block.data, ec=QR_ECLEVEL_M, size=size, native=True)

    def rule(self) -> None:
        # A quarter of the paper parts two things as well as all of it, in fewer bytes.
        self._align("center")
        row_bytes = self._width_dots // 64
        self._raster(DOUBLED, row_bytes, 1, b"\xff" * row_bytes)

    def feed(self, dots: int) -> None:
        while dots > 0:
            self._dummy._raw(b"\x1bJ" + bytes([min(dots, FEED_DOTS_MAX)]))
            dots -= FEED_DOTS_MAX

    def cut(self) -> bytes:
        self._dummy.cut(mode="PART")
        return bytes(self._dummy.output)

    def _align(self, align: Align) -> None:
        if self._is_new("align", align):
            self._dummy.set(align=align)

    def _raster(self, mode: bytes, row_bytes: int, height: int, rows: bytes) -> None:
        # escpos' own image() goes through grey and back and may print to stdout.
        size = row_bytes.to_bytes(2, "little") + height.to_bytes(2, "little")
        self._dummy._raw(b"\x1dv0" + mode + size + rows)

    def _is_new(self, name: str, value: object) -> bool:
        is_new = self._said.get(name) != value
        self._said[name] = value
        return is_new


def _module_dots_max(data: str, width_dots: int) -> int:
    size = len(data.encode())
    version = next(number for number, room in enumerate(QR_CAPACITY, 1) if size <= room)
    # A code wider than the paper is not printed at all.
    return max(1, width_dots // (17 + 4 * version))
