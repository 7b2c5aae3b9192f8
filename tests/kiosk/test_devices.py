from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from hardware.emulator.pty_line import VirtualScanner
from hardware.framing import Scan
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.printer import open_printer
from hardware.slip import Qr, Slip, Text
from hardware.virtual_printer import VirtualPrinter
from kiosk.devices import LAST_SLIP_S, WRONG_ADDRESS, Devices
from kiosk.printing import SILENT_AT_MOST_S, OwnedPrinter
from waiting_room.rules.zone import Role
from waiting_room.ui import run
from waiting_room.ui.home import QtHome
from waiting_room.wire.loopback import LoopbackHome
from waiting_room.wire.views import DeviceView

from .place import Place
from .visitor import first_visitor
from .zone import zone_of

ENDS_WITHIN_S = 10.0
SLIP = Slip((Text("K042", size=8),))


@pytest.fixture
def printing_place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path, zone_of(printer=f"virtual:{tmp_path / 'slips'}"))
    yield place
    place.close()


def parts_of(place: Place) -> dict[str, str]:
    return place.hub._health._parts.get("kiosk-1", {})


def test_touch_to_paper(
    printing_place: Place, tmp_path: Path, qapp: QGuiApplication, qtbot: QtBot
) -> None:
    """From touch to paper: the printer of the zone's file prints the number and its code."""
    run.set_font(qapp)
    place = printing_place
    devices = Devices(place.link, place.home)
    visitor = first_visitor(place, devices)
    visitor.tap("Hand in papers")
    visitor.tap("Yes, take a ticket")

    def is_printed() -> None:
        visitor.place.home.advance(0)
        assert visitor.screen.ticket.paper == "Your ticket is printed. Please take it."

    qtbot.waitUntil(is_printed)
    visitor.close()
    devices.close()
    with Image.open(tmp_path / "slips" / "slip-0001.png") as slip:
        framed = Image.new("L", (slip.width + 80, slip.height + 80), 255)
        framed.paste(slip, (40, 40))
    token = place.room.tickets["K001"].token
    assert zxingcpp.read_barcodes(framed)[0].text == f"https://warten.example.org/t/{token}"
    assert parts_of(place) == {
        "printer": "ok",
        "scanner": "absent",
        "numbers": "ok",
        "not-in-line": "ok",
        "codes": "ok",
    }


def test_no_printer(place: Place, qtbot: QtBot) -> None:
    """Where there is no printer nothing is printed, and that is said; the hub knows."""
    devices = Devices(place.link, place.home)
    devices.open(lambda scan: None, lambda: None)
    place.open()
    outcomes: list[Outcome] = []
    devices.print(SLIP, outcomes.append)

    def is_said() -> None:
        place.home.advance(0.1)
        assert outcomes == [Outcome(Result.REFUSED, Cause.ABSENT)]
        assert parts_of(place) == {"printer": "absent", "scanner": "absent"}

    qtbot.waitUntil(is_said)
    devices.close()


def test_wrong_address(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """An address that is none is told to the hub and costs no number."""
    devices = Devices(place.link, place.home, printer="laser:x", scanner="laser:y")
    devices.open(lambda scan: None, lambda: None)
    place.open()
    place.home.advance(1)
    outcomes: list[Outcome] = []
    devices.print(SLIP, outcomes.append)
    place.home.advance(1)
    devices.close()
    assert parts_of(place) == {"printer": "wrong_address", "scanner": "wrong_address"}
    assert outcomes[0].result is Result.REFUSED
    assert "laser:x" in caplog.text


def test_report_repeated(place: Place) -> None:
    """A hub that forgot how its devices are hears it again."""
    devices = Devices(place.link, place.home, printer="laser:x", scanner="none:")
    devices.open(lambda scan: None, lambda: None)
    place.open()
    place.home.advance(1)
    place.hub._health._parts.clear()
    place.home.advance(31)
    devices.close()
    assert parts_of(place)["printer"] == "wrong_address"


def test_outcomes_come_home(qapp: QGuiApplication, qtbot: QtBot, tmp_path: Path) -> None:
    """A printer's thread tells its state and each outcome on the home thread."""
    printer = VirtualPrinter(tmp_path)
    states: list[PrinterState] = []
    outcomes: list[Outcome] = []
    owned = OwnedPrinter(printer, QtHome(), states.append)
    owned.open()
    owned.print(SLIP, outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 1)
    printer.machine.faults.paper_end = True
    owned.print(SLIP, outcomes.append)
    qtbot.waitUntil(lambda: len(states) == 2)
    owned.close(ENDS_WITHIN_S)
    assert [outcome.result for outcome in outcomes] == [Result.PRINTED, Result.REFUSED]
    assert states == [PrinterState.OK, PrinterState.PAPER_END]


def test_slip_that_cannot_be_set(qapp: QGuiApplication, qtbot: QtBot, tmp_path: Path) -> None:
    """A code wider than the paper ends in an outcome, and the next slip is printed."""
    outcomes: list[Outcome] = []
    owned = OwnedPrinter(
        open_printer(f"virtual:{tmp_path}?width=8&draw=all"), QtHome(), lambda state: None
    )
    owned.open()
    owned.print(Slip((Qr("https://warten.example.org/"),)), outcomes.append)
    owned.print(Slip((Text("x"),)), outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 2)
    owned.close(ENDS_WITHIN_S)
    assert outcomes == [Outcome(Result.REFUSED, Cause.FAULT), Outcome(Result.PRINTED)]


def test_scanner_is_heard(place: Place, qapp: QGuiApplication, qtbot: QtBot) -> None:
    """A scan on the serial line arrives; a scanner that is pulled is told to the hub."""
    scans: list[Scan] = []
    changes: list[bool] = []
    with VirtualScanner() as scanner:
        devices = Devices(place.link, place.home, printer="none:", scanner=f"serial:{scanner.path}")
        place.open()
        devices.open(scans.append, lambda: changes.append(devices.scans))

        def is_there() -> None:
            place.home.advance(0.1)
            assert parts_of(place).get("scanner") == "ok"

        qtbot.waitUntil(is_there)
        scanner.scan("AAAA-0001")
        qtbot.waitUntil(lambda: len(scans) == 1)
    assert scans[0].text == "AAAA-0001"

    def is_gone() -> None:
        place.home.advance(0.1)
        assert parts_of(place)["scanner"] == "unreachable"

    qtbot.waitUntil(is_gone)
    assert changes[-2:] == [True, False]
    devices.close()


class Stuck(VirtualPrinter):
    """A printer whose line takes and gives nothing, and never ends either."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked, self.freed = Event(), Event()

    def state(self) -> PrinterState:
        """See Printer."""
        self.asked.set()
        self.freed.wait()
        return super().state()


def test_a_thread_that_hangs_is_known(tmp_path: Path) -> None:
    """A printer's thread that does not come round in ten minutes counts as dead."""
    printer, home = Stuck(tmp_path), LoopbackHome()
    now_s = [100.0]
    owned = OwnedPrinter(printer, home, lambda state: None, lambda: now_s[0])
    owned.open()
    printer.asked.wait()
    now_s[0] += SILENT_AT_MOST_S
    assert owned.lives
    now_s[0] += 1
    assert not owned.lives
    printer.freed.set()
    owned.close(ENDS_WITHIN_S)
    assert owned.lives


def test_another_address_while_a_printer_hangs(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen does not wait for a printer that another one replaces; a kiosk that ends does."""
    printer, waits = Stuck(tmp_path), list[float | None]()
    monkeypatch.setattr("kiosk.devices.open_printer", lambda url: printer)
    monkeypatch.setattr(Thread, "join", lambda thread, timeout=None: waits.append(timeout))
    devices = Devices(place.link, place.home)
    before, now = (
        DeviceView(id="kiosk-1", role=Role.KIOSK, letter="K", printer=url, scanner="none:")
        for url in ("usb:1234:5678", "file:/dev/usb/lp0")
    )
    devices.use(before)
    printer.asked.wait()
    devices.use(now)
    assert waits == [0.0]
    devices.close()
    assert waits == [0.0, LAST_SLIP_S]
    printer.freed.set()


def test_the_last_word_of_another_printer(place: Place, tmp_path: Path) -> None:
    """What a printer said before its address was changed says nothing of the one there now."""
    devices = Devices(place.link, place.home)
    places = (f"virtual:{tmp_path / 'slips'}", "laser:x")
    before, now = (
        DeviceView(id="kiosk-1", role=Role.KIOSK, letter="K", printer=place, scanner="none:")
        for place in places
    )
    devices.open(lambda scan: None, lambda: None)
    devices.use(before)
    devices.use(now)
    place.home.advance(1)
    assert devices.without_paper
    assert devices._parts["printer"] == WRONG_ADDRESS
    devices.close()


def test_a_kiosk_whose_printing_hangs_is_not_well(
    place: Place, tmp_path: Path, qapp: QGuiApplication
) -> None:
    """Without a printer nothing can hang; with one the screen is as well as its thread."""
    devices, printer = Devices(place.link, place.home), Stuck(tmp_path)
    screen = place.screen(devices)
    assert screen.is_well()
    now_s = [100.0]
    devices._printer = OwnedPrinter(printer, place.home, lambda state: None, lambda: now_s[0])
    devices._printer.open()
    printer.asked.wait()
    assert screen.is_well()
    now_s[0] += SILENT_AT_MOST_S + 1
    assert not screen.is_well()
    printer.freed.set()
    devices._printer.close(ENDS_WITHIN_S)
    assert screen.is_well()


def test_a_remembered_address_that_is_none(
    place: Place, tmp_path: Path, qapp: QGuiApplication
) -> None:
    """Neither it nor what the log says of it keeps a kiosk from beginning, and from another one."""
    wrong = f"serial:{tmp_path / 'port'}?baud=96000000000"
    right = f"virtual:{tmp_path / 'pipe'}"
    parts = []
    for zone in (zone_of(scanner=wrong), None, zone_of(scanner=right)):
        if zone is not None:
            place.hub.close()
            place.zone = zone
            place.start_hub()
            place.hub.open()
        place.link = place.link_of("kiosk-1")
        devices = Devices(place.link, place.home)
        screen = place.screen(devices)
        screen.begin()
        parts.append(devices._parts.get("scanner"))
        if zone is not None:
            place.link.open()
            place.home.advance(3)
            parts.append(devices._parts.get("scanner"))
        devices.close()
        place.opened.pop().close()
        place.link.close()
    assert parts == [None, WRONG_ADDRESS, WRONG_ADDRESS, WRONG_ADDRESS, "unreachable"]
