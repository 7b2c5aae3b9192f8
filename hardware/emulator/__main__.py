"""Runs an emulated printer, on the network or a serial line, until it is told to stop."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

from hardware.emulator.faults import Faults
from hardware.emulator.pty_line import SerialMachine
from hardware.emulator.server import NetworkMachine
from hardware.emulator.tray import Tray

INPUT = 0
LINE_MAX = 200
FAULTS = [name for name, value in asdict(Faults()).items() if isinstance(value, bool)]
HANDS = "off cuts its power, on gives it back, tear takes what hangs out of it, not cut"


def main() -> None:
    """Prints one line when the printer can be used and one per slip; lines in are done to it."""
    parser = argparse.ArgumentParser(
        prog="wartemarke printer",
        description=__doc__,
        epilog=f"A line with a word is done to it: {HANDS}; the name of a fault switches that "
        f"on or off: {', '.join(FAULTS)}.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at")
    parser.add_argument("--port", type=int, default=9100, help="port, 0 for any free one")
    parser.add_argument("--serial", action="store_true", help="a serial line instead of a port")
    parser.add_argument("--folder", type=Path, default=Path("slips"), help="where slips go")
    parser.add_argument("--width", type=int, default=576, help="dots across the paper")
    given = parser.parse_args()
    ends = {signal.SIGINT, signal.SIGTERM}
    # Blocked before any thread starts, so that none of them is the one to be interrupted.
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    tray = Tray(given.folder, _say)
    with _machine(given, tray) as printer:
        _say(f"ready: {printer.url} prints into {given.folder}")
        threading.Thread(target=_listen, args=[printer], daemon=True).start()
        signal.sigwait(ends)


def _machine(given: argparse.Namespace, tray: Tray) -> NetworkMachine | SerialMachine:
    """Gives the printer that was asked for, or ends with a sentence."""
    if given.serial:
        return SerialMachine(tray, given.width)
    try:
        return NetworkMachine(tray, given.host, given.port, given.width)
    except OSError as error:
        why = str(error.strerror).partition(" (")[0]  # what follows is Python's own address
        sys.exit(
            f"wartemarke printer: port {given.port} on {given.host} cannot be taken "
            f"({why}); is another printer running? Choose another port with --port, or 0 for any "
            "that is free"
        )


def _listen(printer: NetworkMachine | SerialMachine) -> None:
    machine, faults = printer.machine, printer.machine.faults
    deeds: dict[str, Callable[[], object]] = {
        "off": machine.switch_off,
        "on": printer.switch_on,
        "tear": lambda: printer.tray.take(machine.tear_off()),
    }
    for word in _words():
        if word in deeds:
            deeds[word]()
            _say(f"{word} is done")
        elif word in FAULTS:
            setattr(faults, word, not getattr(faults, word))
            _say(f"{word} {'on' if getattr(faults, word) else 'off'}")
        else:
            _say(f"“{word}” is no fault; a fault is {', '.join(FAULTS)}; {HANDS}")


def _words() -> Iterator[str]:
    # Not sys.stdin: a thread that waits in it spoils the end of the program.
    for line in iter(partial(os.read, INPUT, LINE_MAX), b""):
        yield from line.decode(errors="replace").split()


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
