"""One building for all tests: the example zone, a hub on a loopback broker, a still clock."""

import gc
import os
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

# Before Qt is imported anywhere: no screen is needed, and every machine draws alike.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

import pytest

from waiting_room.hub.hub import Hub
from waiting_room.hub.store import Store
from waiting_room.rules import commands as asked
from waiting_room.rules.booking import Booking
from waiting_room.rules.commands import Command
from waiting_room.rules.counter import Clerk
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.zone import Zone
from waiting_room.wire.connection import Will
from waiting_room.wire.link import Link
from waiting_room.wire.loopback import LoopbackBroker, LoopbackConnection, LoopbackHome
from waiting_room.wire.messages import Reply

EXAMPLE = Path(__file__).parents[1] / "waiting_room" / "example" / "zone.toml"
MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WILL = b'{"generation": 1, "instance": "test", "up": false, "schema_version": 1}'


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--gate` runs the long tests whole; without it each runs a tenth or less."""
    parser.addoption("--gate", action="store_true")


@pytest.fixture(scope="session")
def gate(pytestconfig: pytest.Config) -> bool:
    """Whether the long tests run whole."""
    return bool(pytestconfig.getoption("gate"))


def pytest_collection_finish() -> None:
    """Leave out of every later collection what was there before the first test."""
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """End a test's Qt objects on this thread.

    They live in cycles, and whatever thread allocates next would collect them: a QObject whose
    timers are stopped on another thread takes the whole run with it.
    """
    result = yield
    if "qapp" in getattr(item, "fixturenames", ()):
        gc.collect()
    return result


@pytest.fixture
def portion(gate: bool) -> Callable[[list[Any]], list[Any]]:
    """Take one in ten of many cases, always the same ones, and at least one; all in the gate."""

    def take(cases: list[Any]) -> list[Any]:
        return cases if gate else Random(0).sample(cases, -(-len(cases) // 10))

    return take


class House:
    """The example zone with a real hub; nothing happens until `pass_time` lets it."""

    def __init__(
        self,
        folder: Path,
        bookings: tuple[Booking, ...] = (),
        clerks: tuple[Clerk, ...] = (),
        **zone: Any,
    ) -> None:
        raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
        raw["zone"] |= zone
        raw["device"] += [{"id": f"counter-{n}", "role": "counter"} for n in range(2, 4)]
        self.zone = Zone.model_validate(raw | {"clerks": clerks})
        self.broker = LoopbackBroker()
        self.home = LoopbackHome()
        self._tokens = 0
        self._store = Store(folder / "sued.sqlite")
        self._store.open()
        self.hub_connection = LoopbackConnection(self.broker, self.home, Will("wm/sued/hub", WILL))
        self.room = WaitingRoom(self.zone)
        self.hub = Hub(
            self.room,
            self._store,
            self.hub_connection,
            self.home,
            instance="test",
            clock=self.now,
        )
        self.hub.open(bookings)
        self.kiosk = self.link("kiosk-1")
        self.pass_time()

    def now(self) -> datetime:
        """Give the time: nine on a Monday, and what has passed since."""
        return MONDAY_NINE + timedelta(seconds=self.home.now_s)

    def pass_time(self, seconds: float = 0.0) -> None:
        """Let time pass and everything happen that falls due."""
        self.home.advance(seconds)

    def link(self, client: str) -> Link:
        """Connect one more device."""
        connection = LoopbackConnection(self.broker, self.home)
        link = Link(
            connection, self.home, zone="sued", client=client, clock=lambda: self.home.now_s
        )
        link.open()
        self.pass_time()
        return link

    def ask(self, command: Command, link: Link | None = None) -> Reply:
        """Ask the hub as the kiosk, or as another device."""
        replies: list[Reply] = []
        (link or self.kiosk).ask(command, replies.append)
        self.pass_time(0.1)
        return replies[0]

    def token(self) -> str:
        """Mint a token that no ticket has."""
        self._tokens += 1
        letters = "abcdefghijklmnopqrstuvwxyz"
        return "a" * 24 + letters[self._tokens // 26] + letters[self._tokens % 26]

    def issue(self, service: str = "question", **fields: Any) -> str:
        """Give out a ticket at the kiosk; gives its number."""
        reply = self.ask(asked.IssueTicket(service=service, token=self.token(), **fields))
        assert reply.ok, reply.error
        return str(reply.result["number"])

    def close(self) -> None:
        """Give the store's file back."""
        self.hub.close()


@pytest.fixture
def make_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Make a house, perhaps with bookings, clerks who have names, or a zone with changes."""
    made: list[House] = []

    def make(*bookings: Booking, clerks: tuple[Clerk, ...] = (), **zone: Any) -> House:
        made.append(House(tmp_path, bookings, clerks, **zone))
        return made[-1]

    yield make
    for house in made:
        house.close()


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    """A house where nobody waits yet."""
    return make_house()


@pytest.fixture
def show_window(qapp: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Show a program's window as its own `run` does; gives the hand that touches it."""
    from PySide6.QtCore import Qt
    from PySide6.QtQuick import QQuickWindow
    from shiboken6 import delete

    from waiting_room.ui.hand import Hand
    from waiting_room.ui.run import load, set_font, show

    set_font(qapp)
    shown: list[tuple[Any, QQuickWindow, Hand, Any]] = []

    def open_window(screen: Any, qml: Path, module: str, size: str) -> tuple[QQuickWindow, Hand]:
        engine = load(screen, qml, module)
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        show(window, size)
        window.grabWindow()  # one frame, so that everything has its place
        hand = Hand(tmp_path / f"hand-{len(shown)}", window)
        shown.append((engine, window, hand, screen))
        return window, hand

    yield open_window
    while shown:
        engine, window, hand, _screen = shown.pop()
        hand.close()
        window.close()
        delete(engine)  # bindings must not see their screen go
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
