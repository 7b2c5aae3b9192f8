"""Running: the real Mosquitto with the rendered files, as a child process for tests and benches."""

import dataclasses
import shutil
import ssl
from collections.abc import Sequence
from pathlib import Path

from broker_config.credentials import Credentials, private_folder
from broker_config.mosquitto import Place, render
from broker_config.process import BrokerProcess, CannotStart
from waiting_room.rules.zone import Zone

DEBIAN = Path("/usr/sbin/mosquitto")


class Mosquitto(BrokerProcess):
    """Debian's broker as production runs it, except that it stays the user who started it.

    As root it would become the user `mosquitto`, who cannot enter a private folder, and a change
    of user would take it off its leash.
    """

    name = "mosquitto"

    def __init__(
        self,
        zone: Zone,
        folder: Path,
        port: int = 0,
        *,
        host: str = "127.0.0.1",
        tls_folder: Path | None = None,
    ) -> None:
        super().__init__(zone, folder, port, host=host)
        self._place = Place(host=self.host, tls=tls_folder, user="root")
        if tls_folder is not None:
            self.tls = ssl.create_default_context(cafile=tls_folder / "ca.crt")

    def _command(self, credentials: Credentials) -> Sequence[str]:
        place = dataclasses.replace(
            self._place,
            port=self.port,
            files=self.folder,
            data=private_folder(self.folder / "messages"),
        )
        render(self.zone, credentials, self.folder, place)
        return binary(), "-c", str(self.folder / "mosquitto.conf")


def binary() -> str:
    """Find Mosquitto; Debian keeps it where the PATH of a user does not look."""
    found = str(DEBIAN) if DEBIAN.is_file() else shutil.which("mosquitto")
    if found is None:
        raise CannotStart("there is no mosquitto here; apt-get install mosquitto")
    return found
