"""The three forms in which a picture comes, and the QR code a printer makes itself, as dots.

Pictures are of mode 1, 0 is black; None stands for what is no picture.
"""

from dataclasses import dataclass

import qrcode
from PIL import Image
from qrcode.exceptions import DataOverflowError

COLUMN_MODES = {0: (8, 2, 3), 1: (8, 1, 3), 32: (24, 2, 1), 33: (24, 1, 1)}
"""Of ESC *: dots in a column as sent, and how often each is printed across and down."""

LEVELS = {
    48: qrcode.constants.ERROR_CORRECT_L,
    49: qrcode.constants.ERROR_CORRECT_M,
    50: qrcode.constants.ERROR_CORRECT_Q,
    51: qrcode.constants.ERROR_CORRECT_H,
}


def raster(data: bytes) -> Image.Image | None:
    """What follows GS v 0: a mode, the bytes of a row, the rows, and they."""
    width, height = _number(data[1:3]) * 8, _number(data[3:5])
    if data[0] % 48 > 3 or not width or not height:
        return None
    image = Image.frombytes("1", (width, height), data[5:], "raw", "1;I")
    return _magnified(image, 1 + (data[0] & 1), 1 + (data[0] >> 1 & 1))


def graphics(data: bytes) -> Image.Image | None:
    """What GS ( L stores: tone, scale 1 x 1, colour 1, the dots of a row, the rows, and they."""
    width, height = _number(data[6:8]), _number(data[8:10])
    if data[2:6] != b"0\x01\x011" or len(data) != 10 + (width + 7) // 8 * height:
        return None
    return Image.frombytes("1", (width, height), data[10:], "raw", "1;I")


def columns(data: bytes) -> Image.Image | None:
    """What follows ESC *: a mode, the columns, and they, each from top to bottom."""
    if data[0] not in COLUMN_MODES or len(data) < 4:
        return None
    high, across, down = COLUMN_MODES[data[0]]
    # On its side a picture of columns is one of rows.
    lying = Image.frombytes("1", (high, _number(data[1:3])), data[3:], "raw", "1;I")
    return _magnified(lying.transpose(Image.Transpose.TRANSPOSE), across, down)


@dataclass
class QrStore:
    """What GS ( k has stored for the next code."""

    module_dots: int = 3
    level: int = 48
    data: bytes = b""

    def store(self, data: bytes) -> bool:
        """Keeps what one command says; whether it says something."""
        match data[:2], data[2:]:
            case b"1A", _:
                pass  # model 2 is the one there is
            case b"1C", size if len(size) == 1 and 1 <= size[0] <= 16:
                self.module_dots = size[0]
            case b"1E", level if len(level) == 1 and level[0] in LEVELS:
                self.level = level[0]
            case b"1P", stored if stored[:1] == b"0":
                self.data = stored[1:]
            case _:
                return False
        return True

    def image(self) -> Image.Image | None:
        """The code without a white edge, as printers make it; None if no code holds the data."""
        code = qrcode.QRCode(error_correction=LEVELS[self.level], border=0)
        code.add_data(self.data)
        try:
            modules = code.get_matrix()
        except (DataOverflowError, ValueError):
            return None
        image = Image.new("1", (len(modules), len(modules)))
        image.putdata([0 if black else 255 for row in modules for black in row])
        return _magnified(image, self.module_dots, self.module_dots)


def _magnified(image: Image.Image, across: int, down: int) -> Image.Image:
    return image.resize((image.width * across, image.height * down), Image.Resampling.NEAREST)


def _number(low_high: bytes) -> int:
    return int.from_bytes(low_high, "little")
