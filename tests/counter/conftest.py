"""A clerk at a counter of the house, and the window in front of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

import counter
from counter.desk import DeskScreen
from waiting_room.ui.hand import accessible_name, press

QML = Path(counter.__file__).parent / "qml"


class Clerk:
    """One counter's screen; each thing done waits for what follows from it."""

    def __init__(
        self, house: Any, memory: QSettings, client: str, counter: str, clerk: str, language: str
    ) -> None:
        self.house = house
        self.link = house.link(client)
        self.screen = DeskScreen(
            self.link,
            house.home,
            memory,
            counter=counter,
            clerk=clerk,
            language=language,
            clock=house.now,
        )
        self.screen.begin()
        house.pass_time()

    def do(self, slot: str, *arguments: str) -> None:
        """Do something, and see what follows."""
        getattr(self.screen, slot)(*arguments)
        self.house.pass_time(0.1)

    def wait(self, seconds: float) -> None:
        """Let time pass; the clock on the screen moves on."""
        self.house.pass_time(seconds)
        self.screen.timerEvent(None)

    @property
    def number(self) -> str:
        """The number in front of the clerk, as issued."""
        return str(self.screen.ticket["number"]).replace("\u202f", "")

    def numbers(self, rows: str) -> list[str]:
        """List the numbers in a panel, as issued."""
        model = getattr(self.screen, rows)
        return [model[row]["ticket"] for row in range(len(model))]


@pytest.fixture
def memory(tmp_path: Path) -> Callable[[str], QSettings]:
    """Give what a counter's PC remembers, also after its program has ended."""
    return lambda client: QSettings(str(tmp_path / f"{client}.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def sit_down(
    qapp: Any, house: Any, memory: Callable[[str], QSettings]
) -> Iterator[Callable[..., Clerk]]:
    """Let a clerk sit down at a counter; it is open unless told otherwise."""
    clerks: list[Clerk] = []

    def sit(
        counter: str = "1",
        client: str = "counter-1",
        *,
        clerk: str = "",
        language: str = "en",
        opened: bool = True,
    ) -> Clerk:
        sitting = Clerk(house, memory(client), client, counter, clerk, language)
        clerks.append(sitting)
        if opened:
            sitting.do("openCounter")
        return sitting

    yield sit
    clerks.clear()


class Window:
    """The clerk's window, used by name and by key as a person would."""

    def __init__(self, qtbot: Any, clerk: Any, window: Any, hand: Any) -> None:
        self.qtbot, self.clerk, self.window, self.hand = qtbot, clerk, window, hand

    def tap(self, name: str) -> None:
        """Press what has this name."""
        self.qtbot.waitUntil(lambda: self.hand.find(name) is not None)
        press(self.window, self.hand.find(name))
        self.clerk.wait(0.1)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, perhaps with another one held."""
        QTest.keyClick(self.window, key, held)
        self.clerk.wait(0.1)

    def focused(self) -> str:
        """Name what the keyboard would press."""
        item = self.window.activeFocusItem()
        return accessible_name(item) if item else ""


@pytest.fixture
def sit_at_window(
    qtbot: Any, sit_down: Callable[..., Any], show_window: Callable[..., Any]
) -> Callable[..., Window]:
    """Open the window of a clerk who sits down."""

    def sit(*arguments: str, size: str = "980x360", **named: Any) -> Window:
        clerk = sit_down(*arguments, **named)
        window, hand = show_window(clerk.screen, QML, "Counter", size)
        window.requestActivate()
        qtbot.waitUntil(window.isActive)
        return Window(qtbot, clerk, window, hand)

    return sit
