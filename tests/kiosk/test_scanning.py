import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QCoreApplication, QThread, QTimer
from pytestqt.qtbot import QtBot

from hardware.emulator.pty_line import VirtualScanner
from hardware.framing import Flaw, Scan
from hardware.port_scanner import REOPEN_S
from hardware.scanner import open_scanner
from kiosk.scanning import LOOK_EVERY_MS, HeardScanner

LOOKS_PER_S = 1000 / LOOK_EVERY_MS


class Ear:
    """Hears what a scanner says, and how often it was asked."""

    def __init__(self, url: str) -> None:
        self.scans: list[Scan] = []
        self.plugged: list[bool] = []
        self.asked = 0
        self.threads: set[bool] = set()
        scanner = open_scanner(url)
        read = scanner.read

        def counted() -> list[Scan]:
            self.asked += 1
            return read()

        scanner.read = counted  # type: ignore[method-assign]
        self.heard = HeardScanner(scanner, self.hear, self.plugged.append)
        self.heard.open()

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
    ear = Ear(f"serial:{link}")
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


def test_busy_screen(ear: Ear, link: Path, qtbot: QtBot) -> None:
    """A code of which one half came while the screen was busy is one code."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        qtbot.waitUntil(lambda: ear.plugged[-1])
        far.send(b"]Q1AAAA-")
        asked = ear.asked
        qtbot.waitUntil(lambda: ear.asked > asked)
        far.send(b"0001\r")
        busy_until = time.monotonic() + 0.4
        while time.monotonic() < busy_until:
            pass
        qtbot.waitUntil(lambda: bool(ear.scans))
    assert ear.scans == [Scan("AAAA-0001", "]Q1")]


def test_no_spinning(ear: Ear, link: Path, qtbot: QtBot) -> None:
    """A scanner that is idle, or was pulled, keeps the processor no busier than the looks do."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        qtbot.waitUntil(lambda: ear.plugged[-1])
        asked, used = ear.asked, time.process_time()
        qtbot.wait(500)
        assert ear.asked - asked <= LOOKS_PER_S / 2 + 2
    qtbot.waitUntil(lambda: not ear.plugged[-1])
    asked = ear.asked
    qtbot.wait(500)
    assert ear.asked - asked <= LOOKS_PER_S / 2 + 2
    assert time.process_time() - used < 0.3


def test_endless_noise(qtbot: QtBot, tmp_path: Path) -> None:
    """A scanner that never stops sending leaves the screen time for its own work."""
    pipe = tmp_path / "scanner"
    ear = Ear(f"virtual:{pipe}")
    ended = threading.Event()

    def flood() -> None:
        with pipe.open("wb", buffering=0) as opened:
            while not ended.is_set():
                opened.write(b"\xff" * 4096)

    noise = threading.Thread(target=flood)
    noise.start()
    ticks: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start(10)
    qtbot.wait(500)
    ended.set()
    asked = ear.asked
    qtbot.waitUntil(lambda: not noise.is_alive())
    ear.heard.close()
    assert asked > 100
    assert len(ticks) >= 20


def test_closed(qtbot: QtBot, link: Path) -> None:
    """A scanner that was given back is asked no more, whoever gets its descriptor next."""
    with VirtualScanner() as far:
        link.symlink_to(far.path)
        ear = Ear(f"serial:{link}")
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
    ear = Ear(f"virtual:{pipe}")
    pipe.write_text("AAAA-0001\n")
    qtbot.waitUntil(lambda: len(ear.scans) == 1)
    pipe.write_text("]Q1AAAA-0002\n")
    qtbot.waitUntil(lambda: len(ear.scans) == 2)
    asked = ear.asked
    qtbot.wait(300)
    assert ear.asked - asked <= 5, "nobody writes, so there is nothing to read"
    ear.heard.close()
    assert ear.scans == [Scan("AAAA-0001"), Scan("AAAA-0002", "]Q1")]
    assert ear.plugged == [True]


def test_virtual_scanner_of_no_pipe(qtbot: QtBot, tmp_path: Path) -> None:
    """A virtual scanner takes no file for a pipe that is none."""
    (tmp_path / "scanner").write_text("kept")
    ear = Ear(f"virtual:{tmp_path / 'scanner'}")
    qtbot.wait(round(REOPEN_S * 1000))
    ear.heard.close()
    assert ear.plugged == [False]
    assert (tmp_path / "scanner").read_text() == "kept"


def test_camera_is_heard(qtbot: QtBot, tmp_path: Path) -> None:
    """A code that a camera sees arrives on Qt's own thread, once."""
    drawn = zxingcpp.create_barcode("AAAA-0001", zxingcpp.BarcodeFormat.QRCode)
    Image.fromarray(drawn.to_image(scale=5, add_quiet_zones=True)).save(tmp_path / "1.png")
    ear = Ear(f"camera:{tmp_path}")
    qtbot.waitUntil(lambda: bool(ear.scans))
    qtbot.wait(300)
    ear.heard.close()
    assert ear.scans == [Scan("AAAA-0001", "]Q1")]
    assert ear.threads == {True}
    assert ear.plugged[-1] is True
