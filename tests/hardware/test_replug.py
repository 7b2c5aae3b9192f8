import gc
import os
import select
import time
import tracemalloc
import tty
from collections.abc import Callable
from pathlib import Path

import pytest
import serial

import hardware
from hardware.device_files import Kind, device_files, files_of
from hardware.emulator.pty_line import VirtualScanner
from hardware.framing import Scan
from hardware.port_scanner import REOPEN_S, PortScanner
from hardware.serial_port import SerialPort

from .conftest import Clock, FakeKernel, look, wait_for_threads

SCANNER = "0c2e:0206"
GADGET = Path("/dev/ttyGS0")
LEAK_BYTES = 20_000
OURS = [
    tracemalloc.Filter(inclusive=True, filename_pattern=f"{Path(package.__file__).parent}/*")
    for package in (hardware, serial)
]
"""What Python itself keeps of every name it has seen is no leak of a scanner."""


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
            look(scanner)
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
        assert look(scanner) == []

    for turn in range(10):
        replug(turn)
    wait_for_threads()
    gc.collect()
    files = open_files()
    tracemalloc.start()
    for turn in range(1000 if gate else 100):
        replug(turn)
    wait_for_threads()
    gc.collect()
    left = tracemalloc.take_snapshot().filter_traces(OURS)
    tracemalloc.stop()
    scanner.close()
    wait_for_threads()
    assert open_files() == files - 1, "the scanner's own"
    assert sum(one.size for one in left.statistics("filename")) < LEAK_BYTES


@pytest.mark.skipif(
    os.geteuid() != 0 or not GADGET.exists(), reason="needs root and a kernel that plays a gadget"
)
def test_kernel_serial_scanner() -> None:
    """A USB scanner at the kernel is found again after each replug, though its number changes."""
    scanner = PortScanner(lambda: SerialPort(files_of(Kind.SERIAL, SCANNER)[0], 9600))
    (found,) = device_files(Kind.SERIAL)
    numbers = set()

    def hear(enough: Callable[[list[Scan]], bool]) -> list[Scan]:
        scans: list[Scan] = []
        ends = time.monotonic() + 10
        while not enough(scans):
            assert time.monotonic() < ends
            select.select([scanner], [], [], 0.1)
            scans += scanner.read()
        return scans

    for turn in range(10):
        hear(lambda scans: scanner.plugged)
        (file,) = files_of(Kind.SERIAL, SCANNER)
        numbers.add(file.name)
        far = os.open(GADGET, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(far)
        os.write(far, f"]Q1code {turn}\r".encode())
        assert hear(bool) == [Scan(f"code {turn}", "]Q1")]
        os.write(far, b"]Q1AAAA-")
        os.close(far)
        # Whoever has the old file open keeps its number from the next plug.
        somebody_else = os.open(file, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        switch = found.sys.parents[2] / "authorized"
        switch.write_text("0")
        hear(lambda scans: not scanner.plugged)
        assert not select.select([scanner], [], [], 0)[0]
        switch.write_text("1")
        hear(lambda scans: scanner.plugged)
        os.close(somebody_else)
    scanner.close()
    assert len(numbers) > 1
