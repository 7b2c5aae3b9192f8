import http.server
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from broker_config.knock import ACCEPTED, greet
from broker_config.running import Mosquitto
from kiosk.doctor.broker import look_at_broker
from kiosk.doctor.finding import Finding
from tests.kiosk.zone import zone_of
from waiting_room.wire.settings import Settings

PING, PONG = b"\xc0\x00", b"\xd0\x00"
FILE = Path("/etc/wartemarke/kiosk-1.toml")


def looked(
    port: int, host: str = "127.0.0.1", *, as_itself: bool = True, ca: Path | None = None
) -> Finding:
    settings = Settings(
        zone="sued", client="kiosk-1", host=host, port=port, password="wrong", ca=ca
    )
    found = look_at_broker(settings, FILE, as_itself=as_itself)
    assert found is not None
    assert found.about == "broker"
    return found


@pytest.fixture
def website() -> Iterator[int]:
    """The port of something that is no broker."""
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        thread = Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("as_itself", [True, False])
def test_what_answers_and_is_no_broker(website: int, as_itself: bool) -> None:
    """A website at the port is not called a broker that was lost."""
    found = looked(website, as_itself=as_itself)
    assert found.says == f"something answers at 127.0.0.1:{website}, but it is no MQTT broker"
    assert found.do == f"correct host and port in {FILE}"


def test_what_listens_and_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something that takes the line and says nothing is no broker either, after some seconds."""
    monkeypatch.setattr("kiosk.doctor.broker.CONNECT_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as door:
        assert "it is no MQTT broker" in looked(door.getsockname()[1]).says


def test_a_name_that_nobody_knows() -> None:
    """The next step names the file by its path."""
    assert looked(1883, "nobody.invalid").do == f"correct host in {FILE}"


def test_a_port_where_nothing_listens() -> None:
    """The next step is right for the broker of a trial, too."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    found = looked(port)
    assert found.says == f"127.0.0.1 is there, but nothing listens on port {port}"
    assert str(FILE) in found.do
    assert "wartemarke broker" in found.do


def test_a_certificate_that_is_not_here(tmp_path: Path) -> None:
    """A certificate that the settings name and nobody has brought is told by its name."""
    with socket.create_server(("127.0.0.1", 0)) as broker:
        found = looked(broker.getsockname()[1], ca=tmp_path / "ca.crt")
    assert found.says == f"there is no {tmp_path / 'ca.crt'}, which {FILE} names as ca"


@pytest.mark.broker
def test_a_broker_that_does_not_know_the_password(tmp_path: Path) -> None:
    """It is told which file to bring; a stranger, for a kiosk that runs, is not asked that much."""
    with Mosquitto(zone_of(), tmp_path) as broker:
        found = looked(broker.port)
        stranger = Settings(zone="sued", client="kiosk-1", port=broker.port, password="wrong")
        assert look_at_broker(stranger, FILE, as_itself=False) is None
        right = stranger.model_copy(update={"password": broker.credentials.passwords["kiosk-1"]})
        assert look_at_broker(right, FILE, as_itself=True) is None
        long = right.model_copy(update={"password": "x" * 200})
        assert look_at_broker(long, FILE, as_itself=True) == found
    assert found.says == f"it does not take kiosk-1 with the password in {FILE}"
    assert "devices/kiosk-1.toml" in found.do
    assert "acl and passwords" in found.do


@pytest.mark.broker
def test_a_kiosk_that_runs_keeps_its_line(tmp_path: Path) -> None:
    """The doctor comes as a stranger then: two with one name would throw each other out."""
    with Mosquitto(zone_of(), tmp_path) as broker:
        password = broker.credentials.passwords["kiosk-1"]
        settings = Settings(zone="sued", client="kiosk-1", port=broker.port, password=password)
        with socket.create_connection((broker.host, broker.port), 5) as kiosk:
            assert greet(kiosk, client="kiosk-1", user="kiosk-1", password=password) == ACCEPTED
            assert look_at_broker(settings, FILE, as_itself=False) is None
            kiosk.sendall(PING)
            assert kiosk.recv(2) == PONG
