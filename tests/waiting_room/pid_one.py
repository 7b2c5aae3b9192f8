"""Stands in for systemd: the socket at which it hears the programs that it has started."""

import os
import socket
from pathlib import Path

LIMIT_S = 0.4
READY, FED = b"READY=1", b"WATCHDOG=1"


class PidOne:
    """The socket at which systemd hears its children."""

    def __init__(self, folder: Path) -> None:
        self.place = str(folder / "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.place)
        limit_us = str(round(LIMIT_S * 1e6))
        self.environment = os.environ | {"NOTIFY_SOCKET": self.place, "WATCHDOG_USEC": limit_us}

    def hear(self, within_s: float = 20.0) -> bytes | None:
        """Wait for a word."""
        self._socket.settimeout(within_s)
        try:
            return self._socket.recv(64)
        except (TimeoutError, BlockingIOError):
            return None

    def heard(self) -> list[bytes]:
        """Give what was said already."""
        return list(iter(lambda: self.hear(0), None))

    def starves(self) -> bool:
        """Wait for as long as systemd would whether a word comes."""
        self.heard()
        return self.hear(LIMIT_S) is None

    def close(self) -> None:
        """Hear no more."""
        self._socket.close()
