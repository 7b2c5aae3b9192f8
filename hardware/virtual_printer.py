"""A printer of files: what it prints lands in a folder as pictures and text."""

import time
from pathlib import Path

from hardware.emulator.machine import Machine
from hardware.emulator.tray import Tray
from hardware.ending import Patience
from hardware.outcome import Outcome, PrinterState
from hardware.takes import Takes
from hardware.wired_printer import Asking, WiredPrinter

BYTES_PER_S = 1_000_000.0
LOOK_S = 0.02


class MemoryWire:
    """A `Wire` into a machine of this process."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._answers = b""

    def write(self, data: bytes, timeout_s: float) -> None:
        """See `Wire`."""
        self._answers += self._machine.receive(data)

    def read(self, timeout_s: float) -> bytes:
        """See `Wire`; the machine answers while it is written to, so waiting brings nothing new."""
        if not self._answers:
            # Gives another thread the time to switch a fault off, as a person would mend it.
            time.sleep(min(timeout_s, LOOK_S))
        answers, self._answers = self._answers, b""
        return answers

    def discard(self) -> None:
        """See `Wire`; nothing is on its way in memory."""

    def close(self) -> None:
        """See `Wire`."""


class VirtualPrinter:
    """A `Printer` that is asked like any other; `machine.faults` switches its faults."""

    def __init__(
        self,
        folder: Path,
        asking: Asking = Asking.FULL,
        patience: Patience | None = None,
        width_dots: int = 576,
    ) -> None:
        self.takes = Takes(width_dots)
        self.tray = Tray(folder)
        self.machine = Machine(self.tray.take, width_dots)
        self._printer = WiredPrinter(
            lambda: MemoryWire(self.machine), BYTES_PER_S, asking, patience
        )

    def print(self, data: bytes) -> Outcome:
        """Prints one slip; see `Printer`. LINK_LOST when the folder cannot be written to."""
        return self._printer.print(data)

    def state(self) -> PrinterState:
        """How the machine is; see `Printer`."""
        return self._printer.state()

    def close(self) -> None:
        """Nothing is open between slips."""
