from pathlib import Path

import pytest

from hardware.emulator.pty_line import SerialMachine
from hardware.ending import Patience
from hardware.outcome import Cause, Outcome, PrinterState, Result
from hardware.plugged_in import PluggedIn, plugged_in
from hardware.usb_printer import usb_printer
from hardware.wired_printer import WiredPrinter

PRINTED = Outcome(Result.PRINTED)
TICKET = b"\x1b@A 042\n\x1dV\x01"


class Bus:
    """Folders as the kernel shows its USB printers, with the nodes that belong to them."""

    def __init__(self, folder: Path) -> None:
        self.nodes = folder / "sys" / "class" / "usbmisc"
        self.devices = folder / "dev"
        self._bus = folder / "sys" / "devices" / "usb1"
        self.nodes.mkdir(parents=True)
        (self.devices / "usb").mkdir(parents=True)

    def plug(self, node: str, **of_device: str) -> Path:
        """Plugs a printer in; gives the path of its node."""
        port = self._bus / f"1-{node}"
        made = port / "1-1:1.0" / "usbmisc" / node
        made.mkdir(parents=True)
        (made / "device").symlink_to(made.parents[1])
        (self.nodes / node).symlink_to(made)
        for name, line in of_device.items():
            (port / name).write_text(f"{line}\n")
        return self.devices / "usb" / node

    def unplug(self, node: str) -> None:
        """Takes a printer away."""
        (self.nodes / node).unlink()

    def printer(self, serial: str = "") -> WiredPrinter:
        hurry = Patience(answer_s=0.2)
        return usb_printer(
            "04b8", "0e15", serial, patience=hurry, nodes=self.nodes, devices=self.devices
        )


@pytest.fixture
def bus(tmp_path: Path) -> Bus:
    return Bus(tmp_path)


EPSON = {"idVendor": "04b8", "idProduct": "0e15", "manufacturer": "EPSON", "product": "TM-T20II"}


def test_found_by_its_numbers(bus: Bus) -> None:
    """A printer is found by its numbers among others, whatever its node is called this time."""
    bus.plug("lp0", idVendor="0dd4", idProduct="0e15")
    with SerialMachine() as machine:
        bus.plug("lp1", **EPSON).symlink_to(machine.path)
        printer = bus.printer()
        assert printer.print(TICKET) == PRINTED
        bus.unplug("lp1")
        assert printer.state() is PrinterState.UNREACHABLE
        assert printer.print(TICKET) == Outcome(Result.REFUSED, Cause.UNREACHABLE)
        bus.plug("lp7", **EPSON).symlink_to(machine.path)
        assert printer.print(TICKET) == PRINTED
        assert machine.tray.count == 2


def test_two_of_a_kind(bus: Bus) -> None:
    """Of two printers of a kind the serial number says which; without one it is the first."""
    with SerialMachine() as left, SerialMachine() as right:
        bus.plug("lp0", **EPSON, serial="J4TF1").symlink_to(left.path)
        bus.plug("lp1", **EPSON, serial="J4TF2").symlink_to(right.path)
        assert bus.printer("J4TF2").print(TICKET) == PRINTED
        assert (left.tray.count, right.tray.count) == (0, 1)
        assert bus.printer().print(TICKET) == PRINTED
        assert left.tray.count == 1
        assert bus.printer("J4TF3").state() is PrinterState.UNREACHABLE


def test_what_is_plugged_in(bus: Bus) -> None:
    """What is plugged in is told as addresses that a zone's file takes."""
    bus.plug("lp0", **EPSON, serial="J4:TF 1")
    bus.plug("lp1", idVendor="0dd4", idProduct="01a8")
    (bus.nodes / "hiddev0").mkdir()
    found = list(plugged_in(bus.nodes, bus.devices))
    assert found[:2] == [
        PluggedIn("usb:04b8:0e15:J4%3ATF%201", "EPSON TM-T20II", may_scan=False),
        PluggedIn("usb:0dd4:01a8", "a USB printer", may_scan=False),
    ]
    assert all(one.address.startswith("serial:/") for one in found[2:])


def test_nothing_plugged_in(tmp_path: Path) -> None:
    """A machine without USB printers has none, and that is no error."""
    assert not [one for one in plugged_in(tmp_path / "none", tmp_path) if not one.may_scan]
