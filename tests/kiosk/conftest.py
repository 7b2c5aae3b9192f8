"""A whole zone in one process: hub, broker and kiosk on one clock that moves when told."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from hardware.framing import Flaw, Scan
from hardware.outcome import Outcome, Result
from hardware.slip import Slip
from kiosk.clocks import Clocks
from kiosk.devices import Devices
from kiosk.dispenser import Dispenser
from kiosk.journal import Journal
from kiosk.visit import VisitScreen
from waiting_room.hub.book_engine import book_file
from waiting_room.hub.booking_desk import BookingDesk
from waiting_room.hub.hub import Hub
from waiting_room.hub.keys import open_keys
from waiting_room.hub.seat_book import SeatBook
from waiting_room.hub.store import Store
from waiting_room.rules.booking import Booking
from waiting_room.rules.commands import Command
from waiting_room.rules.hours import Hours
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.signed_code import SignedBooking
from waiting_room.rules.zone import Zone
from waiting_room.ui import run
from waiting_room.ui.hand import accessible_name, press
from waiting_room.wire.link import Link
from waiting_room.wire.loopback import LoopbackBroker, LoopbackConnection, LoopbackHome
from waiting_room.wire.messages import Reply
from waiting_room.words import LANGUAGES

BEGAN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""A Monday, nine o'clock in the zone."""

QML = Path(run.__file__).parents[2] / "kiosk" / "qml"


def zone_of(printer: str = "none:", scanner: str = "none:") -> Zone:
    """Give a small zone with a service of every kind."""
    return Zone.model_validate(
        {
            "id": "sued",
            "name": {"de": "Eingangszone Süd", "en": "Reception South"},
            "languages": list(LANGUAGES),
            "public_url": "https://warten.example.org/",
            "hours": {"mon": ["08:00-12:30"], "thu": ["08:00-12:30"]},
            "services": [
                {
                    "id": "papers",
                    "name": {"de": "Unterlagen abgeben", "en": "Hand in papers", "ar": "تسليم"},
                    "service_min": 4,
                    "bring": {"de": "Ausweis", "en": "ID", "ar": "الهوية", "uk": "Паспорт"},
                    "wait_in": {
                        "de": "Wartebereich B",
                        "en": "waiting area B",
                        "ar": "منطقة الانتظار ب",
                        "uk": "Зал очікування Б",
                        "tr": "Bekleme alanı B, ışıklı",
                    },
                },
                {
                    "id": "question",
                    "name": {"de": "Frage", "en": "Question"},
                    "walk_in_until": "08:30",
                },
                {
                    "id": "advice",
                    "name": {"de": "Beratung", "en": "Advice"},
                    "walk_in": False,
                    "booking": {"early_min": 30, "late_min": 15},
                },
            ],
            "counters": [
                {"id": "1", "name": {"de": "Schalter 1"}, "services": ["papers", "advice"]}
            ],
            "devices": [
                {
                    "id": "kiosk-1",
                    "role": "kiosk",
                    "letter": "K",
                    "printer": printer,
                    "scanner": scanner,
                },
                {"id": "counter-1", "role": "counter"},
            ],
        }
    )


def zone_of_all_hours() -> Zone:
    """Give the same zone, open all the time."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    hours = Hours.model_validate({day: ["00:00-24:00"] for day in days})
    return zone_of().model_copy(update={"hours": hours})


def booking(code: str, minutes: float, **changes: object) -> Booking:
    """Give a booking that starts so many minutes after the beginning."""
    starts_at = BEGAN + timedelta(minutes=minutes)
    fields = {"zone": "sued", "service": "advice", "starts_at": starts_at, "language": "en"}
    return Booking.model_validate({"code": code, **fields, **changes})


BOOKINGS = (
    booking("AAAA-0001", 10),
    booking("AAAA-0002", 120),
    booking("AAAA-0003", -60),
    booking("AAAA-0004", 60 * 24 * 3),
    booking("AAAA-0005", 10, cancelled=True),
    booking("AAAA-0006", 10, zone="nord"),
    booking("AAAA-0007", 10, language="ar"),
)


SIGNED = set(SignedBooking.model_fields)


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


class Place:
    """A zone with a hub, and a kiosk's link to it."""

    def __init__(self, tmp_path: Path, zone: Zone) -> None:
        self.folder = tmp_path
        self.opened: list[Dispenser] = []
        self.home = LoopbackHome()
        self.broker = LoopbackBroker()
        self.zone = zone
        self.signer = open_keys(tmp_path / "sued.keys.pem")
        self.start_hub()
        self.link = self.link_of("kiosk-1")
        self.counter = self.link_of("counter-1")

    def start_hub(self, file: str = "sued.sqlite", *, restored: bool = False) -> None:
        """Make a hub of a file; `Hub.open` begins it."""
        self.room = WaitingRoom(self.zone)
        self.store = Store(self.folder / file)
        self.store.open(restored=restored)
        book = SeatBook(book_file(self.folder / "book.sqlite"), self.zone.id)
        self.hub_connection = LoopbackConnection(self.broker, self.home)
        self.hub = Hub(
            self.room,
            self.store,
            self.hub_connection,
            self.home,
            instance=f"h{self.store.generation}",
            clock=self.now,
            desk=BookingDesk(self.zone, book, self.signer, self.home, mint=lambda: "7777-7777"),
        )

    def signed(self, code: str) -> str:
        """Give the code of one of the bookings as its QR code has it."""
        booked = next(one for one in BOOKINGS if one.code == code)
        return self.signer.sign(SignedBooking.model_validate(booked.model_dump(include=SIGNED)))

    def link_of(self, client: str) -> Link:
        """Give a device's link."""
        return Link(
            LoopbackConnection(self.broker, self.home),
            self.home,
            zone="sued",
            client=client,
            clock=lambda: self.home.now_s,
        )

    def clocks(self) -> Clocks:
        """Give the clocks of a kiosk that begins now."""
        return Clocks(at=self.now, boot_s=lambda: self.home.now_s)

    def dispenser(self, clocks: Clocks) -> Dispenser:
        """Give a dispenser on this kiosk's own file."""
        return Dispenser(self.link, self.home, Journal(self.folder / "kiosk-1.sqlite"), clocks)

    def screen(self, devices: Devices) -> VisitScreen:
        """Give the screen of a kiosk that begins now."""
        clocks = self.clocks()
        self.opened.append(self.dispenser(clocks))
        return VisitScreen(self.link, self.home, devices, self.opened[-1], clocks, "en")

    def close(self) -> None:
        """End the hub, and give the files back."""
        for dispenser in self.opened:
            dispenser.close()
        self.hub.close()

    def now(self) -> datetime:
        """Give the time in this place."""
        return BEGAN + timedelta(seconds=self.home.now_s)

    def open(self) -> None:
        """Open the hub and the links."""
        self.hub.open(BOOKINGS)
        self.counter.open()
        self.link.open()
        self.home.advance(1)

    def ask(self, command: Command) -> Reply:
        """Ask as the counter does."""
        replies: list[Reply] = []
        self.counter.ask(command, replies.append)
        self.home.advance(0.1)
        return replies[0]


class Visitor:
    """Somebody in front of the kiosk."""

    def __init__(self, place: Place, screen: VisitScreen, qtbot: QtBot) -> None:
        self.place = place
        self.screen = screen
        self._qtbot = qtbot
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
            (i for i in _seen(self.window.contentItem()) if accessible_name(i) in names), None
        )

    def tap(self, name: str, times: int = 1) -> None:
        """Tap what is visible under a name, as often as said before the screen can change."""
        item = self.find(name)
        assert item is not None, f'there is no "{name}" in {self.reads()}'
        for _ in range(times):
            press(self.window, item)
        self.wait()

    def reads(self) -> list[str]:
        """List what can be read."""
        return [
            text
            for item in _seen(self.window.contentItem())
            if (text := str(item.property("text") or accessible_name(item)))
        ]

    def close(self) -> None:
        """Close the window before its screen goes."""
        self.window.close()
        # The direction of reading is the application's own, and the next test's.
        self.screen.speak("en")
        # Bindings must not see their screen go: the engine ends first.
        shiboken6.delete(self._engine)


def _seen(item):  # type: ignore[no-untyped-def] # QQuickItem to its visible descendants
    if not item.isVisible() or item.opacity() == 0:
        return
    yield item
    for child in item.childItems():
        yield from _seen(child)


@pytest.fixture
def zone() -> Zone:
    """The zone of the place; a test may give its own."""
    return zone_of()


@pytest.fixture
def place(tmp_path: Path, zone: Zone) -> Iterator[Place]:
    place = Place(tmp_path, zone)
    yield place
    place.close()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """The journal of a kiosk that begins on an empty disk."""
    journal = Journal(tmp_path / "kiosk-1.sqlite")
    journal.open()
    yield journal
    journal.close()


@pytest.fixture
def paper(place: Place) -> Paper:
    return Paper(place.link, place.home)


@pytest.fixture
def visitor(place: Place, paper: Paper, qapp: QGuiApplication, qtbot: QtBot) -> Iterator[Visitor]:
    run.set_font(qapp)
    screen = place.screen(paper)
    screen.begin()
    place.open()
    visitor = Visitor(place, screen, qtbot)
    yield visitor
    visitor.close()
