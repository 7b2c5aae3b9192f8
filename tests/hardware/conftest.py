import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.device_files import Kind
from hardware.framing import Scan
from hardware.scanner import Scanner

BESIDE = ("opening", "closing", "camera")


class FakeKernel:
    """A machine's /sys and /dev in a folder, into which devices are plugged."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._ports = itertools.count(1)
        for kind in Kind:
            (root / "sys/class" / kind).mkdir(parents=True)
        (root / "dev/input").mkdir(parents=True)

    def plug(self, kind: Kind, node: str, usb_id: str, name: str, leads_to: str = "") -> Path:
        """Plug a USB device in whose device file leads to another; gives that file."""
        usb = self.root / f"sys/devices/usb1/1-{next(self._ports)}"
        vendor, _, product = usb_id.partition(":")
        write(usb, idVendor=vendor, idProduct=product, product=name)
        device = usb / "1-1:1.0"
        device_name = f"input/{node}" if kind is Kind.KEYS else node
        if kind is Kind.KEYS:
            device = device / "0003/input/input7"
            write(device, name=name)
            write(device / "id", vendor=vendor, product=product)
        here = device / kind / node
        write(here, dev="1:1", uevent=f"MAJOR=1\nMINOR=1\nDEVNAME={device_name}")
        (here / "device").symlink_to(device)
        (self.root / "sys/class" / kind / node).symlink_to(here)
        file = self.root / "dev" / device_name
        file.symlink_to(leads_to or "/dev/null")
        return file

    def unplug(self, kind: Kind, node: str) -> None:
        """Pull a plug: the kernel forgets the device file and the entry of its class."""
        (self.root / "sys/class" / kind / node).unlink()
        (self.root / "dev" / (f"input/{node}" if kind is Kind.KEYS else node)).unlink()


def write(folder: Path, **texts: str) -> None:
    """Write one file for each text, as the kernel shows attributes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(f"{text}\n")


def look(scanner: Scanner) -> list[Scan]:
    """Let a scanner look for its port, and read it when that has ended."""
    assert scanner.read() == []
    wait_for_threads("opening")
    return scanner.read()


def wait_for_threads(*names: str) -> None:
    """Wait until whatever opens, closes or looks through a scanner has ended."""
    for thread in threading.enumerate():
        if thread.name in (names or BESIDE):
            thread.join()


@pytest.fixture(autouse=True)
def nothing_under_way() -> Iterator[None]:
    """Let no test count what another one has not given back yet."""
    wait_for_threads()
    yield
    wait_for_threads()


class Clock:
    """A clock that stands until it is put forward."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kernel(tmp_path: Path) -> FakeKernel:
    return FakeKernel(tmp_path / "machine")
