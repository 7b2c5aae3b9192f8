"""A scanner that sends its codes as bytes, read without blocking and found again when replugged."""

import contextlib
import select
import time
from collections.abc import Callable
from typing import Protocol

from hardware.framing import Framer, Scan

REOPEN_S = 0.5


class Port(Protocol):
    """What a scanner's bytes come out of, while it is there."""

    def fileno(self) -> int:
        """A descriptor that is readable when `read` has something to do."""

    def read(self) -> bytes:
        """A portion of what came, perhaps nothing; OSError when the scanner is gone."""

    def close(self) -> None:
        """Gives the port back."""


class PortScanner:
    """A `Scanner` at whatever `open_port` opens, which raises OSError while nothing is there."""

    def __init__(
        self, open_port: Callable[[], Port], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._open_port = open_port
        self._clock = clock
        self._port: Port | None = None
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
        if self._port is None and now >= self._next_open:
            self._next_open = now + REOPEN_S
            with contextlib.suppress(OSError):
                port = self._open_port()
                self._epoll.register(port.fileno(), select.EPOLLIN)
                self._port = port
        if self._port is None or not self._epoll.poll(0):
            return self._framer.tick(now)
        try:
            # One portion a call, so that a scanner gone mad cannot keep the caller from all else.
            return self._framer.feed(self._port.read(), now)
        except OSError:
            self._unplug(self._port)
            return []

    def close(self) -> None:
        """See `Scanner`."""
        if self._port is not None:
            self._unplug(self._port)
        self._epoll.close()

    def _unplug(self, port: Port) -> None:
        self._port = None
        self._framer.forget()
        self._epoll.unregister(port.fileno())
        port.close()
