import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from hardware.code_picture import code_picture
from hardware.emulator.machine import Machine
from hardware.emulator.paper import Piece
from hardware.emulator.parser import Parser
from hardware.emulator.tray import Tray
from hardware.escpos_encoder import encode, fits, without_real_time
from hardware.slip import Picture, Qr, Rule, Slip, Space, Text

FEED_BEFORE_CUT = 6 * 30


def printed(data: bytes, width_dots: int = 576) -> Piece:
    tray = Tray()
    machine = Machine(tray.take, width_dots)
    machine.receive(data)
    assert machine.errors == []
    [piece] = tray.pieces
    return piece


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Grüße ÄÖÜß", 0),
        ("Preis: 12,50 €", 19),
        ("„Bürgerbüro“ – Raum 3", 16),
        ("Zażółć gęślą jaźń", 18),
        ("Bilet – „Zażółć”", 45),
        ("ŞşĞğİıÇç öü", 13),
        ("Очередь: ваш номер", 17),
        ("Черга: ваш номер, їжак, ґанок, є, і", 46),
        ("Ελληνικά", 14),
        ("Žąsis ėjo", 33),
    ],
)
def test_native_text(text: str, page: int) -> None:
    """A European text is printed in one page that the printer is told, and reads the same."""
    data = encode(Slip((Text(text),)))
    assert fits(text)
    assert b"\x1bt" + bytes([page]) in data or page == 0
    assert data.count(b"\x1bt") == 1
    assert printed(data).text.splitlines()[0] == text


@pytest.mark.parametrize("text", ["عصير رقم", "شماره شما", "ትኬት", "号码", "🎫", "Zażółć и Є"])
def test_text_to_be_drawn(text: str) -> None:
    """A text that no page holds has to be drawn; printed all the same, it has question marks."""
    assert not fits(text)
    assert "?" in printed(encode(Slip((Text(text),)))).text


def test_page_after_page() -> None:
    """Each text gets its own page, the first one too."""
    texts = ("Şube", "Отдел", "Grüße", "Şube")
    slip = Slip(tuple(Text(text) for text in texts))
    assert tuple(printed(encode(slip)).text.splitlines()[:4]) == texts


def test_letters_composed() -> None:
    """A letter sent as a base and an accent is printed as one letter."""
    assert printed(encode(Slip((Text("Gru\u0308ße"),)))).text.startswith("Grüße\n")


def test_text_breaks_at_words() -> None:
    """A text longer than the paper breaks between words, sooner when it is larger."""
    text = Text("Bitte warten Sie auf Ihren Aufruf", size=3)
    assert printed(encode(Slip((text,)))).text.splitlines()[:3] == [
        "Bitte warten Sie",
        "auf Ihren Aufruf",
        "",
    ]


def test_look_of_text() -> None:
    """Size, weight and place of a text are seen on paper."""
    small = printed(encode(Slip((Text("H"),)))).image
    large = printed(encode(Slip((Text("H", size=8, bold=True, align="right"),)))).image
    assert ink(small)[2] <= 12
    left, top, right, bottom = ink(large)
    assert left >= 576 - 96
    assert right > 550
    assert bottom - top > 100


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=80), st.integers(1, 8))
@settings(max_examples=300, deadline=None)
def test_no_command_in_texts(text: str, size: int) -> None:
    """Whatever a text holds, the printer sees letters only, never a command of it."""
    parser = Parser()
    operations = parser.feed(encode(Slip((Text(text, size=size),))))
    assert {operation.command for operation in operations} <= {
        "ESC @", "ESC a", "GS !", "ESC E", "ESC t", "text", "LF", "ESC d", "GS V",
    }  # fmt: skip
    assert [operation.command for operation in operations].count("GS V") == 1


def test_drawer_command_in_a_name() -> None:
    """A name that carries a drawer pulse and a status request is printed without them."""
    data = encode(Slip((Text("Na\x1bp\x0022\x10\x04\x01me\x9b"),)))
    assert b"\x1bp" not in data
    assert b"\x10\x04" not in data
    assert printed(data).text.startswith("Nap22me\n")


@given(st.data(), st.integers(1, 100), st.integers(1, 600))
@settings(max_examples=60, deadline=None)
def test_picture_comes_out_identical(data: st.DataObject, width: int, height: int) -> None:
    """A picture is on paper dot for dot, however high, but for real-time commands it held."""
    row_bytes = (width + 7) // 8
    pattern = data.draw(st.binary(min_size=1, max_size=40))
    rows = (pattern * (row_bytes * height))[: row_bytes * height]
    encoded = encode(Slip((Picture(width, height, rows, align="left"),)))
    image = printed(encoded).image.crop((0, 0, width, height))
    wanted = Image.frombytes("1", (width, height), rows, "raw", "1;I")
    different = sum(a != b for a, b in zip(image.tobytes(), wanted.tobytes(), strict=True))
    commands = sum(rows.count(bytes([0x10, second])) for second in (4, 5, 0x14))
    assert different <= commands + (height if width % 8 else 0)
    if not width % 8:
        assert different == commands


@given(st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x00, 0xFF]), max_size=200))
def test_no_real_time_command_in_dots(values: list[int]) -> None:
    """Dots that spell a real-time command lose it to one flipped dot, and nothing else changes."""
    dots = bytes(values)
    safe = without_real_time(dots)
    assert len(safe) == len(dots)
    assert not any(bytes([0x10, second]) in safe for second in (0x04, 0x05, 0x14))
    changed = [index for index in range(len(dots)) if dots[index] != safe[index]]
    assert all(dots[index - 1] == 0x10 and dots[index] in (4, 5, 0x14) for index in changed)


def test_high_picture_in_slices() -> None:
    """A high picture is sent in slices of at most 255 rows, which some printers cannot exceed."""
    data = encode(Slip((Picture(8, 600, b"\xaa" * 600),)))
    slices = [operation.data for operation in Parser().feed(data) if "v" in operation.command]
    assert [int.from_bytes(part[3:5], "little") for part in slices] == [255, 255, 90]


def test_real_time_command_in_a_picture() -> None:
    """A picture that spells a drawer pulse prints, and the printer sees no command."""
    rows = b"\x10\x14\x01\x00\x10\x04\x01\xff" * 8
    printed(encode(Slip((Picture(64, 8, rows),))))


def test_picture_edges() -> None:
    """Bits beyond the width of a picture are not printed."""
    image = printed(encode(Slip((Picture(4, 1, b"\xff", align="left"),)))).image
    assert ink(image) == (0, 0, 4, 1)


@pytest.mark.parametrize(("align", "left"), [("left", 0), ("center", 256), ("right", 512)])
def test_picture_place(align: str, left: int) -> None:
    """A picture stands left, in the middle or right."""
    picture = Picture(64, 2, b"\xff" * 16, align=align)  # type: ignore[arg-type] # from a table
    assert ink(printed(encode(Slip((picture,)))).image) == (left, 0, left + 64, 2)


def test_space_and_rule() -> None:
    """A space is as high as it says, beyond 255 dots too, and a rule stands in the middle."""
    image = printed(encode(Slip((Space(300), Rule(), Space(0))))).image
    assert ink(image) == (216, 300, 360, 302)
    assert image.height == 302 + FEED_BEFORE_CUT


@pytest.mark.parametrize(
    "data",
    ["1", "https://warten.example.org/t/3kX9vQm2Lw8Zr5Tj1Bn7Hc", "Ümläut Ї", "x" * 300, "ß" * 333],
)
@pytest.mark.parametrize("width_dots", [384, 576])
def test_code_can_be_read(data: str, width_dots: int) -> None:
    """The printer's own QR code is read back from paper, and never wider than the paper."""
    piece = printed(encode(Slip((Qr(data, 8),), width_dots)), width_dots)
    framed = Image.new("L", (width_dots + 80, piece.image.height + 80), 255)
    framed.paste(piece.image, (40, 40))
    [code] = zxingcpp.read_barcodes(framed)
    assert code.text == data
    left, _, right, _ = ink(piece.image)
    assert abs(left + right - width_dots) <= 1


def test_slip_is_small() -> None:
    """A slip of text and a code takes less than 500 bytes, half a second at 9600 baud."""
    slip = Slip((Text("A 042", 8, True, "center"), Text("Meldewesen"), Qr("x" * 41)))
    assert len(encode(slip)) < 500


def test_import_leaves_nothing_behind(tmp_path: Path) -> None:
    """Importing the encoder warns of nothing, leaves no temporary file and no log handler."""
    check = (
        "import logging, os, tempfile; import hardware.escpos_encoder; "
        "assert tempfile.gettempdir() == os.environ['TMPDIR']; "
        "assert not logging.getLogger().handlers"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", check],
        cwd=Path(__file__).parents[2],
        env={"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the black dots."""
    box = ImageOps.invert(image.convert("L")).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("data", ["1", "https://warten.example.org/t/3kX9vQm2Lw8Zr5Tj1Bn7Hc"])
@pytest.mark.parametrize("width_dots", [384, 576])
def test_drawn_code_is_the_printers_own(data: str, width_dots: int) -> None:
    """A code that is drawn is read back, and as large as the one that a printer makes."""
    native = printed(encode(Slip((Qr(data, 7),), width_dots)), width_dots).image
    slip = Slip((code_picture(Qr(data, 7), width_dots),), width_dots)
    drawn = printed(encode(slip), width_dots).image
    assert ink(drawn)[2] - ink(drawn)[0] == ink(native)[2] - ink(native)[0]
    framed = ImageOps.expand(drawn.convert("L"), 40, 255)
    assert [code.text for code in zxingcpp.read_barcodes(framed)] == [data]


def test_large_words_are_not_broken() -> None:
    """A number that is too large for the paper gets smaller; half of it would be another number."""
    wide = printed(encode(Slip((Text("K\u202f042", size=8),), 384)), 384)
    assert wide.text.splitlines()[0] == "K 042"
    assert ink(wide.image)[2] <= 384
