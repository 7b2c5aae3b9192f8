"""Letters as dots: DejaVu Sans Mono in the cells of a receipt printer."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

FONT_FOLDER = "/usr/share/fonts/truetype/dejavu"
CELLS = {"A": (12, 24), "B": (9, 17)}
"""Width and height of one letter in dots, unmagnified."""


@lru_cache(maxsize=1024)
def glyph(char: str, font: str, wide: int, high: int, bold: bool) -> Image.Image:
    """One letter, black on white (mode 1), `wide` and `high` (1 to 8) times its cell."""
    width, height = CELLS[font]
    image = Image.new("1", (width, height), 1)
    pen = ImageDraw.Draw(image)
    # The letter stands in the middle of its cell, on a base line that leaves room for g and Ç.
    foot = (width / 2, round(height * 0.79))
    pen.text(foot, char, fill=0, font=_face(round(height * 0.83), bold), anchor="ms")
    # A printer has each letter once, and makes large ones of larger dots.
    return image.resize((width * wide, height * high), Image.Resampling.NEAREST)


@lru_cache(maxsize=64)
def _face(size: int, bold: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = f"{FONT_FOLDER}/DejaVuSansMono{'-Bold' * bold}.ttf"
    try:
        # Letter by letter as a printer does; the other layout shapes, and fails on lone marks.
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return ImageFont.load_default(size)
