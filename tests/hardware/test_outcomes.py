"""What becomes of a slip, over the network and a serial line alike."""

import os
import socket
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hardware.device_printer import device_printer
from hardware.emulator.faults import Strike
from hardware.emulator.machine import Machine
from hardware.emulator.pty_line import SerialMachine
from hardware.emulator.server import NetworkMachine
from hardware.emulator.tray import Tray
from hardware.ending import Patience
from hardware.escpos_encoder import encode
from hardware.network_printer import network_printer
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.printer import open_printer
from hardware.serial_printer import serial_printer
from hardware.slip import Picture, Qr, Slip, Space, Text
from hardware.wired_printer import Asking, WiredPrinter

LINK = "https://example.org/t/42"
DATA = encode(Slip((Text("A 042", 4), Picture(40, 4, b"\xff" * 20), Qr(LINK))))
LONG = encode(Slip((Text("A 042", 4), Space(500), Text("end"))))
HURRY = Patience(
    connect_s=1.0,
    answer_s=0.2,
    slip_s=1.0,
    before_asking_s=0.05,
    between_asking_s=0.02,
    stopped_s=0.2,
    process_id_s=0.1,
)
PRINTED = Outcome(Result.PRINTED)


class Place:
    """A printer and the machine at the other end of its line."""

    def __init__(self, printer: WiredPrinter, machine: Machine, tray: Tray) -> None:
        self.printer = printer
        self.machine = machine
        self.faults = machine.faults
        self.tray = tray


@pytest.fixture(params=["network", "serial", "device"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "network":
        with NetworkMachine() as end:
            printer = network_printer("127.0.0.1", end.port, patience=HURRY)
            yield Place(printer, end.machine, end.tray)
    else:
        with SerialMachine() as line:
            printer = (
                serial_printer(line.path, patience=HURRY)
                if request.param == "serial"
                else device_printer(lambda: line.path, patience=HURRY)
            )
            yield Place(printer, line.machine, line.tray)


def test_printed(place: Place) -> None:
    """A slip is PRINTED when the printer says so, and then it lies in the tray, readable."""
    assert place.printer.print(DATA) == PRINTED
    [piece] = place.tray.pieces
    framed = Image.new("L", (656, piece.image.height + 80), 255)
    framed.paste(piece.image, (40, 40))
    assert [code.text for code in zxingcpp.read_barcodes(framed)] == [LINK]
    assert piece.text.splitlines()[0] == "A 042"
    assert place.machine.errors == []


def test_many_slips(place: Place) -> None:
    """One slip after the other is printed, each once."""
    assert {place.printer.print(DATA) for _ in range(20)} == {PRINTED}
    assert len(place.tray.pieces) == 20


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("paper_end", PrinterState.PAPER_END),
        ("cover_open", PrinterState.COVER_OPEN),
        ("cutter", PrinterState.CUTTER),
        ("mute", PrinterState.SILENT),
    ],
)
def test_refused(place: Place, fault: str, state: PrinterState) -> None:
    """A printer that cannot print gets no byte of the slip, and then prints one, not two."""
    setattr(place.faults, fault, True)
    assert place.printer.state() is state
    assert place.printer.print(DATA) == Outcome(Result.REFUSED, Cause(state))
    setattr(place.faults, fault, False)
    assert place.printer.print(DATA) == PRINTED
    assert len(place.tray.pieces) == 1


def test_paper_low(place: Place) -> None:
    """A printer low on paper says so and prints."""
    assert place.printer.state() is PrinterState.OK
    place.faults.near_end = True
    assert place.printer.state() is PrinterState.PAPER_LOW
    assert place.printer.print(DATA) == PRINTED


def test_paper_ends_in_the_slip(place: Place) -> None:
    """Paper that ends in mid-slip makes it UNKNOWN, and the rest of it never comes out later."""
    place.faults.paper_left_dots = 300
    assert place.printer.print(LONG) == Outcome(Result.UNKNOWN, Cause.PAPER_END)
    assert place.printer.print(LONG) == Outcome(Result.REFUSED, Cause.PAPER_END)
    place.faults.paper_end = False
    assert place.printer.print(DATA) == PRINTED
    half, piece = place.tray.pieces
    assert half.text.startswith("A 042\n")
    assert "end" not in half.text
    assert piece.text.startswith("A 042\n[picture")


def test_falls_silent_in_the_slip(place: Place) -> None:
    """A printer that falls silent after it said it was well leaves the slip UNKNOWN."""
    place.machine.strikes.append(Strike(20, lambda: setattr(place.faults, "mute", True)))
    assert place.printer.print(DATA) == Outcome(Result.UNKNOWN, Cause.SILENT)


def test_mended_in_time(place: Place) -> None:
    """A printer that stops in mid-slip and is refilled at once still ends it as PRINTED."""
    stopped = threading.Event()

    def refill() -> None:
        while not place.faults.paper_end:
            stopped.wait(0.005)
        place.faults.paper_end = False

    person = threading.Thread(target=refill)
    person.start()
    place.faults.paper_left_dots = 300
    assert place.printer.print(LONG) == PRINTED
    person.join()
    assert len(place.tray.pieces) == 1


def test_automatic_status_between(place: Place) -> None:
    """A printer that reports unasked is understood all the same."""
    place.machine.receive(b"\x1da\xff")
    assert place.printer.print(DATA) == PRINTED
    place.faults.cover_open = True
    assert place.printer.print(DATA) == Outcome(Result.REFUSED, Cause.COVER_OPEN)


def test_without_process_id(place: Place) -> None:
    """A printer without GS ( H is believed its answer to GS r, at once from the second slip."""
    place.faults.no_process_id = True
    assert place.printer.print(DATA) == PRINTED
    started = time.monotonic()
    assert place.printer.print(DATA) == PRINTED
    assert time.monotonic() - started < HURRY.process_id_s
    assert len(place.tray.pieces) == 2


def test_cut_before_the_slip() -> None:
    """A line cut while the printer is asked how it is refuses the slip: nothing was sent."""
    with NetworkMachine() as end:
        printer = network_printer("127.0.0.1", end.port, patience=HURRY)
        for sent in range(1, 12):
            end.machine.strikes.append(Strike(sent, end.machine.hang_up))
            assert printer.print(DATA) == Outcome(Result.REFUSED, Cause.LINK_LOST)
        assert printer.print(DATA) == PRINTED
        assert len(end.tray.pieces) == 1


def test_serial_plug_pulled() -> None:
    """A serial plug pulled in mid-slip makes it UNKNOWN, and the printer is then unreachable."""
    far, near = os.openpty()
    tty.setraw(near)
    path = os.ttyname(near)

    def answer_then_go() -> None:
        for _ in range(4):
            os.read(far, 3)
            os.write(far, b"\x12")
        os.read(far, 10)
        os.close(near)
        os.close(far)

    end = threading.Thread(target=answer_then_go)
    end.start()
    printer = serial_printer(path, patience=HURRY)
    assert printer.print(DATA) == Outcome(Result.UNKNOWN, Cause.LINK_LOST)
    end.join()
    assert printer.print(DATA) == Outcome(Result.REFUSED, Cause.UNREACHABLE)
    assert printer.state() is PrinterState.UNREACHABLE


def test_no_descriptor_left(place: Place) -> None:
    """Each slip gives its line back."""
    place.printer.print(DATA)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        place.printer.print(DATA)
        place.printer.state()
    # The machine's end of the last line may not have closed yet.
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 1


def test_serial_line_blocked() -> None:
    """A serial line that takes no bytes ends in time, as UNKNOWN and SILENT."""
    far, near = os.openpty()
    tty.setraw(near)
    printer = serial_printer(os.ttyname(near), 921_600, asking=Asking.NONE, patience=HURRY)
    started = time.monotonic()
    assert printer.print(bytes(20_000)) == Outcome(Result.UNKNOWN, Cause.SILENT)
    assert time.monotonic() - started < printer.time_for(20_000) + 1
    os.close(near)
    os.close(far)


def test_printer_is_not_there() -> None:
    """A printer nobody listens for is UNREACHABLE, and is there again as soon as it is."""
    with NetworkMachine() as end:
        port = end.port
    printer = network_printer("127.0.0.1", port, patience=HURRY)
    assert printer.state() is PrinterState.UNREACHABLE
    assert printer.print(DATA) == Outcome(Result.REFUSED, Cause.UNREACHABLE)
    with NetworkMachine(port=port):
        assert printer.print(DATA) == PRINTED
    for printer in (
        serial_printer("/dev/no-such-port"),
        device_printer(lambda: "/dev/no-such-port"),
    ):
        assert printer.print(DATA) == Outcome(Result.REFUSED, Cause.UNREACHABLE)
        printer.close()


def test_printer_accepts_and_never_reads() -> None:
    """A printer busy with somebody else refuses in time."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        printer = network_printer("127.0.0.1", listener.getsockname()[1], patience=HURRY)
        assert printer.print(DATA) == Outcome(Result.REFUSED, Cause.SILENT)


def test_two_callers() -> None:
    """Two programs may share a network printer: the second waits until the first has its slip."""
    with NetworkMachine() as end:
        outcomes: list[Outcome] = []

        def call() -> None:
            printer = network_printer("127.0.0.1", end.port)
            outcomes.extend(printer.print(DATA) for _ in range(5))

        callers = [threading.Thread(target=call) for _ in range(2)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        assert outcomes == [PRINTED] * 10
        assert len(end.tray.pieces) == 10


def test_ipv6() -> None:
    """A printer at an IPv6 address prints."""
    with NetworkMachine(host="::1") as end:
        printer = open_printer(f"network:[::1]:{end.port}")
        assert printer.print(DATA) == PRINTED
        printer.close()


def test_never_asked() -> None:
    """A printer set up as one that never answers prints; nobody says that it did."""
    with NetworkMachine() as end:
        end.machine.faults.mute = True
        printer = open_printer(f"network:127.0.0.1:{end.port}?status=none")
        assert printer.state() is PrinterState.UNVERIFIED
        assert printer.print(DATA) == Outcome(Result.UNKNOWN, Cause.UNVERIFIED)
        assert end.tray.wait_for(1, 5)


def test_basic_questions() -> None:
    """A printer set up without GS ( H never gets one, and is believed its answer to GS r."""
    with NetworkMachine() as end:
        end.machine.faults.no_process_id = True
        printer = network_printer("127.0.0.1", end.port, Asking.BASIC, HURRY)
        started = time.monotonic()
        assert printer.print(DATA) == PRINTED
        assert time.monotonic() - started < HURRY.process_id_s
        end.machine.faults.paper_left_dots = 10
        assert printer.print(DATA) == Outcome(Result.UNKNOWN, Cause.PAPER_END)


def test_time_grows_with_the_slip() -> None:
    """A slow line gets the time its bytes take."""
    slow = serial_printer("/dev/ttyS0", 9600)
    assert slow.time_for(64_816) > 64_816 * 10 / 9600
    assert slow.time_for(300) < 7
    assert network_printer("127.0.0.1").time_for(64_816) < 10
