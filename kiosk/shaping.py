"""Shaping: draws as dots what a printer's own letters cannot show, and the large number."""

from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QTextLayout, QTextOption

from hardware.escpos_encoder import fits
from hardware.slip import Align, Block, Picture, Slip, Text

DRAWN_FROM_SIZE = 4
"""From this size on the printer's own letters show their steps, so they are drawn."""

LETTER_DOTS = 28
"""The font size whose letters are as tall on paper as a printer's 12 x 24 dot letter."""

INK_BELOW = 144
"""How dark a grey dot of a smooth letter must be to be printed; 8 bits, 0 is black."""

LEADING, BASELINE = 1.5, 1.05
"""Height of a line, and where its letters stand, in font sizes: Arabic reaches far down."""

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "DejaVu Sans")
BITS = bytes(ord("1") if grey < INK_BELOW else ord("0") for grey in range(256))


def shaped(slip: Slip) -> Slip:
    """Give the slip with every text as a picture that the printer could not set well itself."""
    blocks = tuple(_shaped(block, slip.width_dots) for block in slip.blocks)
    return Slip(blocks, slip.width_dots)


def _shaped(block: Block, width_dots: int) -> Block:
    if not isinstance(block, Text):
        return block
    if block.size < DRAWN_FROM_SIZE and fits(block.text):
        return block
    return draw(block, width_dots) or block


def draw(text: Text, width_dots: int) -> Picture | None:
    """Draw a text, wrapped to the paper; None if it leaves no dot. Needs a QGuiApplication."""
    font = QFont([one for one in FAMILIES if one in QFontDatabase.families()])
    font.setPixelSize(LETTER_DOTS * text.size)
    font.setBold(text.bold)
    layout = QTextLayout(text.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    # Each line is placed below; Qt's own alignment would count the blank a line was broken at.
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    step = LEADING * font.pixelSize()
    layout.beginLayout()
    count = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width_dots)
        spare = width_dots - line.naturalTextWidth()
        left = {"left": 0.0, "center": spare / 2, "right": spare}[text.align]
        shift = left - line.naturalTextRect().left()
        line.setPosition(QPointF(shift, count * step + BASELINE * font.pixelSize() - line.ascent()))
        count += 1
    layout.endLayout()
    if not count:
        return None
    image = QImage(width_dots, ceil(count * step), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    layout.draw(painter, QPointF(0, 0))
    painter.end()
    return _cropped(image, text.align, keep_leading=text.size < DRAWN_FROM_SIZE)


def _cropped(image: QImage, align: Align, keep_leading: bool) -> Picture | None:
    """Threshold an image and keep where ink is: every blank byte costs time on the line."""
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
    wide_bytes = (wide + 7) // 8
    spare = wide_bytes * 8 - wide
    rows = b"".join((line >> right_blank << spare).to_bytes(wide_bytes, "big") for line in lines)
    return Picture(wide, len(lines), rows, align)
