import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtQuick import QQuickWindow

from tests.waiting_room.pid_one import FED, LIMIT_S, READY, PidOne
from waiting_room.ui.watchdog import Watchdog
from waiting_room.wire.systemd import Systemd

BLOCKED = """
import threading
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from waiting_room.ui.watchdog import Watchdog
from waiting_room.wire.systemd import take_systemd

app = QGuiApplication([])
window = QQuickWindow()
window.show()
Watchdog(window, take_systemd()).begin()

def block():
    threading.Thread(target=lambda: print("others run", flush=True)).start()
    threading.Event().wait()

QTimer.singleShot(800, block)
app.exec()
"""


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(pid_1: PidOne) -> Iterator[Start]:
    """Start Python as systemd would; whatever is left at the end is killed."""
    programs: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, *arguments]
        pipe = subprocess.PIPE
        programs.append(subprocess.Popen(command, env=pid_1.environment, stdout=pipe))
        return programs[-1]

    yield begin
    for program in programs:
        program.kill()
        program.communicate()


@pytest.fixture
def window(qapp: Any) -> Iterator[QQuickWindow]:
    window = QQuickWindow()
    yield window
    window.close()


def test_up_with_the_first_frame(window: QQuickWindow, pid_1: PidOne, qtbot: Any) -> None:
    """A window says nothing until it has painted; then that it is up, and after that it feeds."""
    Watchdog(window, Systemd(pid_1.place, LIMIT_S / 2)).begin()
    qtbot.wait(100)
    assert pid_1.heard() == []
    window.show()
    heard: list[bytes] = []
    qtbot.waitUntil(lambda: heard.extend(pid_1.heard()) or len(heard) >= 4)
    assert heard[:4] == [READY, FED, FED, FED]


def test_not_fed_without_a_frame(window: QQuickWindow, pid_1: PidOne, qtbot: Any) -> None:
    """A thread that lives but cannot paint does not feed; it does again with the next frame."""
    Watchdog(window, Systemd(pid_1.place, 0.02)).begin()
    window.show()
    qtbot.waitUntil(lambda: FED in pid_1.heard())
    window.hide()
    qtbot.wait(50)
    pid_1.heard()
    qtbot.wait(200)
    assert pid_1.heard() == []
    window.show()
    qtbot.waitUntil(lambda: FED in pid_1.heard())


def test_not_fed_while_something_is_not_well(
    window: QQuickWindow, pid_1: PidOne, qtbot: Any
) -> None:
    """Frames alone are not enough when a thread beside this one hangs."""
    asked: list[bool] = []
    Watchdog(window, Systemd(pid_1.place, 0.02), lambda: bool(asked.append(True))).begin()
    window.show()
    qtbot.waitUntil(lambda: len(asked) > 3)
    assert pid_1.heard() == [READY]


def test_a_unit_without_a_watchdog(window: QQuickWindow, pid_1: PidOne, qtbot: Any) -> None:
    """Where nobody waits to be fed the first frame says that the program is up, and that is all."""
    Watchdog(window, Systemd(pid_1.place)).begin()
    window.show()
    frames: list[bool] = []
    window.frameSwapped.connect(lambda: frames.append(True))
    qtbot.waitUntil(lambda: window.update() or len(frames) > 3)
    assert pid_1.heard() == [READY]


def test_a_blocked_gui_starves(pid_1: PidOne, start: Start) -> None:
    """A program whose GUI thread hangs is not fed, although it lives and its other threads run."""
    program = start("-c", BLOCKED)
    assert [pid_1.hear() for _ in range(3)] == [READY, FED, FED]
    assert program.stdout is not None
    assert program.stdout.readline() == b"others run\n"
    assert pid_1.starves()


@pytest.mark.parametrize("name", ["kiosk", "counter", "display"])
def test_each_program_feeds(pid_1: PidOne, start: Start, tmp_path: Path, name: str) -> None:
    """Kiosk, counter and wall feed with their own window, also without a broker, until stopped."""
    settings = tmp_path / "device.toml"
    settings.write_text(f'zone = "sued"\nclient = "{name}-1"\nport = 1\n')
    more = {"kiosk": ["--data", str(tmp_path)]}.get(name, [])
    program = start("-m", name, "--config", str(settings), "--window", "640x360", *more)
    assert [pid_1.hear() for _ in range(4)] == [READY, FED, FED, FED]
    program.send_signal(signal.SIGSTOP)
    assert pid_1.starves()
    program.send_signal(signal.SIGCONT)
    assert pid_1.hear() == FED
    program.terminate()
    assert program.wait(20) == 0
