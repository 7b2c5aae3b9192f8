"""What a scanner is to the programs, and how its address opens it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hardware.camera import open_camera
from hardware.camera_scanner import CameraScanner
from hardware.device_files import USB_ID, Kind, files_at
from hardware.framing import Scan
from hardware.key_layouts import LAYOUTS
from hardware.keyboard_port import KeyboardPort
from hardware.options import Options, parts_of
from hardware.port_scanner import PortScanner
from hardware.serial_port import SerialPort
from hardware.virtual_port import VirtualPort

FORMS = (
    "usb:VENDOR:PRODUCT[?baud=9600], serial:/dev/DEVICE[?baud=9600], "
    "keyboard:VENDOR:PRODUCT[?layout=us|de], keyboard:/dev/input/by-id/DEVICE[?layout=us|de], "
    "camera:VENDOR:PRODUCT, camera:/dev/v4l/by-id/DEVICE, camera:FOLDER, camera:PIPE, "
    "virtual:PIPE or none:"
)

INSTALL_READER = f"{sys.executable} -m pip install 'wartemarke[camera]'"


class NoReader(ValueError):
    """The address is right, and what a camera needs is not installed."""


class Scanner(Protocol):
    """One scanner; no call blocks, and none raises for what the world does to it."""

    @property
    def plugged(self) -> bool:
        """Whether the scanner was there at the last `read`."""

    def fileno(self) -> int:
        """A descriptor that is readable when `read` has something to do; the same until `close`."""

    def read(self) -> list[Scan]:
        """The scans since the last call; to be called when readable and ten times a second.

        The regular calls end a code without an end and look for a scanner that was unplugged.
        """

    def close(self) -> None:
        """Gives the scanner back."""


def open_scanner(url: str) -> Scanner:
    """The scanner at an address of one of the `FORMS`; it need not be there yet.

    Raises ValueError with a sentence for a person when the address is none, NoReader when it is one
    of a camera and nothing here reads its pictures.
    """
    kind, place, query = parts_of(url)
    options = Options(url, query, "scanner", FORMS)
    open_kind = _KINDS.get(kind)
    if open_kind is None:
        raise ValueError(f"“{url}” is no scanner. A scanner is {FORMS}.")
    return open_kind(place, options)


def _usb(place: str, options: Options) -> Scanner:
    if not USB_ID.fullmatch(place):
        raise options.wrong("usb: is followed by the USB id, such as usb:0c2e:0206")
    return _serial_at(place, options)


def _serial(place: str, options: Options) -> Scanner:
    if not place.startswith("/"):
        raise options.wrong("the device is a whole path, such as /dev/ttyACM0")
    return _serial_at(place, options)


def _serial_at(place: str, options: Options) -> Scanner:
    baud = options.number("baud", 9600)
    options.nothing_left()
    return PortScanner(lambda: SerialPort(files_at(Kind.SERIAL, place)[0], baud))


def _keyboard(place: str, options: Options) -> Scanner:
    layout = LAYOUTS[options.one_of("layout", list(LAYOUTS), "us")]
    options.nothing_left()
    if not USB_ID.fullmatch(place) and not place.startswith("/"):
        raise options.wrong("keyboard: is followed by a USB id or a whole path")
    return PortScanner(lambda: KeyboardPort(files_at(Kind.KEYS, place), layout))


def _camera(place: str, options: Options) -> Scanner:
    options.nothing_left()
    if not place:
        raise options.wrong("camera: is followed by a USB id or a path")
    try:
        from hardware.code_reader import read_codes
    except ModuleNotFoundError as missing:
        raise NoReader(f"a camera needs {missing.name}: {INSTALL_READER}") from None
    except ImportError as broken:  # as of a library that is not of this machine
        raise options.wrong(f"what reads codes cannot be used here: {broken}") from None
    return CameraScanner(lambda: open_camera(place), read_codes)


def _virtual(place: str, options: Options) -> Scanner:
    options.nothing_left()
    if not place:
        raise options.wrong("virtual: is followed by a pipe, such as virtual:/run/scanner")
    return PortScanner(lambda: VirtualPort(Path(place)))


def _none(place: str, options: Options) -> Scanner:
    options.nothing_left()
    if place:
        raise options.wrong("nothing follows none:")

    def open_port() -> SerialPort:
        raise FileNotFoundError("there is no scanner")

    return PortScanner(open_port)


_KINDS: dict[str, Callable[[str, Options], Scanner]] = {
    "usb": _usb,
    "serial": _serial,
    "keyboard": _keyboard,
    "camera": _camera,
    "virtual": _virtual,
    "none": _none,
}
