"""The example's zone, as a file and as a zone, and a folder with what TLS needs."""

import subprocess
import tomllib
from pathlib import Path

import pytest

import waiting_room
from waiting_room.rules.zone import Zone


@pytest.fixture
def zone_file() -> Path:
    return Path(waiting_room.__file__ or "").with_name("example") / "zone.toml"


@pytest.fixture
def zone(zone_file: Path) -> Zone:
    return Zone.model_validate(tomllib.loads(zone_file.read_text("utf-8")))


@pytest.fixture
def tls_folder(tmp_path: Path) -> Path:
    """Make a certificate for 127.0.0.1 that is its own authority."""
    folder = tmp_path / "tls"
    folder.mkdir()
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", folder / "server.key", "-out", folder / "server.crt"),
        ],
        check=True,
        capture_output=True,
    )
    (folder / "ca.crt").write_bytes((folder / "server.crt").read_bytes())
    return folder
