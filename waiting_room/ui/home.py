"""Qt's main thread as a program's home: calls from other threads arrive as a queued signal."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid


class QtTimer:
    """A call that was put off."""

    def __init__(self, timer: QTimer) -> None:
        self._timer = timer

    def cancel(self) -> None:
        """See Timer; once the call was made Qt has deleted its timer."""
        if isValid(self._timer):
            self._timer.stop()
            # One that never fires would stay for as long as the home does.
            self._timer.deleteLater()


class QtHome(QObject):
    """The thread that this object was made on."""

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked.connect(self._make, Qt.ConnectionType.QueuedConnection)

    def soon(self, call: Callable[[], None]) -> None:
        """See Home."""
        self._asked.emit(call)

    def later(self, delay_s: float, call: Callable[[], None]) -> QtTimer:
        """See Home."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(call)
        timer.timeout.connect(timer.deleteLater)
        timer.start(round(delay_s * 1000))
        return QtTimer(timer)

    @Slot(object)
    def _make(self, call: Callable[[], None]) -> None:
        call()
