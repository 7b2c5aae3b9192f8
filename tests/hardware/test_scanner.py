import select
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.emulator.pty_line import VirtualScanner
from hardware.framing import IDLE_S, Flaw, Scan
from hardware.port_scanner import REOPEN_S, PortScanner
from hardware.scanner import Scanner, open_scanner
from hardware.serial_port import READ_MAX, SerialPort

from .conftest import Clock, look, wait_for_threads


@pytest.fixture
def link(tmp_path: Path) -> Path:
    """The name under which udev would show the scanner."""
    return tmp_path / "kiosk-scanner"


@pytest.fixture
def scanner(link: Path, clock: Clock) -> Iterator[PortScanner]:
    scanner = PortScanner(lambda: SerialPort(link, 9600), clock)
    yield scanner
    scanner.close()


def ready(scanner: Scanner, timeout_s: float = 5.0) -> bool:
    return bool(select.select([scanner], [], [], timeout_s)[0])


def test_codes_arrive(scanner: PortScanner, link: Path) -> None:
    """A code makes the descriptor readable and is read; then the descriptor is quiet again."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        assert look(scanner) == []
        assert scanner.plugged
        assert not ready(scanner, 0)
        for number in range(50):
            far.scan(f"code {number}")
            assert ready(scanner)
            assert scanner.read() == [Scan(f"code {number}", "]Q1")]
        assert not ready(scanner, 0)


def test_unplugged_and_plugged_in(scanner: PortScanner, link: Path, clock: Clock) -> None:
    """Pulling the plug is seen at once and keeps nobody busy; plugged in again, codes arrive."""
    descriptor = scanner.fileno()
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        look(scanner)
        far.send(b"ha")
        assert ready(scanner)
        scanner.read()
    assert ready(scanner)
    assert scanner.read() == []
    assert not scanner.plugged
    assert not ready(scanner, 0)
    link.unlink()
    clock.now += REOPEN_S
    assert look(scanner) == []
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        look(scanner)
        assert not scanner.plugged
        clock.now += REOPEN_S
        look(scanner)
        assert scanner.plugged
        far.scan("again")
        assert ready(scanner)
        assert scanner.read() == [Scan("again", "]Q1")]
    assert scanner.fileno() == descriptor


def test_back_to_back(scanner: PortScanner, link: Path) -> None:
    """Two codes that arrive at once are two codes."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        look(scanner)
        far.send(b"]Q1one\r\n]Q1two\r\n")
        assert ready(scanner)
        assert scanner.read() == [Scan("one", "]Q1"), Scan("two", "]Q1")]


def test_unplugged_in_mid_code(scanner: PortScanner, link: Path, clock: Clock) -> None:
    """What came of a code before the plug was pulled is no part of the next one."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        look(scanner)
        far.send(b"]Q1AAAA-")
        assert ready(scanner)
        assert scanner.read() == []
    assert scanner.read() == []
    link.unlink()
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        clock.now += REOPEN_S
        assert look(scanner) == []
        far.send(b"BBBB-0002\r")
        assert ready(scanner)
        assert scanner.read() == [Scan("BBBB-0002")]


def test_endless_noise(scanner: PortScanner, link: Path) -> None:
    """A scanner that never stops sending does not keep its reader: a call takes one portion."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        look(scanner)
        for _ in range(3):
            far.send(b"x\r" * 1000)
        assert ready(scanner)
        assert len(scanner.read()) <= READ_MAX // 2
        assert ready(scanner)


def test_scanner_without_end_mark(scanner: PortScanner, link: Path, clock: Clock) -> None:
    """The regular calls tell a code that nothing ended."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        look(scanner)
        far.send(b"]Q1open")
        assert ready(scanner)
        assert scanner.read() == []
        clock.now += IDLE_S
        assert scanner.read() == [Scan("open", "]Q1", Flaw.PARTIAL)]


def test_scanner_taken(scanner: PortScanner, link: Path, clock: Clock) -> None:
    """A scanner that another program has open is not opened a second time."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        other = PortScanner(lambda: SerialPort(link, 9600), clock)
        look(other)
        look(scanner)
        assert (other.plugged, scanner.plugged) == (True, False)
        other.close()
        wait_for_threads()
        clock.now += REOPEN_S
        look(scanner)
        assert scanner.plugged


def test_not_a_serial_port(scanner: PortScanner, link: Path) -> None:
    """A file that is no serial port counts as no scanner."""
    link.write_text("no port")
    assert look(scanner) == []
    assert not scanner.plugged


def test_no_scanner() -> None:
    """Where there is no scanner nothing is ever read."""
    scanner = open_scanner("none:")
    assert look(scanner) == []
    assert not scanner.plugged
    assert not ready(scanner, 0)
    scanner.close()


def test_no_descriptor_left() -> None:
    """Opening, unplugging and closing leave no descriptor behind."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with VirtualScanner() as far:
            scanner = open_scanner(f"serial:{far.path}?baud=115200")
            look(scanner)
        scanner.read()
        scanner.close()
    wait_for_threads()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize(
    "url",
    [
        "serial:/dev/ttyACM0",
        "usb:0c2e:0206?baud=115200",
        "keyboard:05e0:1200?layout=de",
        "keyboard:/dev/input/by-id/usb-Scanner-event-kbd",
        "camera:046d:0825",
        "camera:/dev/v4l/by-id/usb-Camera-video-index0",
        "none:",
    ],
)
def test_scanner_that_is_not_there_yet(url: str) -> None:
    """An address can be opened before its scanner is plugged in."""
    scanner = open_scanner(url)
    assert scanner.read() == []
    assert not scanner.plugged
    scanner.close()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "no scanner"),
        ("none", "no scanner"),
        ("laser:/dev/x", "no scanner"),
        ("serial:", "whole path"),
        ("serial:ttyACM0", "whole path"),
        ("serial:/dev/x?flow=1", "no option “flow”"),
        ("serial:/dev/x?baud", "name=value"),
        ("serial:/dev/x?baud=fast", "baud is a whole number"),
        ("serial:/dev/x?baud=0", "baud is a whole number"),
        ("serial:/dev/x?baud=4294967296", "baud is a whole number"),
        ("serial:/dev/\0", "cannot be seen"),
        ("usb:/dev/x", "USB id"),
        ("usb:0c2e", "USB id"),
        ("keyboard:", "USB id or a whole path"),
        ("keyboard:0c2e:0206?layout=fr", "layout is us or de"),
        ("camera:", "USB id or a path"),
        ("camera:/dev/video0?size=9", "no option “size”"),
        ("virtual:", "a pipe"),
        ("none:x", "nothing follows"),
    ],
)
def test_wrong_address(url: str, reason: str) -> None:
    """A wrong address is refused with what is wrong and what would be right."""
    with pytest.raises(ValueError, match=f"(?s){reason}.*A scanner is usb:VENDOR:PRODUCT"):
        open_scanner(url)
