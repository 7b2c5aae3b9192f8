"""`python -m bench.printing`: how large a ticket is, what it costs, and how soon it prints."""

import argparse
import json
import os
import statistics
import time
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from hardware.emulator.faults import Strike
from hardware.emulator.server import NetworkMachine
from hardware.escpos_encoder import encode
from hardware.network_printer import network_printer
from hardware.outcome import Result
from hardware.slip import Slip
from hardware.takes import Draw
from kiosk.issued import Issued
from kiosk.receipt import receipt
from kiosk.shaping import shaped
from waiting_room.hub.showing import zone_view
from waiting_room.rules.zone import Zone
from waiting_room.ui import run
from waiting_room.words import catalogue

EXAMPLE = Path(run.__file__).parents[1] / "example" / "zone.toml"
LANGUAGES = ("de", "tr", "uk", "ar")
NATIVE_BYTES_MAX = 500
"""Of a German ticket in the printer's own letters, half a second on a line of 9,600 baud."""
QUESTIONS_BYTES = 12
"""DLE EOT 1 to 4, which a driver asks before the first byte of a ticket."""


def main() -> int:
    """Measure everything once and print it."""
    options = argparse.ArgumentParser(prog="python -m bench.printing", description=__doc__)
    options.add_argument("--json", action="store_true", help="for machines")
    options.add_argument("--rounds", type=int, default=100, help="of which the median counts")
    asked = options.parse_args()
    app = QGuiApplication([])
    run.set_font(app)
    figures = measure(asked.rounds)
    print(json.dumps(figures, indent=2) if asked.json else table(figures))
    return 0 if all(figures["reached"].values()) else 1


def measure(rounds: int) -> dict[str, Any]:
    """Give per language and way of drawing the bytes, and the CPU time in milliseconds; and over
    TCP the time in milliseconds from print() to the ticket's first byte, and to its PRINTED."""
    tickets = {
        f"{language} {draw.value}": made(language, draw, rounds)
        for draw in (Draw.NEEDED, Draw.LARGE, Draw.ALL)
        for language in LANGUAGES
    }
    data = encode(shaped(slip("de"), Draw.NEEDED))
    return {
        "tickets": tickets,
        "over TCP, de needed": printed(data, rounds),
        "reached": {"de needed": tickets["de needed"]["bytes"] <= NATIVE_BYTES_MAX},
    }


def slip(language: str) -> Slip:
    """The slip of a walk-in at the example zone."""
    zone = zone_view(Zone.model_validate(tomllib.loads(EXAMPLE.read_text("utf-8"))), {})
    ticket = Issued(
        number="K042",
        token="abcdefghijklmnopqrstuvwx23",
        service=zone.services[0].id,
        language=language,
        issued_at=datetime(2026, 11, 23, 8, 41, tzinfo=UTC),
        ahead=7,
        wait_s=(900, 1500),
    )
    return receipt(ticket, zone, catalogue(language))


def made(language: str, draw: Draw, rounds: int) -> dict[str, float]:
    """What one ticket takes."""
    blocks = slip(language)
    drawn = shaped(blocks, draw)
    return {
        "bytes": len(encode(drawn)),
        "shaping_ms": cpu_ms(lambda: shaped(blocks, draw), rounds),
        "encoding_ms": cpu_ms(lambda: encode(drawn), rounds),
    }


def cpu_ms(work: Callable[[], object], rounds: int) -> float:
    """The median CPU time of this thread."""
    times = []
    for _ in range(rounds):
        begun = time.thread_time()
        work()
        times.append(time.thread_time() - begun)
    return statistics.median(times) * 1000


def printed(data: bytes, rounds: int) -> dict[str, float]:
    """Prints so many tickets on the emulated printer of this machine."""
    first_bytes, ends = [], []
    arrived: list[float] = []
    with NetworkMachine() as end:
        printer = network_printer("127.0.0.1", end.port)
        for _ in range(rounds):
            strike = Strike(QUESTIONS_BYTES + 1, lambda: arrived.append(time.perf_counter()))
            end.machine.strikes.append(strike)
            begun = time.perf_counter()
            outcome = printer.print(data)
            ends.append(time.perf_counter() - begun)
            assert outcome.result is Result.PRINTED, outcome
            first_bytes.append(arrived[-1] - begun)
    return {
        "first_byte_ms": statistics.median(first_bytes) * 1000,
        "first_byte_p99_ms": statistics.quantiles(first_bytes, n=100)[98] * 1000,
        "printed_ms": statistics.median(ends) * 1000,
    }


def table(figures: dict[str, Any]) -> str:
    """The figures for people."""
    lines = ["ticket          bytes  shaping  encoding (CPU, median)"]
    for name, of_ticket in figures["tickets"].items():
        lines.append(
            f"{name:<12} {of_ticket['bytes']:>8,} {of_ticket['shaping_ms']:>5.1f} ms "
            f"{of_ticket['encoding_ms']:>6.1f} ms"
        )
    word = "reached" if figures["reached"]["de needed"] else "NOT reached"
    lines.append(f"de needed: at most {NATIVE_BYTES_MAX} bytes {word}")
    times = figures["over TCP, de needed"]
    lines.append(
        f"over TCP: first byte of the ticket {times['first_byte_ms']:.1f} ms after print(), "
        f"99 % {times['first_byte_p99_ms']:.1f} ms; PRINTED after {times['printed_ms']:.1f} ms"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
