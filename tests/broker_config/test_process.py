"""The broker as a process: ready when it answers, gone when its parent is, clear when it cannot."""

import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from broker_config.__main__ import main
from broker_config.embedded import Embedded
from broker_config.knock import NOT_AUTHORIZED, knock
from broker_config.process import CannotStart, WrongPlace
from broker_config.running import Mosquitto

pytestmark = pytest.mark.broker

WITHIN_S = 10


@pytest.fixture
def program(zone_file, tmp_path):
    """Run `python -m broker_config` on a free port; gives it when it has said it is ready."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "broker_config", "--config", str(zone_file)]
    running = subprocess.Popen(
        [*command, "--folder", str(tmp_path / "broker"), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline().startswith("credentials: new: hub, ")
    assert running.stdout.readline().startswith(f"ready on 127.0.0.1:{port}; ")
    running.port = port
    yield running
    running.kill()
    running.wait()
    running.stdout.close()
    running.stderr.close()


def broker_of(parent):
    """Give the process id of a program's only child."""
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    assert len(children) == 1
    return int(children[0])


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_the_program_ends_its_broker_in_order(program, asked):
    """After SIGINT or SIGTERM both are gone and the exit code is 0."""
    broker = os.pidfd_open(broker_of(program))
    program.send_signal(asked)
    assert program.wait(WITHIN_S) == 0
    assert has_ended(broker)


def test_the_broker_dies_with_a_parent_that_was_killed(program):
    """No orphan keeps the port when the program gets no chance to clean up."""
    broker = os.pidfd_open(broker_of(program))
    program.kill()
    program.wait(WITHIN_S)
    assert has_ended(broker)
    assert knock("127.0.0.1", program.port) is None


def test_a_broker_that_dies_ends_the_program_with_a_sentence(program):
    """The exit code is 1, and the sentence says where to look."""
    os.kill(broker_of(program), signal.SIGKILL)
    assert program.wait(WITHIN_S) == 1
    assert "the broker ended with code -9; see " in program.stderr.read()


def has_ended(pidfd):
    """Wait for the end of a process that is not our child."""
    try:
        return bool(select.select([pidfd], [], [], WITHIN_S)[0])
    finally:
        os.close(pidfd)


@pytest.mark.parametrize("kind", [Embedded, Mosquitto])
def test_a_taken_port_is_one_sentence(kind, zone, tmp_path):
    """Whoever has the port is not taken for the broker."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"port {port} on 127.0.0.1 cannot be taken"):
            kind(zone, tmp_path, port).start()


def test_a_broker_that_ends_at_once_is_not_waited_for(zone, tmp_path):
    """When it cannot keep its messages, its own reason is told."""
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "jetstream").write_text("a file stands where the folder should be")
    with pytest.raises(CannotStart, match=r"nats-server ended with code 1: .*\[FTL\].*JetStream"):
        Embedded(zone, tmp_path).start()


def test_two_brokers_do_not_share_their_messages(zone, tmp_path):
    """The second in the same folder is refused; after the first has stopped it may start."""
    with Embedded(zone, tmp_path), pytest.raises(CannotStart, match="another broker is at work"):
        Embedded(zone, tmp_path).start()
    with Embedded(zone, tmp_path) as broker:
        assert knock(broker.host, broker.port) == NOT_AUTHORIZED


def test_the_embedded_broker_is_reachable_on_loopback_only(zone, tmp_path):
    """Every port it listens on belongs to 127.0.0.1, and none speaks to a NATS client."""
    with Embedded(zone, tmp_path) as broker:
        listening = listeners(broker._process.pid)
        assert {host for host, _ in listening} == {"127.0.0.1"}
        assert (broker.host, broker.port) in listening
        password = broker.credentials.passwords["hub"]
        (nats_port,) = (port for _, port in listening if port != broker.port)
        assert "Authorization Violation" in log_in_to_nats(nats_port, "hub", password)


def listeners(pid):
    """Give the addresses a process listens on, out of the kernel's own table."""
    sockets = set()
    for fd in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed while we look
            sockets.add(str(fd.readlink()))
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                host, port = fields[1].split(":")
                packed = bytes.fromhex(host)[::-1]
                name = socket.inet_ntoa(packed) if table == "tcp" else f"tcp6 {host}"
                found.append((name, int(port, 16)))
    return found


def log_in_to_nats(port, user, password):
    """Speak NATS with a user's own password; gives all that was answered."""
    with socket.create_connection(("127.0.0.1", port), WITHIN_S) as line:
        hello = f'CONNECT {{"user":"{user}","pass":"{password}","verbose":true}}\r\nPING\r\n'
        line.sendall(hello.encode())
        answer = b""
        while more := line.recv(4096):
            answer += more
    return answer.decode()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "broker.example"])
def test_the_embedded_broker_refuses_the_network(host, zone, zone_file, tmp_path, capsys):
    """One sentence and exit code 2, and nothing is written."""
    with pytest.raises(WrongPlace):
        Embedded(zone, tmp_path / "broker", host=host)
    with pytest.raises(SystemExit) as end:
        main(["--config", str(zone_file), "--folder", str(tmp_path / "broker"), "--host", host])
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert f"does not listen on {host}" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "broker").exists()
