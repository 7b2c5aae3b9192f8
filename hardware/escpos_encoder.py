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
RULE_ROWS = 2
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
    """The slip as one ESC/POS ticket: `ESC @`, the blocks, a feed and a partial cut.

    Texts break at words. A character no page holds prints as "?": a slip is never refused for a
    name. Controls in texts are left out.
    """
    # A fresh encoder each time: after ESC @ the printer is on page 0 again, a used one is not.
    dummy = Dummy()
    dummy.hw("INIT")
    for block in slip.blocks:
        match block:
            case Text():
                _text(dummy, block, slip.width_dots)
            case Picture():
                _picture(dummy, block)
            case Qr():
                _align(dummy, block.align)
                size = min(block.module_dots, _module_dots_max(block.data, slip.width_dots))
                dummy.qr(block.data, ec=QR_ECLEVEL_M, size=size, native=True)
            case Space(dots):
                _feed(dummy, dots)
            case Rule():
                width = slip.width_dots
                _picture(dummy, Picture(width, RULE_ROWS, b"\xff" * (width // 8 * RULE_ROWS)))
    dummy.cut(mode="PART")
    return bytes(dummy.output)


def without_real_time(data: bytes) -> bytes:
    """Dots in which the leftmost dot of a byte is flipped where a printer would see a command.

    A printer acts on DLE EOT, DLE ENQ and DLE DC4 even inside a picture.
    """
    return REAL_TIME.sub(lambda found: bytes([found[0][0] ^ 0x80]), data)


def _text(dummy: Dummy, block: Text, width_dots: int) -> None:
    page = page_of(block.text) or nearest_page(block.text)
    # Large words get smaller rather than broken: half a number would be another number.
    longest = max((len(word) for word in block.text.split(" ")), default=1)
    size = max(1, min(block.size, width_dots // (LETTER_DOTS * max(1, longest))))
    _align(dummy, block.align)
    dummy.set(custom_size=True, width=size, height=size, bold=block.bold)
    dummy.charcode(page)
    columns = max(1, width_dots // (LETTER_DOTS * size))
    for line in textwrap.wrap(printable(block.text), columns, break_on_hyphens=False) or [""]:
        dummy.textln(line)


def _picture(dummy: Dummy, block: Picture) -> None:
    _align(dummy, block.align)
    row_bytes = (block.width + 7) // 8
    rows = bytearray(block.rows)
    if spare := -block.width % 8:
        edge = rows[row_bytes - 1 :: row_bytes]
        rows[row_bytes - 1 :: row_bytes] = bytes(byte >> spare << spare for byte in edge)
    for top in range(0, block.height, SLICE_ROWS):
        height = min(SLICE_ROWS, block.height - top)
        part = without_real_time(bytes(rows[top * row_bytes : (top + height) * row_bytes]))
        size = row_bytes.to_bytes(2, "little") + height.to_bytes(2, "little")
        # escpos' own image() goes through grey and back and may print to stdout.
        dummy._raw(b"\x1dv0\x00" + size + part)


def _align(dummy: Dummy, align: Align) -> None:
    dummy.set(align=align)


def _feed(dummy: Dummy, dots: int) -> None:
    while dots > 0:
        dummy._raw(b"\x1bJ" + bytes([min(dots, FEED_DOTS_MAX)]))
        dots -= FEED_DOTS_MAX


def _module_dots_max(data: str, width_dots: int) -> int:
    size = len(data.encode())
    version = next(number for number, room in enumerate(QR_CAPACITY, 1) if size <= room)
    # A code wider than the paper is not printed at all.
    return max(1, width_dots // (17 + 4 * version))
