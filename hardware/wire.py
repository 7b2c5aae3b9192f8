"""A two-way line to a printer, and the one over a descriptor that serial and USB share."""

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

    def close(self) -> None:
        """Ends the line; never raises."""


class DescriptorWire:
    """A line over a non-blocking descriptor of a device; `close` gives it back."""

    def __init__(
        self, descriptor: int, close: Callable[[], None], discard: Callable[[], None] | None = None
    ) -> None:
        self._descriptor = descriptor
        self._close = close
        self._discard = discard

    def write(self, data: bytes, timeout_s: float) -> None:
        """See `Wire`."""
        rest = memoryview(data)
        deadline = time.monotonic() + timeout_s
        while rest:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([], [self._descriptor], [], left)[1]:
                if self._discard:
                    # Closing a terminal waits up to 30 s for bytes that nobody takes.
                    self._discard()
                raise TimeoutError("the printer takes no more bytes")
            try:
                rest = rest[os.write(self._descriptor, rest) :]
            except BlockingIOError:
                continue

    def read(self, timeout_s: float) -> bytes:
        """See `Wire`."""
        if not select.select([self._descriptor], [], [], max(0, timeout_s))[0]:
            return b""
        try:
            data = os.read(self._descriptor, READ_MAX)
        except BlockingIOError:
            return b""
        if not data:
            raise ConnectionResetError("the device is gone")
        return data

    def close(self) -> None:
        """See `Wire`."""
        self._close()
