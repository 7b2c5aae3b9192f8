import os
from pathlib import Path

import pytest

from hardware.device_files import Kind
from hardware.emulator.pty_line import SerialMachine
from hardware.ending import Patience
from hardware.found import Found
from hardware.found_printers import found_printers
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.usb_printer import usb_printer
from hardware.wired_printer import WiredPrinter

from .conftest import FakeKernel, write

PRINTED = Outcome(Result.PRINTED)
SLIP = b"\x1b@A 042\n\x1dV\x01"
USB_ID = "04b8:0e15"


def plug(kernel: FakeKernel, node: str, leads_to: str = "", serial: str = "") -> Path:
    """Plug a printer in; gives its device file."""
    file = kernel.plug(Kind.PRINTER, node, USB_ID, "TM-T20II", leads_to)
    if serial:
        device = (kernel.root / "sys/class/usbmisc" / node / "device").resolve().parent
        write(device, serial=serial)
    return file


def printer(kernel: FakeKernel, serial: str = "") -> WiredPrinter:
    return usb_printer(USB_ID, serial, patience=Patience(answer_s=0.2), root=kernel.root)


def test_found_by_its_numbers(kernel: FakeKernel) -> None:
    """A printer is found by its numbers among others, whatever its node is called this time."""
    kernel.plug(Kind.PRINTER, "hiddev0", USB_ID, "a keypad of the same maker")
    kernel.plug(Kind.PRINTER, "lp0", "0dd4:0e15", "another")
    with SerialMachine() as machine:
        plug(kernel, "lp1", machine.path)
        opened = printer(kernel)
        assert opened.print(SLIP) == PRINTED
        kernel.unplug(Kind.PRINTER, "lp1")
        assert opened.state() is PrinterState.UNREACHABLE
        assert opened.print(SLIP) == Outcome(Result.REFUSED, Cause.UNREACHABLE)
        plug(kernel, "lp7", machine.path)
        assert opened.print(SLIP) == PRINTED
        assert machine.tray.count == 2


def test_two_of_a_kind(kernel: FakeKernel) -> None:
    """Of two printers of a kind the serial number says which; without one it is the first."""
    with SerialMachine() as left, SerialMachine() as right:
        plug(kernel, "lp0", left.path, "J4TF1")
        plug(kernel, "lp1", right.path, "J4TF2")
        assert printer(kernel, "J4TF2").print(SLIP) == PRINTED
        assert (left.tray.count, right.tray.count) == (0, 1)
        assert printer(kernel).print(SLIP) == PRINTED
        assert left.tray.count == 1
        assert printer(kernel, "J4TF3").state() is PrinterState.UNREACHABLE


def test_found_printers(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could be a printer is told as an address that a zone's file takes."""
    first = plug(kernel, "lp0", serial="J4:TF 1")
    second = plug(kernel, "lp1")
    kernel.plug(Kind.PRINTER, "hiddev0", USB_ID, "a keypad")
    line = kernel.plug(Kind.SERIAL, "ttyUSB0", "067b:2303", "an adapter", str(kernel.root))
    by_id = kernel.root / "dev/serial/by-id"
    by_id.mkdir(parents=True)
    (by_id / "usb-Adapter").symlink_to(line)
    monkeypatch.setattr(os, "access", lambda file, mode: file != second)
    assert list(found_printers(kernel.root)) == [
        Found("usb:04b8:0e15:J4%3ATF%201", "TM-T20II", first, allowed=True),
        Found("usb:04b8:0e15", "TM-T20II", second, allowed=False),
        Found(f"serial:{by_id / 'usb-Adapter'}", "an adapter", line, allowed=True),
    ]


def test_nothing_is_found(tmp_path: Path) -> None:
    """A machine without USB has no printers, and that is no error."""
    assert list(found_printers(tmp_path)) == []
