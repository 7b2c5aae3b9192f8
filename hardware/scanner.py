"""A barcode scanner on a serial line, read without blocking and found again when replugged."""

import contextlib
import os
import select
import termios
import time
from collections.abc import Callable
from typing import Protocol
from urllib.parse import parse_qsl

import serial

from hardware.framing import Framer, Scan

REOPEN_S = 0.5
READ_MAX = 4096
FORMS = "serial:/dev/DEVICE[?baud=9600] or none:"


class Scanner(Protocol):
    """One scanner; no call blocks, and none raises for what the world does to it."""

    @property
    def plugged(self) -> bool:
        """Whether the scanner was there at the last `read`."""

    def fileno(self) -> int:
        """A descriptor that is readable when `read` has something to do; the same until `close`."""

    def read(self) -> list[Scan]:
        """The scans since the last call; to be called when readable and four times a second.

        The regular calls end a code without an end and look for a scanner that was unplugged.
        """

    def close(self) -> None:
        """Gives the scanner back."""


def open_scanner(url: str) -> Scanner:
    """The scanner at `serial:/dev/DEVICE[?baud=9600]`, or `none:`; it need not be there yet.

    Raises ValueError with a sentence for a person when the address is none.
    """
    kind, colon, rest = url.partition(":")
    device, _, query = rest.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    baud = options.pop("baud", "9600")
    if url == "none:":
        return SerialScanner(None)
    if kind != "serial" or not colon or not device.startswith("/") or options:
        raise ValueError(f"“{url}” is no scanner. A scanner is {FORMS}.")
    if not (baud.isascii() and baud.isdigit() and int(baud)):
        raise ValueError(f"“{url}” is no scanner: baud is a whole number such as 9600.")
    return SerialScanner(device, int(baud))


class SerialScanner:
    """A `Scanner` at a device file, or nowhere with None."""

    def __init__(
        self, device: str | None, baud: int = 9600, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._device = device
        self._baud = baud
        self._clock = clock
        self._port: serial.Serial | None = None
        self._framer = Framer()
        self._next_open = clock()
        # Stands for the port in the caller's event loop: it outlives the port, and an empty one is
        # never readable, where the descriptor of a pulled plug would be readable for ever.
        self._epoll = select.epoll()

    @property
    def plugged(self) -> bool:
        """See `Scanner`."""
        return self._port is not None

    def fileno(self) -> int:
        """See `Scanner`."""
        return self._epoll.fileno()

    def read(self) -> list[Scan]:
        """See `Scanner`."""
        now = self._clock()
        if self._port is None and self._device is not None and now >= self._next_open:
            self._next_open = now + REOPEN_S
            self._open(self._device)
        scans = self._framer.tick(now)
        # A terminal without data and one that is gone both read as nothing; only this is ready.
        while self._port is not None and self._epoll.poll(0):
            data = b""
            with contextlib.suppress(OSError):
                data = os.read(self._port.fileno(), READ_MAX)
            if data:
                scans += self._framer.feed(data, now)
            else:
                self._unplug()
        return scans

    def close(self) -> None:
        """See `Scanner`."""
        self._unplug()
        self._epoll.close()

    def _open(self, device: str) -> None:
        with contextlib.suppress(OSError, ValueError, termios.error):
            # Exclusive, because a second reader would steal half of each code.
            port = serial.Serial(device, self._baud, exclusive=True)
            self._epoll.register(port.fileno(), select.EPOLLIN)
            self._port = port

    def _unplug(self) -> None:
        if self._port is None:
            return
        port, self._port = self._port, None
        self._framer.forget()
        # Closing the port takes it out of the epoll.
        with contextlib.suppress(OSError, termios.error):
            port.close()
