"""The far end of a serial line: a pseudo-terminal whose near end programs open like any port."""

import contextlib
import os
import select
import tempfile
import threading
import tty
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from hardware.emulator.machine import Machine
from hardware.emulator.tray import Tray

RECEIVE_MAX = 4096
TICK_S = 0.01
XON, XOFF = b"\x11", b"\x13"


class PtyLine:
    """A serial line at `path` until `close`; `receive` gives the answer to what came."""

    def __init__(self, receive: Callable[[bytes], bytes], tick_s: float | None = None) -> None:
        self._receive = receive
        self._tick_s = tick_s
        # As udev names a port: the path stays, whatever the terminal behind it is called.
        self._folder = tempfile.TemporaryDirectory(prefix="serial-")
        self.path = str(Path(self._folder.name) / "port")
        self._plug = threading.Lock()
        self._gone = True
        self._thread: threading.Thread | None = None
        self.come_back()

    def come_back(self) -> None:
        """Plugs in again."""
        if not self._gone:
            return
        if self._thread:
            self._thread.join()  # of before; its end is under way
        self._far, self._near = os.openpty()
        tty.setraw(self._near)
        Path(self.path).symlink_to(os.ttyname(self._near))
        self._wake_read, self._wake_write = os.pipe()
        self._gone = False
        self._thread = threading.Thread(target=self._serve, name="emulated serial line")
        self._thread.start()

    def vanish(self) -> None:
        """Pulls the plug: whoever has `path` open finds the line dead until `come_back`."""
        with self._plug:
            if self._gone:
                return
            Path(self.path).unlink()
            os.write(self._wake_write, b"x")
            self._gone = True  # at last: from now on the thread may close what was written to

    def send(self, data: bytes) -> None:
        """Sends bytes nobody asked for."""
        os.write(self._far, data)

    def close(self) -> None:
        """Pulls the plug for good."""
        self.vanish()
        if self._thread:
            self._thread.join()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _reads(self) -> bool:
        return True

    def _serve(self) -> None:
        far, near, wake_read, wake_write = self._far, self._near, self._wake_read, self._wake_write
        while not self._gone:
            heard = [wake_read, far] if self._reads() else [wake_read]
            ready, _, _ = select.select(heard, [], [], self._tick_s)
            with contextlib.suppress(OSError):
                answer = self._receive(os.read(far, RECEIVE_MAX) if far in ready else b"")
                if answer and not self._gone:
                    os.write(far, answer)
        for descriptor in (far, near, wake_read, wake_write):
            os.close(descriptor)


class SerialMachine(PtyLine):
    """A printer on a serial line at `path`."""

    def __init__(self, tray: Tray | None = None, width_dots: int = 576) -> None:
        self.tray = tray or Tray()
        self.machine = Machine(self.tray.take, width_dots)
        super().__init__(self.machine.receive, TICK_S)

    @property
    def url(self) -> str:
        """Where programs find it."""
        return f"serial:{self.path}"

    def vanish(self) -> None:
        """Pulls the plug: what is on its way is lost."""
        self.machine.hang_up()
        super().vanish()

    def come_back(self) -> None:
        """Plugs in again, with what the machine still knows."""
        self.machine.pick_up()
        super().come_back()

    def switch_on(self) -> None:
        """Gives a machine that was switched off its power back."""
        self.machine.faults.dead = False

    def pause(self, paused: bool) -> None:
        """Asks the other end to send no more, and takes no more; or the contrary."""
        self.machine.faults.stalled = paused
        self.send(XOFF if paused else XON)
        if not paused:
            # Whoever opens the port before the terminal has heard it would throw it away.
            select.select([], [self._near], [], 1)

    def _reads(self) -> bool:
        return not self.machine.faults.stalled


class VirtualScanner(PtyLine):
    """A barcode scanner on a serial line at `path`."""

    def __init__(self) -> None:
        super().__init__(lambda data: b"")

    def scan(self, code: str, aim: str = "]Q1") -> None:
        """Reads one code, as a scanner set to AIM ids and CR does."""
        self.send(f"{aim}{code}\r".encode())
