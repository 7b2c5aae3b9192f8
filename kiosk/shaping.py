"""Shaping: draws as dots what a printer's own letters cannot show, and the large number."""

from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QTextLayout, QTextOption

from hardware.code_picture import code_picture
from hardware.escpos_encoder import encode, fits
from hardware.slip import Align, Block, Picture, Qr, Slip, Text
from hardware.takes import Draw, Takes
from waiting_room.ui.fonts import installed_families

DRAWN_FROM_SIZE = 4
"""From this size on the printer's own letters show their steps, so they are drawn."""

EM_DOTS = 28
"""The font size whose letters are as tall on paper as a printer's 12 x 24 dot letter."""

INK_BELOW = 144
"""How dark a grey dot of a smooth letter must be to be printed; 8 bits, 0 is black."""

RIGHT_MARGIN_DOTS = 8
"""What drawn lines keep free of the right edge, 1 mm: the last dots of a worn head are faint."""

LEADING, BASELINE = 1.5, 1.05
"""Height of a line, and where its letters stand, in font sizes: Arabic reaches far down."""

BITS = bytes(ord("1") if grey < INK_BELOW else ord("0") for grey in range(256))


def ticket_bytes(blocks: tuple[Block, ...], takes: Takes) -> bytes:
    """Give what a printer is sent for these blocks; raises ValueError for what it cannot take."""
    return encode(shaped(Slip(blocks, takes.width_dots), takes.draw))


def shaped(slip: Slip, wanted: Draw = Draw.LARGE) -> Slip:
    """Give the slip with everything as a picture that the printer does not set itself."""
    blocks = tuple(_shaped(block, slip.width_dots, wanted) for block in slip.blocks)
    return Slip(blocks, slip.width_dots)


def _shaped(block: Block, width_dots: int, wanted: Draw) -> Block:
    match block:
        case Qr() if wanted is Draw.ALL:
            return code_picture(block, width_dots)
        case Text(text, size):
            is_large = size >= DRAWN_FROM_SIZE and wanted is Draw.LARGE
            if is_large or wanted is Draw.ALL or not fits(text):
                return draw(block, width_dots) or block
    return block


def draw(text: Text, width_dots: int) -> Picture | None:
    """Draw a text, wrapped to the paper; None if it leaves no dot. Needs a QGuiApplication."""
    font = QFont(installed_families())
    font.setBold(text.bold)
    font.setPixelSize(EM_DOTS * text.size)
    room_dots = width_dots - (RIGHT_MARGIN_DOTS if text.align == "right" else 0)
    layout = _laid_out(text, font, room_dots)
    widest = max(
        (layout.lineAt(n).naturalTextWidth() for n in range(layout.lineCount())), default=0
    )
    if widest > room_dots:
        # A number that is wider than the paper would lose its ends.
        font.setPixelSize(int(font.pixelSize() * room_dots / widest))
        layout = _laid_out(text, font, room_dots)
    if not layout.lineCount():
        return None
    step = LEADING * font.pixelSize()
    for count in range(layout.lineCount()):
        line = layout.lineAt(count)
        spare = width_dots - line.naturalTextWidth()
        left = {"left": 0.0, "center": spare / 2, "right": spare}[text.align]
        shift = left - line.naturalTextRect().left()
        line.setPosition(QPointF(shift, count * step + BASELINE * font.pixelSize() - line.ascent()))
    image = QImage(width_dots, ceil(layout.lineCount() * step), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    layout.draw(painter, QPointF(0, 0))
    painter.end()
    return _cropped(image, text.align, keep_leading=text.size < DRAWN_FROM_SIZE)


def _laid_out(text: Text, font: QFont, room_dots: int) -> QTextLayout:
    layout = QTextLayout(text.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    # Each line is placed later; Qt's own alignment would count the blank a line was broken at.
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room_dots)
    layout.endLayout()
    return layout


def _cropped(image: QImage, align: Align, keep_leading: bool) -> Picture | None:
    """Threshold an image and keep where ink is: every blank byte costs time on the line.

    At the right edge the ink keeps its margin, in dots of the picture and filled up at its left:
    a printer places whole bytes.
    """
    width, height, stride = image.width(), image.height(), image.bytesPerLine()
    grey = bytes(image.constBits())
    lines = [
        int(grey[row * stride : row * stride + width].translate(BITS), 2) for row in range(height)
    ]
    ink = 0
    for line in lines:
        ink |= line
    if not ink:
        return None
    if not keep_leading:
        inked = [row for row, line in enumerate(lines) if line]
        lines = lines[inked[0] : inked[-1] + 1]
    right_blank = (ink & -ink).bit_length() - 1
    wide = ink.bit_length() - right_blank
    kept = min(RIGHT_MARGIN_DOTS, width - wide) if align == "right" else 0
    wide_bytes = (wide + kept + 7) // 8
    spare = wide_bytes * 8 - wide
    # The bits that fill up bytes belong where the text does not begin.
    fill = {"left": spare, "center": spare // 2, "right": kept}[align]
    rows = b"".join((line >> right_blank << fill).to_bytes(wide_bytes, "big") for line in lines)
    return Picture(wide_bytes * 8, len(lines), rows, align)
