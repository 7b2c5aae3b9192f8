"""A scanner that types like a keyboard, heard by this program alone and never by the screen."""

import fcntl
import os
import select
from collections.abc import Callable, Sequence
from pathlib import Path

from hardware.key_layouts import Layout
from hardware.key_records import RECORD, KeyReader

EVIOCGRAB = 0x40044590
READ_MAX = 64 * RECORD.size


def grab(descriptor: int) -> None:
    """Takes what is typed there from everybody else; OSError for what is no keyboard."""
    fcntl.ioctl(descriptor, EVIOCGRAB, 1)


class KeyboardPort:
    """A `Port` at all the device files of one scanner; OSError unless all of them can be had.

    Some scanners are a keyboard and, beside it, power and volume keys: those must not reach the
    screen either.
    """

    def __init__(
        self, files: Sequence[Path], layout: Layout, grab: Callable[[int], None] = grab
    ) -> None:
        self._readers: dict[int, KeyReader] = {}
        self._epoll = select.epoll()
        try:
            for file in files:
                descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
                self._readers[descriptor] = KeyReader(layout)
                grab(descriptor)
                self._epoll.register(descriptor, select.EPOLLIN)
        except OSError:
            self.close()
            raise

    def fileno(self) -> int:
        """See `Port`."""
        return self._epoll.fileno()

    def read(self) -> bytes:
        """See `Port`."""
        typed = b""
        for descriptor, _ in self._epoll.poll(0):
            data = os.read(descriptor, READ_MAX)
            if not data:
                raise OSError("the scanner was unplugged")
            typed += self._readers[descriptor].read(data)
        return typed

    def close(self) -> None:
        """See `Port`."""
        self._epoll.close()
        for descriptor in self._readers:
            os.close(descriptor)
