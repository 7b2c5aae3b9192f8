import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QThread, QTimer
from pytestqt.qtbot import QtBot

from hardware.emulator.pty_line import VirtualScanner
from hardware.framing import IDLE_S, Flaw, Scan
from hardware.port_scanner import REOPEN_S, PortScanner
from hardware.scanner import Scanner, open_scanner
from hardware.serial_port import SerialPort
from kiosk.scanning import LOOK_EVERY_MS, HeardScanner
from tests.hardware.pictures import code, held


class Ear:
    """Hears what a scanner says, and how often it was asked."""

    def __init__(self, scanner: Scanner) -> None:
        self.scans: list[Scan] = []
        self.plugged: list[bool] = []
        self.asked = 0
        self.looked = 0
        self.threads: set[bool] = set()
        read = scanner.read

        def counted() -> list[Scan]:
            self.asked += 1
            return read()

        scanner.read = counted  # type: ignore[method-assign]
        self.heard = HeardScanner(scanner, self.hear, self.plugged.append)
        self.heard._timer.timeout.connect(self.look)
        self.heard.open()

    def look(self) -> None:
        self.looked += 1

    def asked_beside(self, qtbot: QtBot) -> int:
        """Count how often it is asked beside some of the regular looks."""
        asked, looked = self.asked, self.looked
        qtbot.waitUntil(lambda: self.looked >= looked + 5)
        return self.asked - asked - (self.looked - looked)

    def hear(self, scan: Scan) -> None:
        self.scans.append(scan)
        app = QCoreApplication.instance()
        assert app is not None
        self.threads.add(QThread.currentThread() is app.thread())


@pytest.fixture
def link(tmp_path: Path) -> Path:
    """The name under which udev would show the scanner."""
    return tmp_path / "kiosk-scanner"


@pytest.fixture
def ear(qtbot: QtBot, link: Path) -> Iterator[Ear]:
    ear = Ear(open_scanner(f"serial:{link}"))
    yield ear
    ear.heard.close()


def test_replugged(ear: Ear, link: Path, qtbot: QtBot) -> None:
    """Qt's loop hears each code, that the scanner went, and that it came back."""
    for turn in range(3):
        with VirtualScanner() as far:
            link.symlink_to(far.path)
            qtbot.waitUntil(lambda: ear.plugged[-1])
            far.scan(f"code {turn}")
            qtbot.waitUntil(lambda turn=turn: len(ear.scans) == turn + 1)
            far.send(b"]Q1AAAA-")
        link.unlink()
        qtbot.waitUntil(lambda: not ear.plugged[-1])
    assert [scan.text for scan in ear.scans] == ["code 0", "code 1", "code 2"]
    assert ear.plugged == [False, *(True, False) * 3]


def test_code_without_end(ear: Ear, link: Path, qtbot: QtBot) -> None:
    """A code that nothing ends is told without another byte coming."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        qtbot.waitUntil(lambda: ear.plugged[-1])
        far.send(b"]Q1AAAA-0001")
        qtbot.waitUntil(lambda: bool(ear.scans))
    assert ear.scans == [Scan("AAAA-0001", "]Q1", Flaw.PARTIAL)]


def test_busy_screen(qtbot: QtBot) -> None:
    """A code of which one half came while the screen was busy is one code."""
    now_s = [100.0]
    with VirtualScanner() as far:
        ear = Ear(PortScanner(lambda: SerialPort(Path(far.path), 9600), lambda: now_s[0]))
        qtbot.waitUntil(lambda: ear.plugged[-1])
        far.send(b"]Q1AAAA-")
        asked = ear.asked
        qtbot.waitUntil(lambda: ear.asked > asked)
        far.send(b"0001\r")
        now_s[0] += 2 * IDLE_S
        qtbot.waitUntil(lambda: bool(ear.scans))
        ear.heard.close()
    assert ear.scans == [Scan("AAAA-0001", "]Q1")]


def test_no_spinning(ear: Ear, link: Path, qtbot: QtBot) -> None:
    """A scanner that is idle, or was pulled, is asked by the regular looks only."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        qtbot.waitUntil(lambda: ear.plugged[-1])
        assert ear.asked_beside(qtbot) == 0
    qtbot.waitUntil(lambda: not ear.plugged[-1])
    assert ear.asked_beside(qtbot) == 0


def test_endless_noise(qtbot: QtBot, tmp_path: Path) -> None:
    """A scanner that never stops sending leaves the screen time for its own work."""
    pipe = tmp_path / "scanner"
    ear = Ear(open_scanner(f"virtual:{pipe}"))
    ended = threading.Event()

    def flood() -> None:
        with pipe.open("wb", buffering=0) as opened:
            while not ended.is_set():
                opened.write(b"\xff" * 4096)

    qtbot.waitUntil(lambda: ear.plugged[-1])
    noise = threading.Thread(target=flood)
    noise.start()
    ticks: list[None] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(None))
    timer.start(10)
    qtbot.waitUntil(lambda: ear.asked > 100 and len(ticks) >= 20)
    ended.set()
    qtbot.waitUntil(lambda: not noise.is_alive())
    ear.heard.close()


def test_closed(qtbot: QtBot, link: Path) -> None:
    """A scanner that was given back is asked no more, whoever gets its descriptor next."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        ear = Ear(open_scanner(f"serial:{link}"))
        qtbot.waitUntil(lambda: ear.plugged[-1])
        ear.heard.close()
        read_end, write_end = os.pipe()
        os.write(write_end, b"x")
        asked = ear.asked
        qtbot.wait(3 * LOOK_EVERY_MS)
        assert ear.asked == asked
        os.close(read_end)
        os.close(write_end)


def test_virtual_scanner(qtbot: QtBot, tmp_path: Path) -> None:
    """What is written into a virtual scanner's pipe is scanned, and the pipe stays for the next."""
    pipe = tmp_path / "scanner"
    ear = Ear(open_scanner(f"virtual:{pipe}"))
    qtbot.waitUntil(lambda: ear.plugged[-1])
    pipe.write_text("AAAA-0001\n")
    qtbot.waitUntil(lambda: len(ear.scans) == 1)
    pipe.write_text("]Q1AAAA-0002\n")
    qtbot.waitUntil(lambda: len(ear.scans) == 2)
    assert ear.asked_beside(qtbot) == 0, "nobody writes, so there is nothing to read"
    ear.heard.close()
    assert ear.scans == [Scan("AAAA-0001"), Scan("AAAA-0002", "]Q1")]
    assert ear.plugged == [False, True]


def test_virtual_scanner_of_no_pipe(qtbot: QtBot, tmp_path: Path) -> None:
    """A virtual scanner takes no file for a pipe that is none."""
    (tmp_path / "scanner").write_text("kept")
    ear = Ear(open_scanner(f"virtual:{tmp_path / 'scanner'}"))
    qtbot.wait(round(REOPEN_S * 1000))
    ear.heard.close()
    assert ear.plugged == [False]
    assert (tmp_path / "scanner").read_text() == "kept"


def test_camera_is_heard(qtbot: QtBot, tmp_path: Path) -> None:
    """Each code that a camera sees arrives on Qt's own thread, once."""
    pipe = tmp_path / "camera"
    os.mkfifo(pipe)
    ear = Ear(open_scanner(f"camera:{pipe}"))
    qtbot.waitUntil(lambda: ear.plugged[-1])
    seen = [held(code(text)).tobytes() for text in ("AAAA-0001", "AAAA-0002")]
    frames = b"".join([seen[0], seen[0], seen[0], seen[1]])
    lens = threading.Thread(target=pipe.write_bytes, args=[frames])
    lens.start()
    qtbot.waitUntil(lambda: Scan("AAAA-0002", "]Q1") in ear.scans)
    ear.heard.close()
    lens.join()
    assert ear.scans == [Scan("AAAA-0001", "]Q1"), Scan("AAAA-0002", "]Q1")]
    assert ear.threads == {True}
