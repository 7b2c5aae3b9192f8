"""Runs the emulated network printer until it is told to stop."""

import argparse
import os
import signal
import threading
from dataclasses import asdict
from pathlib import Path

from hardware.emulator.faults import Faults
from hardware.emulator.server import NetworkMachine
from hardware.emulator.tray import Tray

INPUT = 0
LINE_MAX = 200


def main() -> None:
    """Prints one line when the printer takes callers and one per ticket; lines in switch faults."""
    names = [name for name, value in asdict(Faults()).items() if isinstance(value, bool)]
    parser = argparse.ArgumentParser(
        prog="wartemarke printer",
        description=__doc__,
        epilog=f"A line with the name of a fault switches it on or off: {', '.join(names)}.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at")
    parser.add_argument("--port", type=int, default=9100, help="port, 0 for any free one")
    parser.add_argument("--folder", type=Path, default=Path("tickets"), help="where tickets go")
    parser.add_argument("--width", type=int, default=576, help="dots across the paper")
    given = parser.parse_args()
    ends = {signal.SIGINT, signal.SIGTERM}
    # Blocked before any thread starts, so that none of them is the one to be interrupted.
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    with NetworkMachine(Tray(given.folder, _say), given.host, given.port, given.width) as printer:
        _say(f"ready: network:{given.host}:{printer.port} prints into {given.folder}")
        switches = (printer.machine.faults, names)
        threading.Thread(target=_switch, args=switches, daemon=True).start()
        signal.sigwait(ends)


def _switch(faults: Faults, names: list[str]) -> None:
    # Not sys.stdin: a thread that waits in it spoils the end of the program.
    while line := os.read(INPUT, LINE_MAX):
        for name in line.decode(errors="replace").split():
            if name in names:
                setattr(faults, name, not getattr(faults, name))
                _say(f"{name} {'on' if getattr(faults, name) else 'off'}")
            else:
                _say(f"“{name}” is no fault; a fault is {', '.join(names)}")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
