"""How lines end: in order when all is well, and with nothing left on the way when it is not."""

import fcntl
import os
import select
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.ending import Patience
from hardware.network_printer import SocketWire, network_printer
from hardware.outcome import Cause, Outcome, Result
from hardware.wire import DescriptorWire
from hardware.wired_printer import Asking

SIZE = 8192
HURRY = Patience(slip_s=0.2)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as made:
        yield made


def read_to_the_end(caller: socket.socket) -> bytes:
    """All that comes until the caller ends the line in order; else ConnectionResetError."""
    data = b""
    while portion := caller.recv(65_536):
        data += portion
    return data


def test_line_ends_in_order(listener: socket.socket) -> None:
    """A printer that tells its state unasked still gets the whole slip, and an orderly end."""
    wire = SocketWire(*listener.getsockname(), timeout_s=1)
    caller, _ = listener.accept()
    with caller:
        caller.sendall(bytes.fromhex("1000000f"))
        wire.write(b"A 042\n", 1)
        select.select([wire._socket], [], [], 1)
        wire.close()
        assert read_to_the_end(caller) == b"A 042\n"


def test_given_up_bytes_do_not_arrive_later(listener: socket.socket) -> None:
    """What a printer does not take in time is thrown away, and the line with it."""
    printer = network_printer("127.0.0.1", listener.getsockname()[1], Asking.NONE, HURRY)
    printer.time_for = lambda size: 0.2  # type: ignore[method-assign] # a second would be dull
    assert printer.print(bytes(20_000_000)) == Outcome(Result.UNKNOWN, Cause.SILENT)
    caller, _ = listener.accept()
    with caller, pytest.raises(ConnectionResetError):
        read_to_the_end(caller)


def test_all_bytes_are_gone_when_a_write_returns() -> None:
    """A write returns when all is passed on: a USB printer closed before would lose the rest."""
    read_end, write_end = os.pipe()
    fcntl.fcntl(write_end, fcntl.F_SETPIPE_SZ, SIZE)
    os.set_blocking(write_end, False)
    wire = DescriptorWire(write_end, lambda: os.close(write_end))
    with pytest.raises(TimeoutError):
        wire.write(bytes(SIZE), 0.05)
    os.read(read_end, SIZE)
    wire.write(b"A", 0.05)
    wire.close()
    os.close(read_end)


def test_empty_packet_is_no_end(tmp_path: Path) -> None:
    """A read of nothing on a line that is not hung up is nothing, as USB printers send it."""
    path = tmp_path / "lp0"
    path.touch()
    descriptor = os.open(path, os.O_RDWR)
    wire = DescriptorWire(descriptor, lambda: os.close(descriptor))
    assert wire.read(0) == b""
    wire.close()
