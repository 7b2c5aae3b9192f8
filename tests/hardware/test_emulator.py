import socket
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.emulator.code_pages import CODE_PAGES
from hardware.emulator.machine import Machine
from hardware.emulator.paper import Piece
from hardware.emulator.parser import Operation, Parser
from hardware.emulator.tray import Tray
from hardware.escpos_encoder import encode
from hardware.slip import Picture, Qr, Rule, Slip, Space, Text

SLIP = Slip(
    (
        Text("Zażółć €", align="center", bold=True),
        Rule(),
        Text("A 042", size=4),
        Space(5),
        Picture(20, 3, b"\xaa\x55\xf0" * 3),
        Qr("https://example.org/1", 2),
    )
)
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


def machine_with_tray() -> tuple[Machine, Tray]:
    tray = Tray()
    return Machine(tray.take), tray


def paper_of(*portions: bytes) -> Piece:
    machine, tray = machine_with_tray()
    for portion in portions:
        machine.receive(portion)
    assert machine.errors == []
    [piece] = tray.pieces
    return piece


def test_split_at_every_byte() -> None:
    """A slip split in two at any byte, or sent byte by byte, gives the same paper."""
    data = encode(SLIP)
    whole = paper_of(data)
    for cut in range(len(data)):
        part = paper_of(data[:cut], data[cut:])
        assert (part.image.tobytes(), part.text) == (whole.image.tobytes(), whole.text)
    single = paper_of(*(bytes([byte]) for byte in data))
    assert (single.image.tobytes(), single.text) == (whole.image.tobytes(), whole.text)


FRAGMENTS = st.one_of(
    st.binary(max_size=6),
    st.sampled_from([b"\x1b", b"\x1d", b"\x10\x04", b"\x1dv0\x00\x01\x00\x02\x00", b"\x1dV\x00"]),
    st.builds(
        lambda letter, data: b"\x1d(" + letter + len(data).to_bytes(2, "little") + data,
        st.sampled_from([b"k", b"H", b"L"]),
        st.builds(bytes.__add__, st.sampled_from([b"", *b"1A 1C 1E 1P0 1Q0".split()]), st.binary()),
    ),
)


@given(st.lists(FRAGMENTS, max_size=40))
@settings(deadline=None, max_examples=300)
def test_garbage_is_survived(fragments: list[bytes]) -> None:
    """Any bytes at all are taken without a crash."""
    machine, _ = machine_with_tray()
    for fragment in fragments:
        machine.receive(fragment)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\x1bp\x0022", "unknown 1b 70"),
        (b"\x1d(L\x02\x0001", "GS ( L 30 31"),
        (b"\x1bt\xfe", "ESC t fe"),
        (b"\x07", "unknown 07"),
        (b"\x1d(k\x02\x001C", "GS ( k 31 43"),
        (b"\x1d(k\xa3\x0f1P0" + b"x" * 4000 + b"\x1d(k\x03\x001Q0", "no code holds 4000 bytes"),
        (b"\x10\x14\x01\x00\x02", "DLE pulse 10 14 01 00 02"),
        (b"\x10\x05\x02", "DLE enquiry 10 05 02"),
        (b"\x1dv0\x00\x01\x00\x03\x00\x10\x04\x01", "real-time command in data 10 04 01"),
    ],
)
def test_unknown_is_an_error(data: bytes, error: str) -> None:
    """What the printer does not understand stands in its errors."""
    machine, _ = machine_with_tray()
    machine.receive(data)
    assert error in machine.errors


def test_parser_keeps_what_is_incomplete() -> None:
    """A command is given when its last byte is there, not before."""
    parser = Parser()
    assert parser.feed(b"\x1d") == []
    assert parser.feed(b"!") == []
    assert parser.feed(b"\x11A") == [Operation("GS !", b"\x11"), Operation("text", b"A")]


@pytest.mark.parametrize(
    ("fault", "answers"),
    [
        ("", "12 12 12 12"),
        ("near_end", "12 12 12 1e"),
        ("paper_end", "1a 32 12 7e"),
        ("cover_open", "1a 16 12 12"),
        ("cutter", "1a 52 1a 12"),
    ],
)
def test_status(fault: str, answers: str) -> None:
    """Each fault shows in the bits of Epson's table."""
    machine, _ = machine_with_tray()
    if fault:
        setattr(machine.faults, fault, True)
    assert machine.receive(b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04").hex(" ") == answers


def test_status_inside_a_picture() -> None:
    """A status request is answered on arrival, even in the middle of a picture."""
    machine, _ = machine_with_tray()
    assert machine.receive(b"\x1dv0\x00\x48\x00\xff\x00") == b""
    assert machine.receive(b"\x10") == b""
    assert machine.receive(b"\x04\x01") == b"\x12"


def test_other_questions() -> None:
    """Process id, paper sensor and names are answered once all before them is printed."""
    machine, _ = machine_with_tray()
    assert machine.receive(b"\x1d(H\x06\x00000042") == b"\x37\x220042\x00"
    assert machine.receive(b"\x1dr1") == b"\x00"
    assert machine.receive(b"\x1dIB") == b"_Wartemarke\x00"
    machine.faults.cover_open = True
    assert machine.receive(b"\x1dr1\x1d(H\x06\x00000043") == b""
    machine.faults.cover_open = False
    assert machine.receive(b"") == b"\x00\x37\x220043\x00"


def test_automatic_status() -> None:
    """A printer told to report does so at once and at each change."""
    machine, _ = machine_with_tray()
    assert machine.receive(b"\x1da\xff").hex(" ") == "10 00 00 0f"
    machine.faults.cover_open = True
    assert machine.receive(b"A").hex(" ") == "38 00 00 0f"
    assert machine.receive(b"A") == b""


def test_stopped_printer_goes_on() -> None:
    """What arrives while the paper is out is printed when there is paper again."""
    machine, tray = machine_with_tray()
    machine.faults.paper_end = True
    machine.receive(encode(SLIP))
    assert not tray.pieces
    machine.faults.paper_end = False
    machine.receive(b"")
    assert len(tray.pieces) == 1


def test_cleared_printer_forgets() -> None:
    """What was not printed is gone after a clear, even a picture that had only begun."""
    machine, tray = machine_with_tray()
    machine.faults.paper_end = True
    machine.receive(encode(SLIP) + b"\x1dv0\x00\x48\x00\xff\x00")
    assert machine.receive(CLEAR[:4]) == b""
    assert machine.receive(CLEAR[4:]) == b"\x37\x25\x00"
    machine.receive(b"lost\x1dv0\x00\x48\x00" + CLEAR)
    machine.faults.paper_end = False
    machine.receive(encode(Slip((Text("B"),))))
    assert [piece.text.split() for piece in tray.pieces] == [["B"]]


def test_letter_styles() -> None:
    """Underlined, reversed and small letters, tabs and other cuts are understood."""
    piece = paper_of(b"\x1b-\x01A\x1b-\x00\x1dB\x01B\x1dB\x00\x1bM\x01C\tD\n\x1b!\x38E\n\x1dVB\x10")
    assert piece.text == "ABC     D\nE\n"
    assert piece.image.height == 30 + 48 + 16


def test_every_letter_of_every_page() -> None:
    """Every byte of every code page can be printed, lone marks and unassigned ones, too."""
    machine, tray = machine_with_tray()
    for page in CODE_PAGES:
        machine.receive(b"\x1bt" + bytes([page, *range(0x20, 0x7F), *range(0x80, 0x100)]) + b"\n")
    machine.receive(b"\x1dV\x00")
    assert machine.errors == []
    assert len(tray.pieces[0].text.replace("\n", "")) == len(CODE_PAGES) * (95 + 128)


def test_tray_stays_small() -> None:
    """A printer that runs for weeks keeps its last 100 slips in memory and counts them all."""
    machine, tray = machine_with_tray()
    for _ in range(120):
        machine.receive(b"\x1b@A\n\x1dV\x00")
    assert tray.wait_for(120, 0)
    assert len(tray.pieces) == 100


def test_a_port_that_is_taken() -> None:
    """Where another program listens, the printer ends with one sentence that names the port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "hardware.emulator", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert ended.returncode == 1
    assert ended.stderr == (
        f"wartemarke printer: port {port} on 127.0.0.1 cannot be taken (Address already in use); "
        "is another printer running? Choose another port with --port, or 0 for any that is free\n"
    )
