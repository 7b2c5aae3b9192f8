import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import delete

from waiting_room.ui.hand import Hand, press
from waiting_room.ui.run import SHARED_QML

PAGE = """
import QtQuick
import Ui
Window {
    id: root
    property int pressed: 0
    width: 300; height: 200; visible: true
    Column {
        ActionButton { text: "Go"; onClicked: root.pressed += 1 }
        ActionButton { text: "Closed"; enabled: false; onClicked: root.pressed += 100 }
        ActionButton { text: "Hidden"; visible: false; onClicked: root.pressed += 100 }
        Words { text: "Pressed " + root.pressed }
        OfflineNotice { text: "No link" }
    }
}
"""


@pytest.fixture
def window(qapp: Any, tmp_path: Path) -> Iterator[QQuickWindow]:
    """A window with something to press."""
    folder = tmp_path / "Page"
    folder.mkdir()
    (folder / "Main.qml").write_text(PAGE, "utf-8")
    (folder / "qmldir").write_text("module Page\nMain 1.0 Main.qml\n", "utf-8")
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(SHARED_QML))
    engine.addImportPath(str(tmp_path))
    engine.loadFromModule("Page", "Main")
    shown = engine.rootObjects()[0]
    assert isinstance(shown, QQuickWindow)
    yield shown
    delete(engine)


@pytest.fixture
def hand(window: QQuickWindow, tmp_path: Path) -> Iterator[Hand]:
    """A hand at that window."""
    made = Hand(tmp_path / "hand", window)
    yield made
    made.close()


def ask(qtbot: Any, folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Ask over the socket, as another program does."""
    socket = QLocalSocket()
    socket.connectToServer(str(folder / "hand"))
    socket.write(json.dumps(asked).encode() + b"\n")
    qtbot.waitUntil(socket.canReadLine)
    answer: dict[str, Any] = json.loads(bytes(socket.readLine().data()))
    socket.disconnectFromServer()
    return answer


def test_a_tap_presses_once(window: QQuickWindow, hand: Hand) -> None:
    """What has the name is pressed once, in its middle."""
    item = hand.find("Go")
    assert item is not None
    press(window, item)
    assert window.property("pressed") == 1


def test_what_cannot_be_pressed(hand: Hand) -> None:
    """What is disabled, hidden or not there is not found."""
    assert [hand.find(name) for name in ("Closed", "Hidden", "Nowhere")] == [None, None, None]


def test_what_can_be_read(hand: Hand) -> None:
    """Names and texts are listed as they are seen, hidden ones not."""
    names = hand.names()
    assert {"Go", "Closed", "Pressed 0", "No link"} <= set(names)
    assert "Hidden" not in names


def test_over_the_socket(qtbot: Any, window: QQuickWindow, hand: Hand, tmp_path: Path) -> None:
    """A line of JSON asks, a line answers: tap, read, and a picture."""
    assert ask(qtbot, tmp_path, {"tap": "Go"}) == {"ok": True}
    assert "Pressed 1" in ask(qtbot, tmp_path, {"read": True})["seen"]
    missed = ask(qtbot, tmp_path, {"tap": "Nowhere"})
    assert not missed["ok"]
    assert "Go" in missed["seen"]
    picture = tmp_path / "shot.png"
    assert ask(qtbot, tmp_path, {"shot": str(picture)}) == {"ok": True}
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_socket_that_cannot_be(window: QQuickWindow, tmp_path: Path) -> None:
    """A hand that cannot listen says where it wanted to."""
    with pytest.raises(OSError, match="cannot listen on"):
        Hand(tmp_path / "no" / "such" / "folder", window)
