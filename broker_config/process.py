"""Process: a broker that runs as our child, ready when it answers, gone when we are."""

import os
import socket
import ssl
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from broker_config import leash
from broker_config.credentials import Credentials, keep_credentials
from broker_config.knock import knock
from broker_config.rights import is_loopback
from waiting_room.rules.zone import Zone

READY_WITHIN_S = 15.0
STOPS_WITHIN_S = 5.0
LOOK_AGAIN_S = 0.02


class CannotStart(Exception):
    """The broker does not run; says why."""


class WrongPlace(CannotStart):
    """The broker was asked to listen where it must not."""


class BrokerProcess(ABC):
    """A broker for one zone on this machine's loopback, with credentials for its users.

    `port` 0 takes a free one. Use it as a context manager, or call start and stop; `start` may
    follow `stop` and `kill`, and keeps the port.
    """

    name: str
    tls: ssl.SSLContext | None = None

    def __init__(self, zone: Zone, folder: Path, port: int = 0, *, host: str = "127.0.0.1") -> None:
        if not is_loopback(host):
            raise WrongPlace(
                f"this broker serves one machine only and does not listen on {host}; "
                "a broker for the network is Mosquitto, see: wartemarke broker render --help"
            )
        self.zone = zone
        self.folder = folder.absolute()
        self.host = "127.0.0.1" if host == "localhost" else host
        self.port = port
        self._credentials: Credentials | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def credentials(self) -> Credentials:
        """Every user's password; known once the broker has been started."""
        if self._credentials is None:
            raise RuntimeError("the broker was not started")
        return self._credentials

    @property
    def log(self) -> Path:
        """Where the broker writes what it has to say."""
        return self.folder / f"{self.name}.log"

    def start(self) -> None:
        """Write the files, run the broker and return when it answers.

        Raises CannotStart when it does not, CannotKeep when the folder is not fit for it.
        """
        self.port = self._free_port()
        self._credentials = keep_credentials(self.zone, self.folder, host=self.host, port=self.port)
        command = self._command(self._credentials)
        leashed = [sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), *command]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                leashed, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        try:
            self._wait_until_ready(self._process)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """End the broker in order; it saves what it keeps."""
        self.ask_to_stop()
        try:
            self.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def ask_to_stop(self) -> None:
        """Tell the broker to end, and do not wait; fit for a signal handler."""
        if self._process is not None:
            self._process.terminate()

    def kill(self) -> None:
        """End the broker as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def wait(self, within_s: float | None = None) -> int | None:
        """Wait until the broker has ended; gives its exit code, None if it never ran."""
        return None if self._process is None else self._process.wait(within_s)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self.stop()

    @abstractmethod
    def _command(self, credentials: Credentials) -> Sequence[str]:
        """Write what the broker reads, and give the command that runs it."""

    def _why(self) -> str:
        """Find the broker's own reason for not running."""
        lines = self.log.read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def _free_port(self) -> int:
        """Find out first whether the port is ours to take: another broker would answer, too."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise CannotStart(
                    f"port {self.port} on {self.host} cannot be taken ({error.strerror}); "
                    "is another broker running? Choose another with --port"
                ) from None
            return int(probe.getsockname()[1])

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        """Knock until any CONNACK comes: one that refuses a stranger proves as much."""
        give_up_at_s = time.monotonic() + READY_WITHIN_S
        while knock(self.host, self.port, tls=self.tls) is None:
            try:
                code = process.wait(LOOK_AGAIN_S)
            except subprocess.TimeoutExpired:
                if time.monotonic() > give_up_at_s:
                    raise CannotStart(
                        f"{self.name} does not answer after {READY_WITHIN_S:g} s; see {self.log}"
                    ) from None
            else:
                raise CannotStart(f"{self.name} ended with code {code}: {self._why()}")
