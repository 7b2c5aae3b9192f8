"""QR: a text as the squares of a QR code, and the item that draws them crisply in QML."""

from functools import lru_cache

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from hardware.code_picture import code_modules

QML_IMPORT_NAME = "KioskItems"
QML_IMPORT_MAJOR_VERSION = 1

QUIET_MODULES = 4
"""The white edge that the standard asks for, in squares."""


@lru_cache(maxsize=4)
def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Give the rows of a QR code with its white edge; True is black."""
    return code_modules(text, edge=QUIET_MODULES)


@QmlElement
class QrItem(QQuickPaintedItem):
    """Draws a text as a QR code, black on white whatever the theme, each square whole pixels."""

    textChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setFillColor(Qt.GlobalColor.white)

    def paint(self, painter: QPainter) -> None:
        """See QQuickPaintedItem."""
        if not self._text:
            return
        rows = squares(self._text)
        side = int(min(self.width(), self.height())) // len(rows)
        left = (int(self.width()) - side * len(rows)) // 2
        top = (int(self.height()) - side * len(rows)) // 2
        for y, row in enumerate(rows):
            for x, black in enumerate(row):
                if black:
                    painter.fillRect(
                        left + x * side, top + y * side, side, side, Qt.GlobalColor.black
                    )

    def _get_text(self) -> str:
        return self._text

    def _set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.textChanged.emit()
            self.update()

    text = Property(str, _get_text, _set_text, notify=textChanged)
