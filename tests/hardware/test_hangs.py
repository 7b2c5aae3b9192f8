"""A named pipe that nobody writes into hangs whoever opens it, as a broken adapter does."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from hardware.bell import Bell
from hardware.camera_scanner import CameraScanner
from hardware.frames import FramePipe
from hardware.framing import Scan
from hardware.port_scanner import HANGS_S, HUNG_AT_MOST, REOPEN_S, PortScanner
from hardware.scanner import Scanner

from .conftest import Clock, look, wait_for_threads


class Hung:
    """A pipe whose opening hangs until `let_go`."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self.tried = threading.Semaphore(0)
        self.tries = 0

    def open(self) -> "Hanging":
        self.tries += 1
        self.tried.release()
        return Hanging(self.path)

    def let_go(self) -> None:
        """Open the other end."""
        os.close(os.open(self.path, os.O_WRONLY))


class Hanging(FramePipe):
    """A port or a camera that is open at last."""

    def __init__(self, pipe: Path) -> None:
        self._descriptor = os.open(pipe, os.O_RDONLY)

    def fileno(self) -> int:
        return self._descriptor

    def read(self) -> bytes:
        return os.read(self._descriptor, 1)


@pytest.fixture
def hung(tmp_path: Path) -> Hung:
    return Hung(tmp_path / "pipe")


def no_codes(frame: object) -> list[Scan]:
    return []


def port(hung: Hung, clock: Clock) -> Scanner:
    return PortScanner(hung.open, clock)


def camera(hung: Hung, clock: Clock) -> Scanner:
    return CameraScanner(hung.open, no_codes, clock)


@pytest.mark.parametrize("scanner_at", [port, camera])
def test_a_hang_keeps_nobody(
    scanner_at: Callable[[Hung, Clock], Scanner], hung: Hung, clock: Clock
) -> None:
    """A scanner whose opening hangs is none, and can be closed; what opens at last is given back.

    It is tried once, for each other try would hang, too.
    """
    scanner = scanner_at(hung, clock)
    assert scanner.read() == []
    hung.tried.acquire()
    for _ in range(10):
        clock.now += REOPEN_S
        assert scanner.read() == []
        assert not scanner.plugged
    scanner.close()
    hung.let_go()
    wait_for_threads()
    assert hung.tries == 1
    with pytest.raises(OSError, match="No such device"):  # a pipe that nobody has open
        os.open(hung.path, os.O_WRONLY | os.O_NONBLOCK)


def test_a_scanner_that_is_back_at_another_port(tmp_path: Path, clock: Clock) -> None:
    """A port that hangs for half a minute is given up, and the next one found is taken."""
    dead, well = Hung(tmp_path / "dead"), Hung(tmp_path / "well")
    ports = iter([dead, well])
    scanner = PortScanner(lambda: next(ports).open(), clock)
    scanner.read()
    dead.tried.acquire()
    clock.now += HANGS_S
    for _ in range(2):
        scanner.read()
    well.tried.acquire()
    opening = threading.enumerate()[-1]
    far = os.open(well.path, os.O_WRONLY)
    opening.join()
    scanner.read()
    assert scanner.plugged

    dead.let_go()
    wait_for_threads()
    assert scanner.plugged
    with pytest.raises(OSError, match="No such device"):  # what opens at last is given back
        os.open(dead.path, os.O_WRONLY | os.O_NONBLOCK)
    os.close(far)
    scanner.close()
    wait_for_threads()


def test_ports_that_hang_do_not_pile_up(hung: Hung, clock: Clock) -> None:
    """After three that hang no other is tried, until one of them opens or fails at last."""
    scanner = PortScanner(hung.open, clock)
    for _ in range(10):
        scanner.read()
        clock.now += HANGS_S
    for _ in range(HUNG_AT_MOST):
        hung.tried.acquire()
    assert hung.tries == HUNG_AT_MOST

    hung.let_go()
    wait_for_threads()
    scanner.read()
    hung.tried.acquire()
    assert hung.tries == HUNG_AT_MOST + 1
    scanner.close()
    hung.let_go()
    wait_for_threads()


def test_an_adapter_that_comes_round(hung: Hung, clock: Clock) -> None:
    """A port that opens after a while is heard from then on."""
    scanner = PortScanner(hung.open, clock)
    assert scanner.read() == []
    hung.tried.acquire()
    assert not scanner.plugged
    far = os.open(hung.path, os.O_WRONLY)
    wait_for_threads()
    os.write(far, b"\r")
    assert scanner.read() == []
    assert scanner.plugged
    os.close(far)
    scanner.close()
    wait_for_threads()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_in_opening(clock: Clock) -> None:
    """What nobody thought of counts as no scanner, and is tried again."""
    tries = []

    def fail() -> Hanging:
        tries.append(clock.now)
        raise OverflowError("signed integer is greater than maximum")

    scanner = PortScanner(fail, clock)
    for _ in range(2):
        assert scanner.read() == []
        wait_for_threads()
        assert scanner.read() == []
        assert not scanner.plugged
        clock.now += REOPEN_S
    scanner.close()
    assert tries == [100.0, 100.0 + REOPEN_S]


def test_a_port_that_cannot_be_waited_for(tmp_path: Path, clock: Clock) -> None:
    """It counts as no scanner, is given back, and the next that is opened there is heard."""
    place = tmp_path / "port"
    place.touch()  # a file on a disk: no event loop takes it
    opened = list[Hanging]()

    def open_place() -> Hanging:
        opened.append(Hanging(place))
        return opened[-1]

    scanner = PortScanner(open_place, clock)
    assert look(scanner) == []
    assert not scanner.plugged
    wait_for_threads()
    with pytest.raises(OSError, match="Bad file descriptor"):
        opened[0].read()
    place.unlink()
    os.mkfifo(place)
    far = os.open(place, os.O_RDWR)
    clock.now += REOPEN_S
    assert look(scanner) == []
    assert scanner.plugged
    os.close(far)
    scanner.close()
    wait_for_threads()


def test_a_bell_that_was_given_back() -> None:
    """A thread that hung rings in vain, and not with whatever has got the bell's number since."""
    bell = Bell()
    bell.ring()
    assert bell.hush()
    assert not bell.hush()
    number = bell.fileno()
    bell.close()
    another = os.eventfd(0, os.EFD_NONBLOCK)
    assert another == number
    bell.ring()
    with pytest.raises(BlockingIOError):
        os.eventfd_read(another)
    os.close(another)
