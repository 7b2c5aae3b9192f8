"""A scanner that sends its codes as bytes, read without blocking and found again when replugged."""

import select
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from hardware.elsewhere import close_elsewhere, open_elsewhere
from hardware.framing import Framer, Scan

REOPEN_S = 0.5
HANGS_S = 30.0
"""A port that is not open by then hangs; the scanner may have come back at another one."""

HUNG_AT_MOST = 3
"""So many ports may hang at a time, each with its threads, before no further one is tried."""


class Port(Protocol):
    """What a scanner's bytes come out of, while it is there."""

    def fileno(self) -> int:
        """A descriptor that is readable when `read` has something to do."""

    def read(self) -> bytes:
        """A portion of what came, perhaps nothing; OSError when the scanner is gone."""

    def close(self) -> None:
        """Gives the port back."""


class PortScanner:
    """A `Scanner` at whatever `open_port` opens, which raises OSError while nothing is there.

    It is opened and closed elsewhere, for an adapter that hangs may keep either for minutes.
    """

    def __init__(
        self, open_port: Callable[[], Port], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._open_port = open_port
        self._clock = clock
        self._opening: Future[Port | None] | None = None
        self._hung: list[Future[Port | None]] = []
        self._port: Port | None = None
        self._framer = Framer()
        self._tried_at = clock() - REOPEN_S
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
        if self._port is None:
            self._look_for_port(now)
        if self._port is None or not self._epoll.poll(0):
            return self._framer.tick(now)
        try:
            # One portion a call, so that a scanner gone mad cannot keep the caller from all else.
            return self._framer.feed(self._port.read(), now)
        except OSError:
            self._unplug()
            return []

    def close(self) -> None:
        """See `Scanner`."""
        self._unplug()
        self._epoll.close()

    def _look_for_port(self, now: float) -> None:
        """Begins to open the port, or takes it once that has ended."""
        if self._opening is None:
            self._hung = [one for one in self._hung if not one.done()]
            if now >= self._tried_at + REOPEN_S and len(self._hung) < HUNG_AT_MOST:
                self._tried_at = now
                self._opening = open_elsewhere(self._open_port)
        elif not self._opening.done():
            if now >= self._tried_at + HANGS_S:
                self._hung.append(self._opening)
                self._give_back()
        else:
            port = self._opening.result()
            if port is None:
                self._opening = None
            else:
                self._take(port)

    def _take(self, port: Port) -> None:
        try:
            self._epoll.register(port.fileno(), select.EPOLLIN)
        except OSError:  # it was pulled since, or is none that can be waited for
            self._unplug()
        else:
            self._port = port

    def _unplug(self) -> None:
        if self._port is not None:
            self._epoll.unregister(self._port.fileno())
            self._port = None
        self._give_back()
        self._framer.forget()

    def _give_back(self) -> None:
        if self._opening is not None:
            close_elsewhere(self._opening)
            self._opening = None
