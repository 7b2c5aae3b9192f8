import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QGuiApplication

from hardware.device_files import Kind
from hardware.emulator.pty_line import SerialMachine, VirtualScanner
from hardware.emulator.server import NetworkMachine
from hardware.emulator.tray import Tray
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.printer import open_printer
from hardware.scanner import open_scanner
from kiosk.doctor import printer_line
from kiosk.doctor.__main__ import Examination, options
from kiosk.doctor.finding import Finding, Sign, ok
from kiosk.doctor.plugged import list_printers, list_scanners, look_at_files
from kiosk.doctor.printing import TRIAL_CODE, look_at_outcome, look_at_state, print_trial
from kiosk.doctor.scanning import look_at_scan, look_at_scanner, wait_for_scan
from tests.hardware.conftest import FakeKernel, write
from tests.kiosk.zone import zone_of
from waiting_room.rules.signed_code import SignedBooking
from waiting_room.rules.zone import Zone
from waiting_room.wire.signature import Signer, new_private_key
from waiting_room.wire.views import ZoneView

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize("state", PrinterState)
def test_each_state_has_a_sentence(state: PrinterState) -> None:
    """However a printer is, there is a sentence, and a next step unless all is well."""
    found = look_at_state(state, "usb:04b8:0e15")
    assert (found.sign is Sign.WRONG) == (state.stops and state is not PrinterState.ABSENT)
    assert found.says
    assert bool(found.do) == (state is not PrinterState.OK)


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause])
def test_each_outcome_has_a_sentence(cause: Cause) -> None:
    """Whatever becomes of a test slip, what is not known to be printed is not said to be."""
    refused = look_at_outcome(Outcome(Result.REFUSED, cause))
    unknown = look_at_outcome(Outcome(Result.UNKNOWN, cause))
    assert {refused.sign, unknown.sign} <= {Sign.LOOK, Sign.WRONG}
    if cause is not Cause.UNVERIFIED:
        assert "it was not printed" in refused.says
        assert "a whole, a half or none" in unknown.says


def test_a_test_ticket(qapp: QGuiApplication, tmp_path: Path) -> None:
    """The test slip comes out with its code, and a line in the zone's language and in Arabic."""
    with NetworkMachine(Tray(tmp_path)) as machine:
        printer = open_printer(f"network:127.0.0.1:{machine.port}")
        assert look_at_state(printer.state(), "it").sign is Sign.OK
        found = print_trial(printer, ("de", "ar"))
    assert (found.sign, "it is out" in found.says) == (Sign.OK, True)
    assert "Dies ist nur ein Test des Druckers." in (tmp_path / "slip-0001.txt").read_text("utf-8")
    with Image.open(tmp_path / "slip-0001.png") as slip:
        framed = Image.new("L", (slip.width + 80, slip.height + 80), 255)
        framed.paste(slip, (40, 40))
    assert zxingcpp.read_barcodes(framed)[0].text == TRIAL_CODE


def test_why_a_printer_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown name, a port where nothing listens and a silent address are told apart."""

    def look(place: str) -> Finding:
        return look_at_state(PrinterState.UNREACHABLE, f"network:{place}")

    nobody = look("printer.invalid")
    assert nobody.says == "nobody knows the name printer.invalid"
    assert nobody.do == "correct printer in the zone's file"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        assert look(f"127.0.0.1:{port}").says.endswith("it cannot be reached")
    assert look(f"127.0.0.1:{port}").says == (
        f"127.0.0.1 is there, but nothing listens on port {port}"
    )
    monkeypatch.setattr(printer_line, "CONNECT_S", 0.01)
    silent = look("192.0.2.7")
    assert silent.says.startswith("nobody answers at 192.0.2.7:9100: ")
    assert "switched on" in silent.do


def test_paper_ends_under_way(qapp: QGuiApplication) -> None:
    """A ticket that the paper ended in is not said to be printed, nor not to be."""
    with SerialMachine() as machine:
        printer = open_printer(f"serial:{machine.path}")
        machine.machine.faults.paper_left_dots = 100
        found = print_trial(printer, ("de", "ar"))
        assert found.says == "there may be a whole, a half or none, for the paper has run out"
        machine.machine.faults.paper_end = True
        assert look_at_state(printer.state(), "it").says == "it: the paper has run out"
        assert print_trial(printer, ("de",)).says.startswith("it was not printed")


@pytest.fixture
def scanner() -> Iterator[VirtualScanner]:
    with VirtualScanner() as made:
        yield made


def read(scanner: VirtualScanner, send: bytes, zone: ZoneView | None = None) -> tuple[Sign, str]:
    opened = open_scanner(f"serial:{scanner.path}")
    assert look_at_scanner(opened, "it") == ok("scanner", "it is there")
    scanner.send(send)
    found = look_at_scan(wait_for_scan(opened, 5), zone)
    opened.close()
    return found.sign, found.says


@pytest.mark.parametrize(
    ("code", "sign", "says"),
    [
        (b"]Q1WARTEMARKE-TEST\r", Sign.OK, "the test slip's code (15 signs, ]Q1)"),
        (b"aaaa 0001\r", Sign.OK, "the code of a booking as it is typed (9 signs)"),
        (b"https://example.org/t/secret\r", Sign.LOOK, "no booking's (28 signs)"),
        (b"WM1:SUED:AAAA\r", Sign.WRONG, "not whole"),
        (b"\xff\xfe\x01\r", Sign.WRONG, "no text"),
        (b"x" * 600 + b"\r", Sign.WRONG, "more than 512 bytes"),
        (b"AAAA-0001", Sign.LOOK, "nothing ended"),
    ],
)
def test_what_was_read(scanner: VirtualScanner, code: bytes, sign: Sign, says: str) -> None:
    """Kind and length of a code are told, never the code itself."""
    found, said = read(scanner, code)
    assert found is sign
    assert says in said
    assert not any(secret in said for secret in ("0001", "secret", "SUED"))


def test_nothing_was_read() -> None:
    """A scanner that reads nothing in time is wrong."""
    assert look_at_scan(None, None).sign is Sign.WRONG


def test_no_scanner() -> None:
    """A scanner that cannot be opened is wrong."""
    opened = open_scanner("serial:/dev/nothing")
    assert look_at_scanner(opened, "it").sign is Sign.WRONG
    opened.close()


def test_a_camera_that_nothing_reads(
    qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the camera's package is missing, the zone's file is not blamed for it."""
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    monkeypatch.delitem(sys.modules, "hardware.code_reader", raising=False)
    asked = options().parse_args(["--scanner", "camera:/dev/video0"])
    found = {one.about: one for one in Examination(asked, None, {}).findings()}["scanner"]
    assert found.says == "camera:/dev/video0 is read by what is not installed here"
    assert found.do == f"{sys.executable} -m pip install 'wartemarke[camera]'"


def zone_view(zone: Zone, keys: dict[str, str]) -> ZoneView:
    fields = zone.model_dump(include={"id", "name", "timezone", "languages", "public_url"})
    more = {"address": "", "max_calls": 2, "no_show_after_s": 60, "services": (), "counters": ()}
    return ZoneView.model_validate(fields | more | {"booking_keys": keys})


def test_signed_codes(scanner: VirtualScanner) -> None:
    """Whether a signature is right is told where the zone's keys are known."""
    ours, theirs = Signer(new_private_key()), Signer(new_private_key())
    booking = SignedBooking(
        zone="sued", code="AAAA-0001", service="advice", starts_at=NOON, minutes=30, revision=0
    )
    zone = zone_view(zone_of(), dict(ours.public_keys))
    right, forged = (f"{one.sign(booking)}\r".encode() for one in (ours, theirs))
    other = ours.sign(booking.model_copy(update={"zone": "nord"})).encode() + b"\r"
    assert read(scanner, right, zone)[0] is Sign.OK
    said = f"a signed code of a booking ({len(right) - 1} signs); its signature cannot be checked"
    assert read(scanner, right) == (Sign.LOOK, f"it read {said}")
    assert read(scanner, forged, zone)[0] is Sign.WRONG
    assert read(scanner, other, zone)[0] is Sign.LOOK


def test_what_is_plugged_in(tmp_path: Path) -> None:
    """All that could be printer or scanner is listed with its line for the zone's file."""
    kernel = FakeKernel(tmp_path)
    assert [one.sign for one in (*list_printers(tmp_path), *list_scanners(tmp_path))] == [
        Sign.OK
    ] * 2
    kernel.plug(Kind.PRINTER, "lp0", "04b8:0e15", "TM-T20II")
    kernel.plug(Kind.SERIAL, "ttyACM0", "0c2e:0206", "Voyager", "/dev/nothing")
    usb = tmp_path / "sys/devices/usb1/1-9"
    write(usb, idVendor="0dd4", idProduct="01a8", product="KPM")
    write(usb / "1-9:1.0", bInterfaceClass="07")
    (tmp_path / "sys/bus/usb/devices").mkdir(parents=True)
    (tmp_path / "sys/bus/usb/devices/1-9:1.0").symlink_to(usb / "1-9:1.0")
    printers = list(list_printers(tmp_path))
    assert printers[0] == ok("plugged in", "TM-T20II", 'printer = "usb:04b8:0e15"')
    assert printers[-1].says == "KPM (0dd4:01a8) is plugged in, and not at its driver"
    (scanner,) = list_scanners(tmp_path)
    assert scanner.do == 'scanner = "usb:0c2e:0206"'
    assert "which this user may not use" in scanner.says


def test_what_is_unplugged() -> None:
    """What the zone's file names and is not there is wrong; what has no file is not looked for."""
    found = look_at_files("printer", "usb:0000:0000")
    assert found is not None
    assert found.says == "usb:0000:0000 is not plugged in"
    assert look_at_files("printer", "network:192.0.2.7") is None
    assert look_at_files("scanner", "none:") is None
