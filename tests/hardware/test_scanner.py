import select
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.emulator.pty_line import VirtualScanner
from hardware.framing import CODE_BYTES_MAX, IDLE_S, Flaw, Framer, Scan
from hardware.scanner import REOPEN_S, Scanner, SerialScanner, open_scanner


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\x03"])
def test_ends(end: bytes) -> None:
    """A code ends with CR, LF, CR LF or ETX, and nothing stands between two ends."""
    framer = Framer()
    assert framer.feed(b"A1" + end + b"B2" + end, 0.0) == [Scan("A1"), Scan("B2")]
    assert framer.tick(9.0) == []


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=99), max_size=5))
def test_split_anywhere(codes: list[str]) -> None:
    """Codes that arrive byte by byte are the same codes."""
    framer, scans = Framer(), []
    for byte in "".join(f"{code}\r\n" for code in codes).encode():
        scans += framer.feed(bytes([byte]), 0.0)
    assert scans == [Scan(code) for code in codes]


def test_aim_id() -> None:
    """The AIM id is split off and told; a bracket elsewhere is part of the code."""
    scans = Framer().feed(b"]Q1https://a\r\x02]d201\x1d21\x03x]Q1\r]Q\r", 0.0)
    assert scans == [
        Scan("https://a", "]Q1"),
        Scan("01\x1d21", "]d2"),
        Scan("x]Q1"),
        Scan("]Q"),
    ]


@pytest.mark.parametrize("junk", [b"a\x00b", b"\x1b[A", b"\xff\xfe", b"a\x10\x04\x01", b"\x7f"])
def test_garbage(junk: bytes) -> None:
    """Controls and broken UTF-8 are garbage, whose bytes are not passed on."""
    assert Framer().feed(junk + b"\rgood\r", 0.0) == [Scan("", flaw=Flaw.GARBAGE), Scan("good")]


def test_too_long() -> None:
    """A code longer than 512 bytes is told once and dropped up to its end."""
    framer = Framer()
    assert framer.feed(b"x" * CODE_BYTES_MAX + b"\r", 0.0) == [Scan("x" * CODE_BYTES_MAX)]
    assert framer.feed(b"x" * (CODE_BYTES_MAX + 1) + b"\r", 0.0) == [Scan("", flaw=Flaw.TOO_LONG)]
    assert framer.feed(b"x" * 400, 0.0) == []
    assert framer.feed(b"x" * 5000, 0.0) == []
    assert framer.feed(b"x\rgood\r", 0.0) == [Scan("", flaw=Flaw.TOO_LONG), Scan("good")]


def test_no_end() -> None:
    """A code without an end is told as partial after a pause, and does not spoil the next one."""
    framer = Framer()
    assert framer.feed(b"half", 1.0) == []
    assert framer.tick(1.0 + IDLE_S / 2) == []
    assert framer.tick(1.0 + IDLE_S) == [Scan("half", flaw=Flaw.PARTIAL)]
    assert framer.feed(b"half", 5.0) == []
    assert framer.feed(b"whole\r", 6.0) == [Scan("half", flaw=Flaw.PARTIAL), Scan("whole")]


@given(st.lists(st.tuples(st.binary(max_size=700), st.floats(0, 1)), max_size=20))
def test_any_noise(portions: list[tuple[bytes, float]]) -> None:
    """No noise breaks the scanner or gets controls into a text, and a good code is then read."""
    framer, now, scans = Framer(), 0.0, []
    for data, pause in portions:
        now += pause
        scans += framer.feed(data, now)
    for scan in scans:
        assert len(scan.text.encode()) <= CODE_BYTES_MAX
        assert not set(scan.text) & set(map(chr, [*range(0x1C), 0x1F, *range(0x7F, 0xA0)]))
    assert framer.feed(b"\r]Q1good\r", now + 1)[-1] == Scan("good", "]Q1")


class Clock:
    """A clock that stands until it is put forward."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def link(tmp_path: Path) -> Path:
    """The name under which udev would show the scanner."""
    return tmp_path / "kiosk-scanner"


@pytest.fixture
def scanner(link: Path, clock: Clock) -> Iterator[SerialScanner]:
    scanner = SerialScanner(str(link), clock=clock)
    yield scanner
    scanner.close()


def ready(scanner: Scanner, timeout_s: float = 5.0) -> bool:
    return bool(select.select([scanner], [], [], timeout_s)[0])


def test_codes_arrive(scanner: SerialScanner, link: Path) -> None:
    """A code makes the descriptor readable and is read; then the descriptor is quiet again."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        assert scanner.read() == []
        assert scanner.plugged
        assert not ready(scanner, 0)
        for number in range(50):
            far.scan(f"code {number}")
            assert ready(scanner)
            assert scanner.read() == [Scan(f"code {number}", "]Q1")]
        assert not ready(scanner, 0)


def test_unplugged_and_plugged_in(scanner: SerialScanner, link: Path, clock: Clock) -> None:
    """Pulling the plug is seen at once and keeps nobody busy; plugged in again, codes arrive."""
    descriptor = scanner.fileno()
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        scanner.read()
        far.send(b"ha")
        assert ready(scanner)
        scanner.read()
    assert ready(scanner)
    assert scanner.read() == []
    assert not scanner.plugged
    assert not ready(scanner, 0)
    link.unlink()
    clock.now += REOPEN_S
    assert scanner.read() == []
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        scanner.read()
        assert not scanner.plugged
        clock.now += REOPEN_S
        scanner.read()
        assert scanner.plugged
        far.scan("again")
        assert ready(scanner)
        assert scanner.read() == [Scan("again", "]Q1")]
    assert scanner.fileno() == descriptor


def test_scanner_without_end_mark(scanner: SerialScanner, link: Path, clock: Clock) -> None:
    """The regular calls tell a code that nothing ended."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        scanner.read()
        far.send(b"]Q1open")
        assert ready(scanner)
        assert scanner.read() == []
        clock.now += IDLE_S
        assert scanner.read() == [Scan("open", "]Q1", Flaw.PARTIAL)]


def test_scanner_taken(scanner: SerialScanner, link: Path, clock: Clock) -> None:
    """A scanner that another program has open is not opened a second time."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        other = SerialScanner(str(link), clock=clock)
        other.read()
        scanner.read()
        assert (other.plugged, scanner.plugged) == (True, False)
        other.close()
        clock.now += REOPEN_S
        scanner.read()
        assert scanner.plugged


def test_not_a_serial_port(scanner: SerialScanner, link: Path) -> None:
    """A file that is no serial port counts as no scanner."""
    link.write_text("no port")
    assert scanner.read() == []
    assert not scanner.plugged


def test_no_scanner() -> None:
    """Where there is no scanner nothing is ever read."""
    scanner = open_scanner("none:")
    assert scanner.read() == []
    assert not scanner.plugged
    assert not ready(scanner, 0)
    scanner.close()


def test_no_descriptor_left() -> None:
    """Opening, unplugging and closing leave no descriptor behind."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with VirtualScanner() as far:
            scanner = open_scanner(f"serial:{far.path}?baud=115200")
            scanner.read()
        scanner.read()
        scanner.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize(
    "url",
    ["", "none", "serial:", "serial:ttyACM0", "usb:/dev/x", "serial:/dev/x?flow=1", "none:x"],
)
def test_wrong_address(url: str) -> None:
    """A wrong address is refused with a sentence that says what would be right."""
    with pytest.raises(ValueError, match="A scanner is serial:/dev/DEVICE"):
        open_scanner(url)


def test_wrong_baud() -> None:
    """A speed that is no number is refused."""
    with pytest.raises(ValueError, match="whole number"):
        open_scanner("serial:/dev/x?baud=fast")
