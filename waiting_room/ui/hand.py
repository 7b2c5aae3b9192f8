"""The hand: touches a running program as a person would, for the demo and for tests.

A line of JSON over a local socket asks, a line answers. `{"tap": NAME}` presses whatever is
visible under that accessible name, with real pointer events at its middle; `{"where": NAME}` tells
where that is on the screen, `{"read": true}` lists what can be read, `{"shot": FILE}` saves a
picture. Nothing of this is there without `--hand`.
"""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QMouseEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtQuick import QQuickItem, QQuickWindow


class Hand(QObject):
    """Listens on a local socket that only this user can open."""

    def __init__(self, socket: Path, window: QQuickWindow) -> None:
        super().__init__()
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(str(socket))
        if not self._server.listen(str(socket)):
            raise OSError(f"cannot listen on {socket}: {self._server.errorString()}")
        self._server.newConnection.connect(self._connected)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _connected(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            asked = json.loads(bytes(socket.readLine().data()))
            socket.write(json.dumps(self._do(asked)).encode() + b"\n")
            socket.flush()

    def _do(self, asked: dict[str, Any]) -> dict[str, Any]:
        if "tap" in asked:
            item = self.find(asked["tap"])
            if item is None:
                return {"ok": False, "seen": self.names()}
            press(self._window, item)
            return {"ok": True}
        if "where" in asked:
            item = self.find(asked["where"])
            if item is None:
                return {"ok": False, "seen": self.names()}
            middle = self._window.mapToGlobal(middle_of(item)).toPoint()
            return {"ok": True, "x": middle.x(), "y": middle.y()}
        if "shot" in asked:
            return {"ok": self._window.grabWindow().save(asked["shot"])}
        return {"ok": True, "seen": self.names()}

    def find(self, name: str) -> QQuickItem | None:
        """Find what is visible and enabled under an accessible name."""
        for item in _visible(self._window.contentItem()):
            if item.isEnabled() and accessible_name(item) == name:
                return item
        return None

    def names(self) -> list[str]:
        """List the accessible names and texts that are visible now."""
        seen = (
            accessible_name(i) or i.property("text") for i in _visible(self._window.contentItem())
        )
        return [str(name) for name in seen if name]


def press(window: QQuickWindow, item: QQuickItem) -> None:
    """Press and release the middle of an item, through the window, as a pointer does."""
    middle = middle_of(item)
    for kind, buttons in (
        (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(
            kind,
            middle,
            window.mapToGlobal(middle),
            Qt.MouseButton.LeftButton,
            buttons,
            Qt.KeyboardModifier.NoModifier,
        )
        QGuiApplication.sendEvent(window, event)


def middle_of(item: QQuickItem) -> QPointF:
    """Give the middle of an item in its window."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def accessible_name(item: QQuickItem) -> str:
    """Give the name that a screen reader would say."""
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _visible(item: QQuickItem) -> list[QQuickItem]:
    if not item.isVisible() or item.opacity() == 0:
        return []
    found = [item]
    for child in item.childItems():
        found += _visible(child)
    return found
