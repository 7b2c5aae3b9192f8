import sys
from pathlib import Path

import pytest

from waiting_room.hub.__main__ import main as run_hub
from waiting_room.wire.loopback import LoopbackHome
from waiting_room.wire.settings import make_link, read_settings, read_zone

FILE = 'zone = "sued"\nclient = "kiosk-1"\nport = 1999\npassword = "secret"\n'


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "kiosk-1.toml"
    file.write_text(FILE)
    return file


def test_a_file_is_read(file):
    """Zone, client, port and password come from the file, the rest has its default."""
    settings = read_settings(file)

    assert (settings.zone, settings.client, settings.port) == ("sued", "kiosk-1", 1999)
    assert settings.host == "127.0.0.1"


def test_variables_win_over_the_file(file, monkeypatch):
    """WARTEMARKE_PORT is stronger than what the file says."""
    monkeypatch.setenv("WARTEMARKE_PORT", "2000")

    assert read_settings(file).port == 2000


def test_variables_alone_are_enough(monkeypatch):
    """No file is needed when the variables say everything."""
    monkeypatch.setenv("WARTEMARKE_ZONE", "sued")
    monkeypatch.setenv("WARTEMARKE_CLIENT", "wall-1")

    assert read_settings(None).client == "wall-1"


def ends(call, capsys):
    with pytest.raises(SystemExit) as ended:
        call()
    assert ended.value.code == 2
    return capsys.readouterr().err


def test_what_is_missing_is_named(capsys):
    """Without zone and client the program says so and how to give them."""
    said = ends(lambda: read_settings(None), capsys)

    assert "zone: this is missing" in said
    assert "--config" in said


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    """The sentence names the file."""
    missing = tmp_path / "missing.toml"
    for read in (read_settings, read_zone):
        said = ends(lambda read=read: read(missing), capsys)
        assert said == f"wartemarke: cannot read {missing}: No such file or directory\n"


def test_a_misspelt_setting_is_answered_with_the_one_that_was_meant(file, capsys):
    """Nobody has to look up how a field is called."""
    file.write_text(f'{FILE}hosts = "broker.example"\n')

    assert 'hosts: there is no such field; is "host" meant?' in ends(
        lambda: read_settings(file), capsys
    )


def test_a_broken_file_is_named_with_its_line(tmp_path, capsys):
    """TOML that cannot be read is said to be so, with the place."""
    broken = tmp_path / "zone.toml"
    broken.write_text("[zone\n")

    assert "line 1" in ends(lambda: read_zone(broken), capsys)
    assert "line 1" in ends(lambda: read_settings(broken), capsys)


def test_a_zone_file_with_a_fault_says_which(tmp_path, capsys):
    """A zone without services is no zone."""
    broken = tmp_path / "zone.toml"
    broken.write_text('[zone]\nid = "x"\nname = {de = "X"}\n')

    assert "[[service]]: this is missing" in ends(lambda: read_zone(broken), capsys)


def test_each_fault_of_a_zone_file_has_its_line(tmp_path, capsys):
    """Two mistakes are not one long sentence, and what has an id is called by it."""
    broken = tmp_path / "zone.toml"
    broken.write_text(
        '[zone]\nid = "x"\nname = {de = "X"}\nservice = []\n'
        '[[counter]]\nid = "1"\nname = {de = "1"}\nservices = ["a"]\nservice = "a"\n'
    )

    _, *lines = ends(lambda: read_zone(broken), capsys).splitlines()

    assert lines == ['- counter "1" → service: there is no such field; is "services" meant?']
    broken.write_text('[zone]\nid = "X"\nname = {de = "X"}\n')
    assert len(ends(lambda: read_zone(broken), capsys).splitlines()) == 4


@pytest.mark.parametrize("host", ["broker..example", "x" * 64 + ".example", "", "broker\\u0000"])
def test_a_host_that_can_be_no_name(file, capsys, host):
    """It is said before anything tries to reach it, which would end the program."""
    file.write_text(f'{FILE}host = "{host}"\n')

    assert "can be no machine's name" in ends(lambda: read_settings(file), capsys)


@pytest.mark.parametrize("host", ["broker.example", "192.0.2.7", "2001:db8::7", "büro.example"])
def test_a_host(file, host):
    """Names, also with letters of a language, and addresses of both kinds are hosts."""
    file.write_text(f'{FILE}host = "{host}"\n')

    assert read_settings(file).host == host


@pytest.mark.parametrize("port", ["0", "65536"])
def test_a_port_that_is_none(file, capsys, port):
    """Ports are numbers from 1 to 65535."""
    file.write_text(FILE.replace("1999", port))

    assert "port: " in ends(lambda: read_settings(file), capsys)


EXAMPLE = Path(__file__).parents[3] / "waiting_room" / "example" / "zone.toml"


@pytest.fixture(params=["hub", "any other"])
def begin(request, tmp_path, monkeypatch):
    """Begin the hub, or what every other program has: a link."""
    if request.param == "hub":
        data = tmp_path / "data"
        words = ["--zone", EXAMPLE, "--data", data, "--config", tmp_path / "kiosk-1.toml"]
        monkeypatch.setattr(sys, "argv", ["hub", *map(str, words)])
        yield run_hub
        assert not data.exists()
    else:
        yield lambda: make_link(read_settings(tmp_path / "kiosk-1.toml"), LoopbackHome())


def test_a_certificate_that_is_not_there_is_named(begin, file, tmp_path, capsys):
    """A program ends with a sentence before it has done anything."""
    ca = tmp_path / "ca.crt"
    file.write_text(f'{FILE}ca = "{ca}"\n')

    assert ends(begin, capsys) == (
        f"wartemarke: cannot read {ca}: No such file or directory; bring ca.crt from the broker's "
        "machine, or correct ca in this program's settings\n"
    )


def test_a_certificate_that_is_none_is_named(begin, file, tmp_path, capsys):
    """Any other file, also an empty one, is no authority's certificate."""
    ca = tmp_path / "ca.crt"
    file.write_text(f'{FILE}ca = "{ca}"\n')
    for wrong in ("", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        ca.write_text(wrong)
        assert f"there is no certificate in {ca}; bring ca.crt from" in ends(begin, capsys)
