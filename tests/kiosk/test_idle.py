from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.idle import Idle
from waiting_room.rules.commands import CheckIn
from waiting_room.ui.home import QtHome
from waiting_room.wire.loopback import LoopbackHome
from waiting_room.wire.token import mint_token


def test_counts_asks_and_ends() -> None:
    """A countdown is heard each second, asks in its last part, and ends once."""
    home, heard, ended = LoopbackHome(), [], []
    idle = Idle(home, lambda: heard.append((idle.left_s, idle.asking)), lambda: ended.append(1))
    idle.start(4, 2)
    home.advance(10)
    assert heard == [(4, False), (3, False), (2, True), (1, True)]
    assert ended == [1]


def test_touch_begins_anew() -> None:
    """A touch begins anew, but not while the question stands; its answer does."""
    home, ended = LoopbackHome(), []
    idle = Idle(home, lambda: None, lambda: ended.append(1))
    idle.start(4, 2)
    home.advance(1)
    idle.touched()
    assert idle.left_s == 4
    home.advance(3)
    idle.touched()
    assert idle.left_s == 1
    idle.stay()
    assert idle.left_s == 4
    assert not ended


def test_stopped() -> None:
    """A countdown that is stopped never ends."""
    home, ended = LoopbackHome(), []
    idle = Idle(home, lambda: None, lambda: ended.append(1))
    idle.start(2)
    idle.stop()
    idle.touched()
    idle.stay()
    home.advance(10)
    assert not ended


def test_touches_do_not_add_up(qapp: QGuiApplication, qtbot: QtBot) -> None:
    """However often the countdown begins anew, Qt keeps one timer for it, and none at its end."""
    home = QtHome()
    idle = Idle(home, lambda: None, lambda: None)
    for _ in range(100):
        idle.start(60)

    def timers() -> int:
        return len(home.findChildren(QTimer))

    qtbot.waitUntil(lambda: timers() == 1)
    fired: list[int] = []
    short = home.later(0, lambda: fired.append(1))
    qtbot.waitUntil(lambda: fired == [1] and timers() == 1)
    short.cancel()
    idle.stop()
    qtbot.waitUntil(lambda: timers() == 0)


def test_tokens() -> None:
    """Tokens are 26 signs, as the hub wants them, and never the same."""
    tokens = {mint_token() for _ in range(1000)}
    assert len(tokens) == 1000
    for token in tokens:
        CheckIn(code="x", token=token)
