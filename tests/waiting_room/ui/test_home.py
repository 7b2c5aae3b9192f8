from threading import Thread, current_thread
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent

from waiting_room.ui.home import QtHome


def test_calls_from_other_threads(qtbot: Any) -> None:
    """A call from another thread is made on the home thread, in order."""
    home = QtHome()
    made: list[tuple[int, str]] = []

    def ask() -> None:
        for number in range(3):
            home.soon(lambda n=number: made.append((n, current_thread().name)))

    other = Thread(target=ask)
    other.start()
    other.join()
    assert made == []
    qtbot.waitUntil(lambda: len(made) == 3)
    assert made == [(n, current_thread().name) for n in range(3)]


def test_a_call_is_put_off(qtbot: Any) -> None:
    """A call that was put off is made once."""
    home = QtHome()
    made: list[str] = []
    home.later(0.001, lambda: made.append("now"))
    assert made == []
    qtbot.waitUntil(lambda: made == ["now"])


def test_a_cancelled_call(qtbot: Any) -> None:
    """A cancelled call is not made, while a later one is."""
    home = QtHome()
    made: list[str] = []
    home.later(0.001, lambda: made.append("cancelled")).cancel()
    home.later(0.002, lambda: made.append("other"))
    qtbot.waitUntil(lambda: bool(made))
    assert made == ["other"]


def test_cancelling_too_late(qtbot: Any) -> None:
    """Cancelling after the call was made is harmless, also when Qt has deleted the timer."""
    home = QtHome()
    made: list[str] = []
    timer = home.later(0.0, lambda: made.append("now"))
    qtbot.waitUntil(lambda: bool(made))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    timer.cancel()
