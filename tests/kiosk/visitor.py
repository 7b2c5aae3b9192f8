"""Somebody in front of the kiosk, and the paper in a test's hand."""

from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from hardware.framing import Flaw, Scan
from hardware.outcome import Outcome, Result
from hardware.slip import Slip
from kiosk.devices import Devices
from kiosk.visit import VisitScreen
from waiting_room.ui import run
from waiting_room.ui.hand import accessible_name, press
from waiting_room.wire.link import Link
from waiting_room.wire.loopback import LoopbackHome

from .place import Place

OUT = "This machine cannot give out numbers at the moment."
"""What is read of a kiosk whose disk is in the way."""

QML = Path(run.__file__).parents[2] / "kiosk" / "qml"


class Paper(Devices):
    """A printer and a scanner in the hand of a test: it says what becomes of each slip."""

    def __init__(self, link: Link, home: LoopbackHome) -> None:
        super().__init__(link, home)
        self.slips: list[Slip] = []
        self.outcome: Outcome | None = Outcome(Result.PRINTED)
        self._later: list[Callable[[Outcome], None]] = []

    def print(self, slip: Slip, ended: Callable[[Outcome], None]) -> None:
        """See Devices."""
        self.slips.append(slip)
        self._later.append(ended)
        if self.outcome is not None:
            self.end(self.outcome)

    def end(self, outcome: Outcome) -> None:
        """Say what became of the slip that was printed last."""
        self._later.pop()(outcome)

    def scan(self, code: str, flaw: Flaw | None = None) -> None:
        """Hold a code under the scanner."""
        self._scanned(Scan(code, flaw=flaw))


class Visitor:
    """Somebody in front of the kiosk."""

    def __init__(self, place: Place, screen: VisitScreen) -> None:
        self.place = place
        self.screen = screen
        self._engine = run.load(screen, QML, "Kiosk")
        window = self._engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.theme = self._engine.singletonInstance("Ui", "Theme")
        self.theme.setProperty("lessMotion", True)
        self.resize("1920x1080")
        self.wait()

    def resize(self, size: str) -> None:
        """Turn the screen."""
        run.show(self.window, size)
        self.settle()

    def settle(self) -> None:
        """Let Qt lay out what changed."""
        for _ in range(3):
            QGuiApplication.processEvents()
        self.window.grabWindow()

    def wait(self, seconds: float = 0.5) -> None:
        """Let time pass."""
        self.place.home.advance(seconds)
        self.settle()

    def find(self, name: str) -> object:
        """Find what is visible under a name, or under what the screen says for it; else None."""
        names = {name, self.screen.words.say(name)}
        return next(
            (i for i in seen(self.window.contentItem()) if accessible_name(i) in names), None
        )

    def tap(self, name: str, times: int = 1) -> None:
        """Tap what is visible under a name, as often as said before the screen can change."""
        item = self.find(name)
        assert item is not None, f'there is no "{name}" in {self.reads()}'
        for _ in range(times):
            press(self.window, item)
        self.wait()

    def take(self) -> str:
        """Take a ticket for papers; gives its number as it is shown."""
        self.tap("Hand in papers")
        self.tap("Yes, take a ticket")
        number = str(self.screen.ticket.number).replace("\u202f", "")
        self.tap("Done")
        return number

    def reads(self) -> list[str]:
        """List what can be read."""
        return [
            text
            for item in seen(self.window.contentItem())
            if (text := str(item.property("text") or accessible_name(item)))
        ]

    def close(self) -> None:
        """Close the window before its screen goes."""
        self.window.close()
        # The direction of reading is the application's own, and the next test's.
        self.screen.speak("en")
        # Bindings must not see their screen go: the engine ends first.
        shiboken6.delete(self._engine)


def first_visitor(place: Place, devices: Devices) -> Visitor:
    """Let the kiosk begin, and then the rest of its place; gives who stands in front of it."""
    screen = place.screen(devices)
    screen.begin()
    place.open()
    return Visitor(place, screen)


def seen(item):  # type: ignore[no-untyped-def] # QQuickItem to its visible descendants
    if not item.isVisible() or item.opacity() == 0:
        return
    yield item
    for child in item.childItems():
        yield from seen(child)
