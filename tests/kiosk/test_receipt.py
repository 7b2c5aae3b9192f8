from datetime import UTC, datetime

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QGuiApplication

from hardware.emulator.machine import Machine
from hardware.emulator.paper import Piece
from hardware.escpos_encoder import encode
from hardware.slip import Picture, Qr, Slip, Text
from hardware.takes import Draw
from kiosk.issued import Issued
from kiosk.qr import squares
from kiosk.receipt import receipt
from kiosk.shaping import draw, shaped
from waiting_room.hub.showing import zone_view
from waiting_room.words import catalogue

from .zone import zone_of

TOKEN = "abcdefghijklmnopqrstuvwx23"
LINK = f"https://warten.example.org/t/{TOKEN}"
ZONE = zone_view(zone_of(), {})


def issued(language: str = "de", **changes: object) -> Issued:
    fields = {
        "number": "K042",
        "token": TOKEN,
        "service": "papers",
        "language": language,
        "issued_at": datetime(2026, 11, 23, 8, 41, tzinfo=UTC),
        "ahead": 7,
        "wait_s": (900, 1500),
    }
    return Issued.model_validate({**fields, **changes})


def printed(ticket: Issued, **how: bool) -> Piece:
    tray: list[Piece] = []
    machine = Machine(tray.append)
    machine.receive(encode(shaped(receipt(ticket, ZONE, catalogue(ticket.language), **how))))
    assert machine.errors == []
    return tray[0]


@pytest.mark.parametrize("language", ["de", "ar", "uk", "tr"])
def test_code_is_read_back(qapp: QGuiApplication, language: str) -> None:
    """In every language the code on the paper leads to the ticket's page."""
    ticket = printed(issued(language))
    framed = Image.new("L", (656, ticket.image.height + 80), 255)
    framed.paste(ticket.image, (40, 40))
    assert [code.text for code in zxingcpp.read_barcodes(framed)] == [LINK]
    assert "?" not in ticket.text


def test_what_stands_on_it(qapp: QGuiApplication) -> None:
    """The paper says where to wait, when it was issued, who is before, how long, what to bring."""
    text = " ".join(printed(issued("en")).text.split())
    for words in (
        "Reception South",
        "Please wait here: waiting area B",
        "23 November 2026 at 09:41",
        "7 people before you",
        "15–25 minutes",
        "ID",
        "Call missed:",
    ):
        assert words in text


def test_concern_is_not_said() -> None:
    """The paper never names the concern: numbers must not speak."""
    for language in ("de", "en", "ar"):
        slip = receipt(issued(language), ZONE, catalogue(language))
        texts = " ".join(block.text for block in slip.blocks if isinstance(block, Text))
        assert all(name not in texts for name in ZONE.services[0].name.values())
        assert "papers" not in texts


def test_several_services_are_counted() -> None:
    """A visit with several services says how many and what to bring for all, and names none."""
    ticket = issued("en", service="question", then=("papers", "advice", "papers"))
    slip = receipt(ticket, ZONE, catalogue("en"))
    texts = " ".join(block.text for block in slip.blocks if isinstance(block, Text))
    assert "This number is for 4 concerns, one after the other." in texts
    assert texts.count("Please have ready: ID") == 1
    assert all(said not in texts for one in ZONE.services for said in one.name.values())


def test_number_is_a_picture(qapp: QGuiApplication) -> None:
    """The number is drawn, over most of the paper's width."""
    picture = next(b for b in shaped(receipt(issued(), ZONE, catalogue("de"))).blocks
                   if isinstance(b, Picture))  # fmt: skip
    assert picture.width > 440
    assert picture.height > 150


def test_arabic_is_drawn_right(qapp: QGuiApplication) -> None:
    """Arabic lines are pictures at the right edge; what the printer's letters hold stays text."""
    blocks = shaped(receipt(issued("ar"), ZONE, catalogue("ar"))).blocks
    place = [b for b in blocks if isinstance(b, Picture) and b.align == "right"]
    assert place
    assert any(isinstance(b, Text) for b in blocks)


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_lines_at_the_right_edge_keep_one_margin(qapp: QGuiApplication, language: str) -> None:
    """Whatever a line ends in, and however its dots fill bytes, 1 mm of paper stays free."""
    slip = shaped(receipt(issued(language, then=("advice",)), ZONE, catalogue(language)))
    lines = [b for b in slip.blocks if isinstance(b, Picture) and b.align == "right"]
    assert len(lines) > 4
    for line in lines:
        image = Image.frombytes("1", (line.width, line.height), line.rows)
        assert line.width % 8 == 0, "a printer would move it by what is missing"
        left, _, right, _ = image.getbbox() or (0, 0, 0, 0)
        assert line.width - right == 8
        assert left < 8, "no blank byte is sent"


def test_native_where_it_fits(qapp: QGuiApplication) -> None:
    """German, Turkish and Ukrainian need no picture but the number: a slip stays small."""
    for language in ("de", "tr", "uk"):
        blocks = shaped(receipt(issued(language), ZONE, catalogue(language))).blocks
        assert sum(isinstance(b, Picture) for b in blocks) == 1


def test_copy_and_booked(qapp: QGuiApplication) -> None:
    """A booked visitor's paper says that they are checked in, a second one that it is a copy."""
    assert "checked in" in printed(issued("en"), booked=True).text
    assert "Copy" in printed(issued("en"), booked=True, copy=True).text
    assert "Copy" not in printed(issued("en")).text


def test_without_public_pages(qapp: QGuiApplication) -> None:
    """A zone without public pages prints no code."""
    zone = ZONE.model_copy(update={"public_url": ""})
    slip = receipt(issued(), zone, catalogue("de"))
    assert not any(isinstance(block, Qr) for block in slip.blocks)


def test_called_already() -> None:
    """A ticket that no longer waits says nothing of a wait."""
    slip = receipt(issued("en", ahead=None, wait_s=None), ZONE, catalogue("en"))
    assert not any(isinstance(b, Text) and "Waiting time" in b.text for b in slip.blocks)


def test_drawn_dots_are_black_or_white(qapp: QGuiApplication) -> None:
    """A drawn line fits its paper, is cropped to its ink, and leaves nothing for a blank text."""
    picture = draw(Text("نص عربي طويل جدا " * 8, align="right"), 576)
    assert picture is not None
    assert picture.width <= 576
    assert picture.height > 3 * 28
    assert draw(Text(" "), 576) is None
    assert draw(Text(""), 576) is None


def test_squares_on_the_screen() -> None:
    """The code on the screen reads as the same address."""
    rows = squares(LINK)
    image = Image.new("L", (len(rows), len(rows)), 255)
    image.putdata([0 if black else 255 for row in rows for black in row])
    [code] = zxingcpp.read_barcodes(image.resize((len(rows) * 6, len(rows) * 6), 0))
    assert code.text == LINK


@pytest.mark.parametrize("wanted", list(Draw))
@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("width_dots", [384, 576])
def test_whole_on_any_paper(
    qapp: QGuiApplication, language: str, wanted: Draw, width_dots: int
) -> None:
    """On narrow paper and as dots alone the number is whole, and the code can be read."""
    slip = receipt(issued(language), ZONE, catalogue(language))
    tray: list[Piece] = []
    machine = Machine(tray.append, width_dots)
    machine.receive(encode(shaped(Slip(slip.blocks, width_dots), wanted)))
    assert machine.errors == []
    [ticket] = tray
    framed = Image.new("L", (width_dots + 80, ticket.image.height + 80), 255)
    framed.paste(ticket.image, (40, 40))
    assert [code.text for code in zxingcpp.read_barcodes(framed)] == [LINK]
    number = draw(Text("K\u202f042", size=8, bold=True), width_dots)
    assert number is not None
    assert number.width > width_dots * 0.9
    assert number.width / number.height == pytest.approx(3.3, rel=0.05)  # not cut at its ends
    if wanted is Draw.ALL:
        assert all(line.startswith("[picture") for line in ticket.text.split("\n") if line)
    elif language == "de":
        assert ("K 042" in ticket.text) is (wanted is Draw.NEEDED)
