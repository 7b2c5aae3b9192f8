"""The serial port of a scanner: a USB scanner set to USB CDC, or one on an RS-232 cable."""

import contextlib
import os
import termios
from pathlib import Path

import serial

READ_MAX = 4096


class SerialPort:
    """A `Port` at a device file; opening it raises OSError when it is none, or in use."""

    def __init__(self, device: Path, baud: int) -> None:
        try:
            # Exclusive, because a second reader would steal half of each code.
            self._serial = serial.Serial(str(device), baud, exclusive=True)
        except (ValueError, termios.error) as error:
            raise OSError(str(error)) from error

    def fileno(self) -> int:
        """See `Port`."""
        return int(self._serial.fileno())

    def read(self) -> bytes:
        """See `Port`."""
        data = os.read(self._serial.fileno(), READ_MAX)
        # A terminal without data and one that is gone both read as nothing, but only the second
        # is ready to be read.
        if not data:
            raise OSError("the scanner was unplugged")
        return data

    def close(self) -> None:
        """See `Port`."""
        with contextlib.suppress(OSError, termios.error):
            self._serial.close()
