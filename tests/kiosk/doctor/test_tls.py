import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker_config.running import Mosquitto
from kiosk.doctor.broker import look_at_broker
from kiosk.doctor.finding import Finding
from tests.kiosk.zone import zone_of
from waiting_room.wire.settings import Settings

pytestmark = pytest.mark.broker

FILE = Path("/etc/wartemarke/kiosk-1.toml")


@pytest.fixture
def tls_folder(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that is its own authority, with its key."""
    folder = tmp_path / "tls"
    folder.mkdir()
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-keyout", str(folder / "server.key"), "-out", str(folder / "server.crt")]
    command += ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(command, check=True, capture_output=True)
    (folder / "ca.crt").write_bytes((folder / "server.crt").read_bytes())
    return folder


@pytest.fixture
def broker(tmp_path: Path, tls_folder: Path) -> Iterator[Mosquitto]:
    with Mosquitto(zone_of(), tmp_path / "broker", tls_folder=tls_folder) as running:
        yield running


def look(broker: Mosquitto, ca: Path | None, host: str = "127.0.0.1") -> Finding | None:
    password = broker.credentials.passwords["kiosk-1"]
    settings = Settings(
        zone="sued", client="kiosk-1", host=host, port=broker.port, password=password, ca=ca
    )
    return look_at_broker(settings, FILE, as_itself=True)


def test_the_right_authority(broker: Mosquitto, tls_folder: Path) -> None:
    """A broker whose certificate is accepted is one that can be used."""
    assert look(broker, tls_folder / "ca.crt") is None


def test_another_name(broker: Mosquitto, tls_folder: Path) -> None:
    """A certificate for another name is told from a broker that is not there."""
    found = look(broker, tls_folder / "ca.crt", "localhost")
    assert found is not None
    assert found.says.startswith("its certificate is not accepted: Hostname mismatch")
    assert str(FILE) in found.do


def test_no_certificate_in_the_file(broker: Mosquitto, tmp_path: Path) -> None:
    """A file that holds no certificate is named as what is wrong."""
    empty = tmp_path / "empty.crt"
    empty.write_text("nothing")
    found = look(broker, empty)
    assert found is not None
    assert found.says.startswith("TLS cannot begin")
    assert str(empty) in found.do


def test_settings_without_their_ca(broker: Mosquitto) -> None:
    """A file that lost its ca is told so, and not that the broker was lost."""
    found = look(broker, None)
    assert found is not None
    assert found.says == f"127.0.0.1:{broker.port} wants TLS, and {FILE} names no ca"
    assert f"into {FILE}" in found.do
