"""Key strokes as the kernel records them, and a keyboard of its own to type them on."""

import fcntl
import os
import struct
from collections.abc import Iterator
from pathlib import Path

from hardware.key_layouts import LAYOUTS
from hardware.key_records import KEY, PRESSED, RECORD, RELEASED, SYNC

SHIFT, ALT_GR, RETURN = 42, 100, 28
UINPUT = Path("/dev/uinput")
UI_SET_EVBIT, UI_SET_KEYBIT = 0x40045564, 0x40045565
UI_DEV_SETUP, UI_DEV_CREATE, UI_DEV_DESTROY = 0x405C5503, 0x5501, 0x5502
BUS_USB = 3


def record(kind: int, code: int, value: int) -> bytes:
    """One record, followed by the mark that a stroke is whole."""
    return RECORD.pack(0, 0, kind, code, value) + RECORD.pack(0, 0, SYNC, 0, 0)


def stroke(code: int, *modifiers: int) -> bytes:
    """Press and release a key while modifiers are held."""
    held = b"".join(record(KEY, one, PRESSED) for one in modifiers)
    freed = b"".join(record(KEY, one, RELEASED) for one in modifiers)
    return held + record(KEY, code, PRESSED) + record(KEY, code, RELEASED) + freed


def strokes(text: str, layout: str = "us") -> Iterator[bytes]:
    """One stroke for each character, as a scanner set to this layout types them."""
    layers = LAYOUTS[layout]
    for character in text:
        for table, modifiers in (
            (layers.plain, ()),
            (layers.shifted, (SHIFT,)),
            (layers.alt_gr, (ALT_GR,)),
        ):
            codes = [code for code, typed in table.items() if typed == character]
            if codes:
                yield stroke(codes[0], *modifiers)
                break
        else:
            raise ValueError(f"{character!r} is on no key")


class KernelKeyboard:
    """A keyboard that the kernel takes for a USB scanner."""

    def __init__(self, usb_id: str) -> None:
        self._descriptor = os.open(UINPUT, os.O_WRONLY)
        fcntl.ioctl(self._descriptor, UI_SET_EVBIT, KEY)
        for code in range(1, 128):
            fcntl.ioctl(self._descriptor, UI_SET_KEYBIT, code)
        vendor, product = (int(part, 16) for part in usb_id.split(":"))
        setup = struct.pack("@4H80sI", BUS_USB, vendor, product, 1, b"Scanner of a test", 0)
        fcntl.ioctl(self._descriptor, UI_DEV_SETUP, setup)
        fcntl.ioctl(self._descriptor, UI_DEV_CREATE)

    def type(self, data: bytes) -> None:
        """Type records."""
        os.write(self._descriptor, data)

    def close(self) -> None:
        """Pull the plug."""
        fcntl.ioctl(self._descriptor, UI_DEV_DESTROY)
        os.close(self._descriptor)
