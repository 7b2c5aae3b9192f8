"""The far end of a serial line: a pseudo-terminal whose near end programs open like any port."""

import contextlib
import os
import select
import threading
import tty
from collections.abc import Callable
from types import TracebackType
from typing import Self

from hardware.emulator.machine import Machine
from hardware.emulator.tray import Tray

RECEIVE_MAX = 4096


class PtyLine:
    """A serial line at `path` until `close`; `receive` gives the answer to what came."""

    def __init__(self, receive: Callable[[bytes], bytes]) -> None:
        self._receive = receive
        self._far, self._near = os.openpty()
        tty.setraw(self._near)
        self.path = os.ttyname(self._near)
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._serve, name="emulated serial line")
        self._thread.start()

    def send(self, data: bytes) -> None:
        """Sends bytes nobody asked for."""
        os.write(self._far, data)

    def close(self) -> None:
        """Pulls the plug: whoever has `path` open finds the line dead."""
        os.write(self._wake_write, b"x")
        self._thread.join()
        for descriptor in (self._far, self._near, self._wake_read, self._wake_write):
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _serve(self) -> None:
        while True:
            ready, _, _ = select.select([self._far, self._wake_read], [], [])
            if self._wake_read in ready:
                return
            with contextlib.suppress(OSError):
                answer = self._receive(os.read(self._far, RECEIVE_MAX))
                if answer:
                    os.write(self._far, answer)


class SerialMachine(PtyLine):
    """A printer on a serial line at `path`."""

    def __init__(self, tray: Tray | None = None, width_dots: int = 576) -> None:
        self.tray = tray or Tray()
        self.machine = Machine(self.tray.take, width_dots)
        super().__init__(self.machine.receive)


class VirtualScanner(PtyLine):
    """A barcode scanner on a serial line at `path`."""

    def __init__(self) -> None:
        super().__init__(lambda data: b"")

    def scan(self, code: str, aim: str = "]Q1") -> None:
        """Reads one code, as a scanner set to AIM ids and CR does."""
        self.send(f"{aim}{code}\r".encode())
