"""A two-way line to a printer, and the one over a descriptor that serial and USB share."""

import contextlib
import os
import select
import time
from collections.abc import Callable
from typing import Protocol

READ_MAX = 4096


class Wire(Protocol):
    """An open line; `write` and `read` raise OSError when it is lost."""

    def write(self, data: bytes, timeout_s: float) -> None:
        """Hands all bytes over, or raises TimeoutError when they were not taken in time."""

    def read(self, timeout_s: float) -> bytes:
        """What has arrived, waiting up to `timeout_s` for the first byte; b"" when nothing came."""

    def discard(self) -> None:
        """Throws away what was handed over and is still on its way; only `close` comes after."""

    def close(self) -> None:
        """Ends the line; never raises."""


class DescriptorWire:
    """A line over a non-blocking descriptor of a device; `close` gives it back."""

    def __init__(
        self,
        descriptor: int,
        close: Callable[[], None],
        discard: Callable[[], None] = lambda: None,
    ) -> None:
        self._descriptor = descriptor
        self._close = close
        self._discard = discard

    def write(self, data: bytes, timeout_s: float) -> None:
        """See `Wire`."""
        rest = memoryview(data)
        deadline = time.monotonic() + timeout_s
        # Once more after the last byte: the kernel takes back from a USB printer what is still on
        # its way when the device is closed.
        while self._is_ready(select.POLLOUT, deadline - time.monotonic()):
            if not rest:
                return
            with contextlib.suppress(BlockingIOError):
                rest = rest[os.write(self._descriptor, rest) :]
        raise TimeoutError("the printer takes no more bytes")

    def read(self, timeout_s: float) -> bytes:
        """See `Wire`."""
        ready = self._is_ready(select.POLLIN, timeout_s)
        if not ready:
            return b""
        try:
            data = os.read(self._descriptor, READ_MAX)
        except BlockingIOError:
            return b""
        # USB printers may send an empty packet, which is not the end.
        if not data and ready & select.POLLHUP:
            raise ConnectionResetError("the device is gone")
        return data

    def discard(self) -> None:
        """See `Wire`."""
        with contextlib.suppress(OSError):
            self._discard()

    def close(self) -> None:
        """See `Wire`."""
        self._close()

    def _is_ready(self, event: int, timeout_s: float) -> int:
        """The events there are, of those and the end of the line; 0 when none came in time."""
        if timeout_s < 0 and event == select.POLLOUT:
            return 0
        poll = select.poll()
        poll.register(self._descriptor, event)
        return sum(found for _, found in poll.poll(max(0.0, timeout_s) * 1000))
