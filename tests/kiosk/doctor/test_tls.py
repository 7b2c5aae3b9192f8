import contextlib
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from kiosk.doctor.finding import Finding
from kiosk.doctor.zone import look_at_broker
from waiting_room.wire.settings import Settings


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that is its own authority, with its key."""
    file = tmp_path / "server.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-keyout", str(file)]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(tmp_path / "ca.crt")]
    subprocess.run(command, check=True, capture_output=True)
    with file.open("a") as whole:
        whole.write((tmp_path / "ca.crt").read_text())
    return file


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    """Where something speaks TLS with that certificate, to one caller."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            caller, _ = door.accept()
            with caller, contextlib.suppress(OSError):
                context.wrap_socket(caller, server_side=True).close()

        thread = Thread(target=answer)
        thread.start()
        yield door.getsockname()[1]
        thread.join()


def knock(port: int, host: str, ca: Path) -> Finding | None:
    return look_at_broker(Settings(zone="sued", client="kiosk-1", host=host, port=port, ca=ca))


def test_the_right_authority(port: int, certificate: Path) -> None:
    """A broker whose certificate is accepted is one that can be reached."""
    assert knock(port, "127.0.0.1", certificate.with_name("ca.crt")) is None


def test_another_name(port: int, certificate: Path) -> None:
    """A certificate for another name is told from a broker that is not there."""
    found = knock(port, "localhost", certificate.with_name("ca.crt"))
    assert found is not None
    assert found.says.startswith("its certificate is not accepted: Hostname mismatch")


def test_no_certificate_in_the_file(port: int, certificate: Path) -> None:
    """A file that holds no certificate is named as what is wrong."""
    file = certificate.with_name("empty.crt")
    file.write_text("nothing")
    found = knock(port, "127.0.0.1", file)
    assert found is not None
    assert found.says.startswith("TLS cannot begin")
    assert str(file) in found.do
