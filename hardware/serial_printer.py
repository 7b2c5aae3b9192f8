"""A printer on a serial line or a USB adapter that looks like one."""

import termios
from typing import Literal

import serial

from hardware.ending import Patience
from hardware.takes import Draw, Takes
from hardware.wire import DescriptorWire
from hardware.wired_printer import Asking, WiredPrinter

Flow = Literal["none", "rtscts", "xonxoff"]
FAST_BAUD = 115_200
BITS_PER_BYTE = 10
SHARE_USED = 0.8  # of the nominal speed; the rest is gaps


def serial_printer(
    device: str,
    baud: int = 115_200,
    flow: Flow = "none",
    asking: Asking = Asking.FULL,
    patience: Patience | None = None,
) -> WiredPrinter:
    """The printer at a device file; best a udev link, which stays when the plug changes."""
    printer = WiredPrinter(
        lambda: _open(device, baud, flow), baud / BITS_PER_BYTE * SHARE_USED, asking, patience
    )
    if baud < FAST_BAUD:
        # A large number as dots is twelve kilobytes: twelve seconds at 9600 baud.
        printer.takes = Takes(draw=Draw.NEEDED)
    return printer


def _open(device: str, baud: int, flow: Flow) -> DescriptorWire:
    try:
        # Exclusive, because a second reader would steal answers.
        port = serial.Serial(
            device, baud, exclusive=True, rtscts=flow == "rtscts", xonxoff=flow == "xonxoff"
        )
    except (ValueError, termios.error) as error:
        raise OSError(str(error)) from error

    def discard() -> None:
        # Closing a terminal waits up to 30 s for bytes that nobody takes.
        try:
            port.reset_output_buffer()
        except termios.error as error:
            raise OSError(str(error)) from error

    return DescriptorWire(port.fileno(), port.close, discard)
