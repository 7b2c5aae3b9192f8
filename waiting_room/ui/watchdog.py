"""The watchdog: systemd hears that a program lives only after it has painted a frame."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtQuick import QQuickWindow

from waiting_room.wire.systemd import Systemd


class Watchdog(QObject):
    """Has a frame painted whenever systemd should be fed, and feeds it once that is done.

    Whatever blocks this thread, the painting or the compositor ends the feeding; so does `is_well`,
    which is asked on this thread. The first frame says that the program is up.
    """

    def __init__(
        self, window: QQuickWindow, systemd: Systemd, is_well: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(window)
        self._window = window
        self._systemd = systemd
        self._is_well = is_well
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask_for_frame)

    def begin(self) -> None:
        """Wait for the first frame."""
        self._window.frameSwapped.connect(self._first_painted, ONCE)
        self._window.update()

    @Slot()
    def _first_painted(self) -> None:
        self._systemd.ready()
        if self._systemd.feed_every_s is not None:
            self._painted()

    @Slot()
    def _painted(self) -> None:
        if self._is_well():
            self._systemd.feed()
        assert self._systemd.feed_every_s is not None, "only then anybody waits to be fed"
        self._timer.start(round(self._systemd.feed_every_s * 1000))

    def _ask_for_frame(self) -> None:
        self._window.frameSwapped.connect(self._painted, ONCE)
        self._window.update()


# A frame may be painted on a thread of its own; what follows belongs to the window's.
ONCE = Qt.ConnectionType(
    Qt.ConnectionType.QueuedConnection.value | Qt.ConnectionType.SingleShotConnection.value
)
