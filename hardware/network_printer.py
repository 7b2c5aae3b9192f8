"""A printer with a network socket of its own, usually on port 9100."""

import contextlib
import socket
import struct
import time

from hardware.ending import Patience
from hardware.wire import READ_MAX
from hardware.wired_printer import Asking, WiredPrinter

BYTES_PER_S = 20_000.0
"""Slower than any printer: paper at 60 mm/s full of dots takes 34 000 bytes a second."""

LAST_WORDS_S = 0.2
"""How long a printer is given to hang up, too."""

RESET = struct.pack("ii", 1, 0)


def network_place(place: str) -> tuple[str, int] | None:
    """The host and the port, 9100 if there is none, of a place HOST[:PORT]; else None."""
    # An IPv6 address stands in brackets, as in every address with a port.
    if place.startswith("["):
        host, bracket, port = place[1:].partition("]")
        wrong = not bracket or (port and not port.startswith(":"))
        port = port[1:]
    else:
        host, _, port = place.partition(":")
        wrong = "/" in host or ":" in port
    port = port or "9100"
    try:
        host.encode("idna")  # as the socket will do, but now, where a person reads the answer
    except UnicodeError:
        wrong = True
    if wrong or not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65536:
        return None
    return host, int(port)


class SocketWire:
    """A `Wire` over a connected TCP socket."""

    def __init__(self, host: str, port: int, timeout_s: float) -> None:
        self._socket = socket.create_connection((host, port), timeout=timeout_s)
        # A slip ends in a few short questions; Nagle would hold them back for the last answer.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes, timeout_s: float) -> None:
        """See `Wire`."""
        self._socket.settimeout(timeout_s)
        self._socket.sendall(data)

    def read(self, timeout_s: float) -> bytes:
        """See `Wire`."""
        self._socket.settimeout(max(timeout_s, 0.001))
        try:
            data = self._socket.recv(READ_MAX)
        except TimeoutError:
            return b""
        if not data:
            raise ConnectionResetError("the printer hung up")
        return data

    def discard(self) -> None:
        """See `Wire`."""
        # Closed with a reset: the kernel forgets what the printer has not taken.
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self._socket.close()

    def close(self) -> None:
        """See `Wire`."""
        # Printers count lines that are not ended in order, and after some hours take no new one;
        # and a line closed with bytes unread is reset, with which a printer may drop the slip.
        deadline = time.monotonic() + LAST_WORDS_S
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
            while (left := deadline - time.monotonic()) > 0 and self.read(left):
                pass
        self._socket.close()


def network_printer(
    host: str, port: int = 9100, asking: Asking = Asking.FULL, patience: Patience | None = None
) -> WiredPrinter:
    """The printer at a host name, IPv4 or IPv6 address."""
    patience = patience or Patience()
    return WiredPrinter(
        lambda: SocketWire(host, port, patience.connect_s), BYTES_PER_S, asking, patience
    )
