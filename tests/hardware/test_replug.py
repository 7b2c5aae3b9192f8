import gc
import select
import tracemalloc
from pathlib import Path

from hardware.emulator.pty_line import VirtualScanner
from hardware.framing import Scan
from hardware.plugged import Kind, files_of
from hardware.port_scanner import REOPEN_S, PortScanner
from hardware.serial_port import SerialPort

from .conftest import Clock, FakeKernel

SCANNER = "0c2e:0206"
LEAK_BYTES = 20_000


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_replugged_for_ever(kernel: FakeKernel, clock: Clock, gate: bool) -> None:
    """A scanner found by USB id works after each of 1,000 replugs, and they leave nothing behind.

    Each time another number is given to it, and every other time it is pulled in mid-code.
    """
    scanner = PortScanner(
        lambda: SerialPort(files_of(Kind.SERIAL, SCANNER, kernel.root)[0], 9600), clock
    )

    def replug(turn: int) -> None:
        node = f"ttyACM{turn % 3}"
        with VirtualScanner() as far:
            kernel.plug(Kind.SERIAL, node, SCANNER, "Voyager", far.path)
            clock.now += REOPEN_S
            scanner.read()
            assert scanner.plugged
            far.scan(f"code {turn}")
            assert select.select([scanner], [], [], 5)[0]
            assert scanner.read() == [Scan(f"code {turn}", "]Q1")]
            if turn % 2:
                far.send(b"AAAA-")
                assert select.select([scanner], [], [], 5)[0]
        while scanner.plugged:
            assert scanner.read() == []
        kernel.unplug(Kind.SERIAL, node)
        clock.now += REOPEN_S
        assert scanner.read() == []

    for turn in range(10):
        replug(turn)
    gc.collect()
    files = open_files()
    tracemalloc.start()
    for turn in range(1000 if gate else 100):
        replug(turn)
    gc.collect()
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    scanner.close()
    assert open_files() == files - 1, "the scanner's own"
    assert left < LEAK_BYTES
