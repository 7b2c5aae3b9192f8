import gc
import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer

from waiting_room.ui.run import collect_garbage_here


class Knot(QObject):
    """A Qt object in a cycle, which tells on which thread it ends."""

    def __init__(self, ended_on: list[int]) -> None:
        super().__init__()
        self._me = self
        self._ended_on = ended_on

    def __del__(self) -> None:
        self._ended_on.append(threading.get_ident())


def test_garbage_ends_on_qts_own_thread(qapp: Any, qtbot: Any) -> None:
    """However much another thread allocates, a Qt object in a cycle ends on the main one."""
    ended_on: list[int] = []
    try:
        collect_garbage_here(qapp)
        Knot(ended_on)
        busy = threading.Thread(target=lambda: [[[]] for _ in range(200_000)])
        busy.start()
        busy.join()
        assert ended_on == []
        for timer in qapp.findChildren(QTimer):
            timer.setInterval(0)
        qtbot.waitUntil(lambda: ended_on != [])
    finally:
        gc.enable()
        for timer in qapp.findChildren(QTimer):
            timer.stop()
            timer.deleteLater()

    assert ended_on == [threading.get_ident()]
