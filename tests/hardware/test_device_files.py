from pathlib import Path

import pytest

from hardware.device_files import Kind, device_files, files_of
from hardware.found import Found
from hardware.found_scanners import found_scanners

from .conftest import FakeKernel, write

KEYBOARD_KEYS = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
RETURN_KEY = "10000000"
VOLUME_KEYS = "3f000303ff 0 0 0"


def test_found_by_usb_id(kernel: FakeKernel) -> None:
    """A serial scanner is found by its USB id, in any writing, whatever its number is."""
    kernel.plug(Kind.SERIAL, "ttyUSB0", "0403:6001", "UPS")
    kernel.plug(Kind.SERIAL, "ttyACM10", "0c2e:0206", "Voyager")
    kernel.plug(Kind.SERIAL, "ttyACM9", "0c2e:0206", "Voyager")
    dev = kernel.root / "dev"
    assert files_of(Kind.SERIAL, "0C2E:0206", kernel.root) == [dev / "ttyACM9", dev / "ttyACM10"]
    with pytest.raises(FileNotFoundError):
        files_of(Kind.SERIAL, "0c2e:0207", kernel.root)


def test_consoles_and_gone_devices(kernel: FakeKernel) -> None:
    """Consoles, and devices that are pulled while they are looked at, are passed over."""
    write(kernel.root / "sys/class/tty/tty1", dev="4:1", uevent="DEVNAME=tty1")
    (kernel.root / "sys/class/tty/ttyACM3").symlink_to("/nowhere")
    write(kernel.root / "sys/devices/platform", driver="serial8250")
    write(kernel.root / "sys/class/tty/ttyS0", dev="4:64", uevent="DEVNAME=ttyS0")
    (kernel.root / "sys/class/tty/ttyS0/device").symlink_to(kernel.root / "sys/devices/platform")
    assert device_files(Kind.SERIAL, kernel.root) == []


def test_keys_and_pointer(kernel: FakeKernel) -> None:
    """Of a scanner that points, too, only the files that tell of keys are taken."""
    keys = kernel.plug(Kind.KEYS, "event4", "05e0:1200", "Scanner")
    kernel.plug(Kind.KEYS, "mouse0", "05e0:1200", "Scanner")
    assert files_of(Kind.KEYS, "05e0:1200", kernel.root) == [keys]


def test_this_machine() -> None:
    """What is plugged in here can be listed without a fault."""
    assert all(one.file.is_absolute() for kind in Kind for one in device_files(kind))
    assert all(one.address for one in found_scanners())


def test_found_scanners(kernel: FakeKernel) -> None:
    """Whoever sets a kiosk up is told the address of all that could be a scanner."""
    line = kernel.plug(Kind.SERIAL, "ttyACM0", "0c2e:0206", "Voyager 1450")
    keys = kernel.plug(Kind.KEYS, "event4", "05e0:1200", "Symbol Scanner")
    write(kernel.root / "sys/class/input/event4/device/capabilities", key=KEYBOARD_KEYS)
    kernel.plug(Kind.KEYS, "event5", "05e0:1200", "Symbol Scanner Consumer Control")
    write(kernel.root / "sys/class/input/event5/device/capabilities", key=VOLUME_KEYS)
    kernel.plug(Kind.KEYS, "event6", "05e0:1300", "Presenter")
    write(kernel.root / "sys/class/input/event6/device/capabilities", key=RETURN_KEY)
    seen = kernel.plug(Kind.VIDEO, "video0", "046d:0825", "Webcam", "/dev/nothing")
    write(kernel.root / "sys/class/video4linux/video0", index="0")
    kernel.plug(Kind.VIDEO, "video1", "046d:0825", "Webcam")
    write(kernel.root / "sys/class/video4linux/video1", index="1")
    assert found_scanners(kernel.root) == [
        Found("usb:0c2e:0206", "Voyager 1450", line, allowed=True),
        Found("keyboard:05e0:1200", "Symbol Scanner", keys, allowed=True),
        Found("camera:046d:0825", "Webcam", seen, allowed=False),
    ]


def test_nothing_plugged_in(tmp_path: Path) -> None:
    """A machine without any such device, as a container is, has no scanners."""
    assert found_scanners(tmp_path) == []
