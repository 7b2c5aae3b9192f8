import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from waiting_room.wire.systemd import Systemd, take_systemd


@pytest.fixture
def pid_1() -> Iterator[socket.socket]:
    """A socket to be notified at, as systemd has one."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.settimeout(5)
        yield ear


@pytest.mark.parametrize("abstract", [False, True])
def test_what_is_said_arrives(pid_1: socket.socket, tmp_path: Path, abstract: bool) -> None:
    """Both words arrive at a socket in the file system, and at one that has only a name."""
    place = f"wartemarke-{tmp_path.name}" if abstract else str(tmp_path / "notify")
    pid_1.bind(f"\0{place}" if abstract else place)
    environment = {"NOTIFY_SOCKET": f"@{place}" if abstract else place, "WATCHDOG_USEC": "3000000"}
    systemd = take_systemd(environment)
    systemd.ready()
    systemd.feed()
    assert [pid_1.recv(64), pid_1.recv(64)] == [b"READY=1", b"WATCHDOG=1"]
    assert systemd.listens
    assert systemd.feed_every_s == 1.5


def test_nobody_waits_to_be_fed(pid_1: socket.socket, tmp_path: Path) -> None:
    """A unit without a watchdog hears that the program is up, and nothing after."""
    pid_1.bind(str(tmp_path / "notify"))
    systemd = take_systemd({"NOTIFY_SOCKET": str(tmp_path / "notify")})
    systemd.feed()
    systemd.ready()
    assert pid_1.recv(64) == b"READY=1"
    assert systemd.feed_every_s is None


def test_a_program_started_by_hand_says_nothing() -> None:
    """Without systemd there is nobody to speak to, also if a limit is left in the environment."""
    systemd = take_systemd({"WATCHDOG_USEC": "3000000"})
    systemd.ready()
    systemd.feed()
    assert not systemd.listens
    assert systemd.feed_every_s is None


def test_what_a_program_starts_does_not_speak_for_it() -> None:
    """The environment forgets systemd: a player of sounds must not feed the watchdog."""
    environment = {"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "1", "WATCHDOG_PID": "1", "LANG": "C"}
    take_systemd(environment)
    assert environment == {"LANG": "C"}


def test_a_deaf_systemd_ends_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """While systemd starts itself anew a word is lost, which is logged, and no more."""
    Systemd(str(tmp_path / "nobody")).ready()
    assert "does not hear READY=1" in caplog.text
