"""Device files by the USB id of what is plugged in, as the kernel shows it under /sys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

USB_ID = re.compile(r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}")
ROOT = Path("/")


class Kind(StrEnum):
    """A kind of device file, by the kernel's word for it."""

    SERIAL = "tty"
    KEYS = "input"
    VIDEO = "video4linux"
    PRINTER = "usbmisc"


@dataclass(frozen=True)
class DeviceFile:
    """A device file, and whose it is: "0c2e:0206", "Voyager 1450"."""

    usb_id: str
    name: str
    file: Path
    sys: Path


def device_files(kind: Kind, root: Path = ROOT) -> list[DeviceFile]:
    """All of this kind that have a USB id, in the order of their numbers."""
    return sorted(_look(kind, root), key=lambda one: (len(one.file.name), one.file.name))


def files_of(kind: Kind, usb_id: str, root: Path = ROOT) -> list[Path]:
    """The device files of this id, whose numbers change from plug to plug.

    Raises OSError when there is none.
    """
    files = [one.file for one in device_files(kind, root) if one.usb_id == usb_id.lower()]
    if not files:
        raise FileNotFoundError(f"no {usb_id} is plugged in")
    return files


def files_at(kind: Kind, place: str, root: Path = ROOT) -> list[Path]:
    """The device files of a place, which is a USB id or a path; OSError as of `files_of`."""
    return files_of(kind, place, root) if USB_ID.fullmatch(place) else [Path(place)]


def _look(kind: Kind, root: Path) -> Iterator[DeviceFile]:
    # A keyboard that is a mouse, too, has a file for that beside the one of all its events.
    for node in (root / "sys/class" / kind).glob("event*" if kind is Kind.KEYS else "*"):
        if (node / "device").exists():  # consoles belong to no device
            device = (node / "device").resolve()
            found = _key_id(device) if kind is Kind.KEYS else _usb_id(device)
            if found is not None:
                yield DeviceFile(*found, root / "dev" / _device_name(node), node.resolve())


def _key_id(device: Path) -> tuple[str, str] | None:
    # The input device has its id itself, also where none of its parents is on the USB.
    usb_id = f"{text_of(device / 'id/vendor')}:{text_of(device / 'id/product')}"
    return (usb_id, text_of(device / "name")) if USB_ID.fullmatch(usb_id) else None


def _usb_id(device: Path) -> tuple[str, str] | None:
    for parent in (device, *device.parents):
        usb_id = f"{text_of(parent / 'idVendor')}:{text_of(parent / 'idProduct')}"
        if USB_ID.fullmatch(usb_id):
            return (
                usb_id,
                f"{text_of(parent / 'manufacturer')} {text_of(parent / 'product')}".strip(),
            )
    return None


def _device_name(node: Path) -> str:
    return text_of(node / "uevent").rpartition("DEVNAME=")[2].partition("\n")[0]


def text_of(file: Path) -> str:
    """What a file of the kernel says; nothing when it is gone, as it may be at any moment."""
    try:
        return file.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""
