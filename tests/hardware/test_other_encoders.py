"""The emulated printer decodes what encoders of others send; see other_encoders/README.md."""

from pathlib import Path

import pytest
import zxingcpp
from escpos.printer import Dummy
from PIL import Image, ImageOps

from hardware.emulator.machine import Machine
from hardware.emulator.paper import Piece

BYTES = Path(__file__).parent / "other_encoders"
LINK = "https://warten.example.org/t/abcdefghijklmnopqrstuvwx23"
WIDTH, HEIGHT = 64, 40


def picture() -> Image.Image:
    """The dots that make.cjs has, too."""
    image = Image.new("1", (WIDTH, HEIGHT), 1)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            if (x * y + x + 3 * y) % 7 < 3 or x == y:
                image.putpixel((x, y), 0)
    return image


def paper_of(data: bytes) -> Piece:
    """The first piece of paper; whatever is not understood fails."""
    pieces: list[Piece] = []
    machine = Machine(pieces.append)
    machine.receive(data)
    assert machine.errors == []
    return pieces[0]


def read(name: str) -> Piece:
    return paper_of((BYTES / f"{name}.bin").read_bytes())


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "point-of-sale-texts",
            [
                "A 042",
                "Grüße aus Köln",
                "Şube: Başvuru yapmak",
                "Отдел: очередь",
                "Zażółć gęślą jaźń",
                "Copy",
            ],
        ),
        ("point-of-sale-code", ["A 042", f"[code {LINK}]"]),
        ("receiptline-texts", ["A 042", "Grüße aus Köln", "Unterlagen Antrag"]),
        ("receiptline-texts-east", ["A 042", "Zażółć gęślą jaźń"]),
    ],
)
def test_texts(name: str, lines: list[str]) -> None:
    """Texts in five code pages, in several sizes and places, are the texts that were written."""
    found = [" ".join(line.split()) for line in read(name).text.splitlines()]
    assert [line for line in found if line] == lines


@pytest.mark.parametrize(
    "name", ["point-of-sale-code", "receiptline-code", "receiptline-code-generic"]
)
def test_codes(name: str) -> None:
    """A QR code is read back from the picture, made by the printer or sent as dots."""
    framed = ImageOps.expand(read(name).image.convert("L"), 40, 255)
    assert [code.text for code in zxingcpp.read_barcodes(framed)] == [LINK]


@pytest.mark.parametrize(
    "name",
    ["point-of-sale-raster", "point-of-sale-column", "receiptline-graphics", "receiptline-raster"],
)
def test_pictures(name: str) -> None:
    """GS v 0, ESC * and GS 8 L are three ways to send the same dots."""
    on_paper = read(name).image
    left, top, _, _ = ImageOps.invert(on_paper.convert("L")).getbbox() or (0, 0, 0, 0)
    box = (left, top, left + WIDTH, top + HEIGHT)
    assert on_paper.crop(box).tobytes() == picture().tobytes()


@pytest.mark.parametrize("way", ["bitImageRaster", "bitImageColumn", "graphics"])
def test_pictures_of_python_escpos(way: str) -> None:
    """What python-escpos makes of a picture, which we never ask it for, is the same dots, too."""
    dummy = Dummy()
    dummy.image(picture(), impl=way)
    dummy.cut()
    on_paper = paper_of(bytes(dummy.output)).image
    assert on_paper.crop((0, 0, WIDTH, HEIGHT)).tobytes() == picture().tobytes()


def test_a_hole_is_seen() -> None:
    """A command that the printer does not know is an error, not a gap in the picture."""
    machine = Machine(lambda piece: None)
    machine.receive(b"\x1b@\x1b&\x03" + (BYTES / "receiptline-texts.bin").read_bytes())
    assert machine.errors
