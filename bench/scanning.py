"""`python -m bench.scanning`: from a scanner's last byte to the screen, and what a camera costs."""

import argparse
import json
import os
import platform
import random
import select
import statistics
import sys
import time
from collections.abc import Callable

import zxingcpp
from PIL import Image
from PySide6.QtCore import QCoreApplication, QTimer

from hardware.code_reader import read_codes
from hardware.emulator.pty_line import VirtualScanner
from hardware.frames import FRAMES_PER_S, HEIGHT, WIDTH, Frame
from hardware.framing import Scan
from hardware.scanner import open_scanner
from kiosk.scanning import HeardScanner
from waiting_room.rules.percentile import percentile

PAUSE_MS = (5, 45)
"""Codes come at random distances, so that no timer of ours can run in step with them."""

LATE_MS = 5.0
NOWHERE = "usb:ffff:ffff"
SIGNED = f"]Q1WM1:SUED:AAAA-0001:ADVICE:20261124T0700Z:30:0:K7:{'A2B3C4D5' * 13}"


def main() -> int:
    """Measure everything once and print it."""
    options = argparse.ArgumentParser(prog="python -m bench.scanning", description=__doc__)
    options.add_argument("--json", action="store_true", help="for machines")
    options.add_argument("--codes", type=int, default=1000, help="for each latency")
    options.add_argument("--frames", type=int, default=200, help="of each kind")
    options.add_argument("--idle-s", type=float, default=5.0, help="for each state of the line")
    asked = options.parse_args()
    app = QCoreApplication([])
    floor = floor_ms(asked.codes)
    scans = scan_to_slot_ms(app, asked.codes)
    figures: dict[str, float | str | bool] = {
        "machine": f"{os.cpu_count()} cores, {platform.platform()}, {platform.python_version()}",
        "codes": asked.codes,
        "floor_p50_ms": statistics.median(floor),
        "floor_p99_ms": percentile(floor, 0.99),
        "scan_to_slot_p50_ms": statistics.median(scans),
        "scan_to_slot_p99_ms": percentile(scans, 0.99),
        "scan_to_slot_max_ms": max(scans),
        "cpu_plugged_in_percent": idle_percent(app, asked.idle_s, plugged=True),
        "cpu_unplugged_percent": idle_percent(app, asked.idle_s, plugged=False),
        **{
            f"camera_{name}_frame_ms": decode_ms(frame, asked.frames)
            for name, frame in frames().items()
        },
    }
    worst = max(value for name, value in figures.items() if name.endswith("frame_ms"))
    figures[f"cpu_camera_{FRAMES_PER_S}_frames_per_s_percent"] = worst * FRAMES_PER_S / 10
    figures["reached"] = figures["scan_to_slot_p99_ms"] <= LATE_MS
    if asked.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name:<40} {value:>10.3f}" if isinstance(value, float) else f"{name}: {value}")
    return 0 if figures["reached"] else 1


def floor_ms(codes: int) -> list[float]:
    """Take the same bytes off the same line with nothing but two calls of the kernel."""
    taken = []
    with VirtualScanner() as far:
        near = os.open(far.path, os.O_RDONLY | os.O_NOCTTY)
        for _ in range(codes):
            time.sleep(random.uniform(*PAUSE_MS) / 1000)
            written = time.perf_counter()
            far.send(f"{SIGNED}\r".encode())
            got = b""
            while not got.endswith(b"\r"):
                select.select([near], [], [])
                got += os.read(near, 4096)
            taken.append((time.perf_counter() - written) * 1000)
        os.close(near)
    return taken


def scan_to_slot_ms(app: QCoreApplication, codes: int) -> list[float]:
    """Write codes on the line within Qt's loop; gives the time until each slot was called."""
    taken: list[float] = []
    written = 0.0

    def write() -> None:
        nonlocal written
        written = time.perf_counter()
        far.send(f"{SIGNED}\r".encode())

    def told(plugged: bool) -> None:
        if plugged:
            QTimer.singleShot(PAUSE_MS[1], write)

    def scanned(scan: Scan) -> None:
        taken.append((time.perf_counter() - written) * 1000)
        if len(taken) < codes:
            QTimer.singleShot(random.randint(*PAUSE_MS), write)
        else:
            app.quit()

    with VirtualScanner() as far:
        heard = hear(f"serial:{far.path}", scanned, told)
        app.exec()
        heard.close()
    return taken


def idle_percent(app: QCoreApplication, seconds: float, *, plugged: bool) -> float:
    """Give the share of one core that waiting for a scan takes."""
    with VirtualScanner() as far:
        heard = hear(
            f"serial:{far.path}" if plugged else NOWHERE, lambda scan: None, lambda plugged: None
        )
        QTimer.singleShot(round(seconds * 1000), app.quit)
        used = time.process_time()
        app.exec()
        used = time.process_time() - used
        heard.close()
    return used / seconds * 100


def hear(url: str, scanned: Callable[[Scan], None], told: Callable[[bool], None]) -> HeardScanner:
    """Hear a scanner as the kiosk does."""
    heard = HeardScanner(open_scanner(url), scanned, told)
    heard.open()
    return heard


def frames() -> dict[str, Frame]:
    """Draw what a camera sees: nothing, a signed code, and what is hardest to rule out."""
    wall = Image.new("L", (WIDTH, HEIGHT), 150)
    drawn = zxingcpp.create_barcode(SIGNED, zxingcpp.BarcodeFormat.QRCode)
    code = wall.copy()
    code.paste(Image.fromarray(drawn.to_image(scale=5, add_quiet_zones=True)), (200, 120))
    noise = Image.frombytes("L", wall.size, random.Random(1).randbytes(WIDTH * HEIGHT))
    seen = {"empty": wall, "code": code, "noise": noise}
    return {name: Frame(WIDTH, HEIGHT, image.tobytes()) for name, image in seen.items()}


def decode_ms(frame: Frame, times: int) -> float:
    """Give the processor time that looking at one frame takes."""
    used = time.process_time()
    for _ in range(times):
        read_codes(frame)
    return (time.process_time() - used) / times * 1000


if __name__ == "__main__":
    sys.exit(main())
