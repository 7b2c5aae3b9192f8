"""The printer on a network socket: one caller after the other, as the real ones serve them."""

import contextlib
import select
import socket
import struct
import threading
from types import TracebackType
from typing import Self

from hardware.emulator.machine import Machine
from hardware.emulator.tray import Tray

RECEIVE_MAX = 4096
BACKLOG = 3
TICK_S = 0.01
RESET = struct.pack("ii", 1, 0)


class NetworkMachine:
    """A machine on a TCP port until `close`; port 0 is any free one, told by `port`."""

    def __init__(
        self,
        tray: Tray | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        width_dots: int = 576,
    ) -> None:
        self.tray = tray or Tray()
        self.machine = Machine(self.tray.take, width_dots)
        self._host = host
        self.port = port
        self._gone = True
        self._thread: threading.Thread | None = None
        self.come_back()

    @property
    def url(self) -> str:
        """Where programs find it."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"network:{host}:{self.port}"

    def come_back(self) -> None:
        """Listens again, with what the machine still knows."""
        if not self._gone:
            return
        if self._thread:
            self._thread.join()  # of before; its end is under way
        self._listener = socket.create_server(
            (self._host, self.port),
            family=socket.AF_INET6 if ":" in self._host else socket.AF_INET,
            backlog=BACKLOG,
        )
        self.port = self._listener.getsockname()[1]
        self._gone = False
        self._thread = threading.Thread(target=self._serve, name="emulated printer")
        self._thread.start()

    def vanish(self) -> None:
        """Pulls the plug: the caller is cut off, and nobody listens until `come_back`."""
        self._gone = True
        self.machine.hang_up()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def switch_on(self) -> None:
        """Gives a machine that was switched off its power back; it knows no caller of before."""
        self.machine.faults.dead = False
        self.machine.hang_up()

    def close(self) -> None:
        """Hangs up on the caller and stops listening."""
        self.vanish()
        if self._thread:
            self._thread.join()

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
        while not self._gone:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            with caller, contextlib.suppress(OSError):
                self.machine.pick_up()
                self._answer(caller)

    def _answer(self, caller: socket.socket) -> None:
        while not self._gone:
            data = b""
            if select.select([] if self.machine.faults.stalled else [caller], [], [], TICK_S)[0]:
                data = caller.recv(RECEIVE_MAX)
                if not data:
                    return
            answers = self.machine.receive(data)
            if self.machine.hung_up:
                break
            caller.sendall(answers)
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
