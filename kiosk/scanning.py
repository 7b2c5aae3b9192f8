"""Scanning: hears the barcode scanner in Qt's own loop, and finds it again when it is replugged."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from hardware.framing import Scan
from hardware.scanner import Scanner

LOOK_EVERY_MS = 100


class HeardScanner(QObject):
    """Hands on each scan; tells when the scanner comes or goes."""

    def __init__(
        self,
        scanner: Scanner,
        scanned: Callable[[Scan], None],
        told: Callable[[bool], None],
    ) -> None:
        super().__init__()
        self._scanner = scanner
        self._scanned = scanned
        self._told = told
        self._plugged: bool | None = None
        self._notifier = QSocketNotifier(scanner.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read)

    def open(self) -> None:
        """Begin to hear."""
        self._timer.start(LOOK_EVERY_MS)
        self._read()

    def close(self) -> None:
        """Hear no more and give the scanner back."""
        self._timer.stop()
        # Before the descriptor closes, or the loop would spin on a dead one.
        self._notifier.setEnabled(False)
        self._scanner.close()

    def _read(self) -> None:
        for scan in self._scanner.read():
            self._scanned(scan)
        if self._scanner.plugged is not self._plugged:
            self._plugged = self._scanner.plugged
            self._told(self._plugged)
