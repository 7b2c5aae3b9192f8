"""The printer on a network socket: one caller after the other, as the real ones serve them."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

from hardware.emulator.machine import Machine
from hardware.emulator.tray import Tray

RECEIVE_MAX = 4096
BACKLOG = 3


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
        self._listener = socket.create_server(
            (host, port),
            family=socket.AF_INET6 if ":" in host else socket.AF_INET,
            backlog=BACKLOG,
        )
        self.port: int = self._listener.getsockname()[1]
        self._caller: socket.socket | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="emulated printer")
        self._thread.start()

    def close(self) -> None:
        """Hangs up on the caller and stops listening."""
        self._closing = True
        for line in (self._listener, self._caller):
            if line is not None:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

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
        while not self._closing:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            self._caller = caller
            with caller, contextlib.suppress(OSError):
                self._answer(caller)

    def _answer(self, caller: socket.socket) -> None:
        while not self._closing and (data := caller.recv(RECEIVE_MAX)):
            faults = self.machine.faults
            if faults.hang_up_after is not None:
                data, faults.hang_up_after = (
                    data[: faults.hang_up_after],
                    faults.hang_up_after - len(data),
                )
            caller.sendall(self.machine.receive(data))
            if faults.hang_up_after is not None and faults.hang_up_after <= 0:
                faults.hang_up_after = None
                return
