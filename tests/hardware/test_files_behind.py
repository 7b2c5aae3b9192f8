import os
from pathlib import Path

import pytest

from hardware.device_files import Kind
from hardware.files_behind import printer_files, scanner_files
from hardware.found_printers import unclaimed_printers

from .conftest import FakeKernel, write


def test_a_printers_file(kernel: FakeKernel) -> None:
    """A printer's address leads to its file while it is plugged in, and to none after."""
    file = kernel.plug(Kind.PRINTER, "lp1", "04b8:0e15", "TM-T20II")
    device = (kernel.root / "sys/class/usbmisc/lp1/device").resolve().parent
    write(device, serial="J4:1")
    assert printer_files("usb:04B8:0E15?width=512", kernel.root) == [file]
    assert printer_files("usb:04b8:0e15:J4%3A1", kernel.root) == [file]
    assert printer_files("usb:04b8:0e15:J5", kernel.root) == []
    assert printer_files(f"file:{file}?status=none", kernel.root) == [file]
    kernel.unplug(Kind.PRINTER, "lp1")
    assert printer_files("usb:04b8:0e15", kernel.root) == []
    assert printer_files(f"serial:{file}", kernel.root) == []


@pytest.mark.parametrize("url", ["network:192.0.2.7", "virtual:/slips", "none:"])
def test_a_printer_without_a_file(url: str) -> None:
    """A printer on the network has no device file, plugged in or not."""
    assert printer_files(url) is None


def test_a_scanners_files(kernel: FakeKernel, tmp_path: Path) -> None:
    """A scanner's address leads to all its files of the kind that it says."""
    keys = kernel.plug(Kind.KEYS, "event4", "05e0:1200", "Scanner")
    more = kernel.plug(Kind.KEYS, "event5", "05e0:1200", "Scanner's volume")
    line = kernel.plug(Kind.SERIAL, "ttyACM0", "05e0:1200", "Scanner")
    assert scanner_files("keyboard:05e0:1200?layout=de", kernel.root) == [keys, more]
    assert scanner_files("usb:05e0:1200", kernel.root) == [line]
    assert scanner_files(f"serial:{line}?baud=9600", kernel.root) == [line]
    assert scanner_files("camera:05e0:1200", kernel.root) == []
    assert scanner_files("serial:/dev/nothing", kernel.root) == []
    os.mkfifo(tmp_path / "pipe")
    stand_ins = ("none:", "virtual:/pipe", f"camera:{tmp_path}", f"camera:{tmp_path / 'pipe'}")
    assert [scanner_files(one, kernel.root) for one in stand_ins] == [None] * 4


def test_a_printer_that_cups_has(kernel: FakeKernel) -> None:
    """A printer that is not at the kernel's driver is named, one that is there is not."""
    usb = kernel.root / "sys/devices/usb1"
    for port, name, driver in (("1-1", "TM-T20II", "usbfs"), ("1-2", "TM-T88", "usblp")):
        write(usb / port, idVendor="04b8", idProduct="0e15", product=name)
        write(usb / port / f"{port}:1.0", bInterfaceClass="07")
        (usb / port / f"{port}:1.0" / "driver").symlink_to(kernel.root / "drivers" / driver)
    write(usb / "1-3" / "1-3:1.0", bInterfaceClass="03")
    listed = kernel.root / "sys/bus/usb/devices"
    listed.mkdir(parents=True)
    for interface in usb.glob("*/*:*"):
        (listed / interface.name).symlink_to(interface)
    assert list(unclaimed_printers(kernel.root)) == ["TM-T20II (04b8:0e15)"]
