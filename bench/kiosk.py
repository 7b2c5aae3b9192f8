"""`python -m bench.kiosk`: touch to paper, scan to answer, start and idling of a real kiosk."""

import argparse
import asyncio
import json
import os
import platform
import re
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.measures import synced_write
from broker_config.running import Mosquitto
from hardware.emulator.faults import Strike
from hardware.emulator.pty_line import VirtualScanner
from hardware.emulator.server import NetworkMachine
from waiting_room.demo.hand import Hand
from waiting_room.demo.people import NUMBER, step_aside
from waiting_room.demo.processes import Processes, Program
from waiting_room.demo.scenery import Place, write_bookings, write_zone
from waiting_room.demo.zone_here import free_ports, start_hub
from waiting_room.rules.percentile import percentile
from waiting_room.wire.settings import read_zone
from waiting_room.words import catalogue

TARGETS = {
    "online_p99_ms": 100.0,
    "offline_p99_ms": 150.0,
    "start_s": 2.5,
    "idle_cpu_percent": 1.0,
}
SLIP_BEGINS = b"\x1b@"
WORDS = catalogue("de")
SERVICE, YES = "Unterlagen abgeben", WORDS.say("Yes, take a ticket")
LOOK_EVERY_S = 0.01
"""By so much an answer may have been on the screen before it was read."""
NO_TAP_S = 0.6
"""A page that has just appeared takes no touch."""


def main() -> int:
    """Measure everything once and print it."""
    options = argparse.ArgumentParser(prog="python -m bench.kiosk", description=__doc__)
    options.add_argument("--json", action="store_true", help="for machines")
    options.add_argument("--tickets", type=int, default=100, help="with the hub, and without")
    options.add_argument("--scans", type=int, default=20, help="of bookings")
    options.add_argument("--starts", type=int, default=5, help="of which the median counts")
    options.add_argument("--idle-s", type=float, default=30.0, help="for the processor's share")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="wartemarke-kiosk-") as folder:
        figures = asyncio.run(measure(Path(folder), asked))
    print(json.dumps(figures, indent=2) if asked.json else table(figures))
    return 0 if all(figures["reached"].values()) else 1


class Scene:
    """A hub, a broker, one kiosk offscreen with an emulated printer on TCP and a scanner."""

    def __init__(self, folder: Path, bookings: int) -> None:
        for name in ("logs", "hands", "broker"):
            (folder / name).mkdir()
        broker_port, website_port = free_ports(2)
        self.place = Place(folder, broker_port, website_port, "none:")
        write_zone(self.place, ("1",))
        self.codes = write_bookings(self.place, datetime.now(UTC), bookings)
        zone = read_zone(self.place.zone_file)
        self.broker = Mosquitto(zone, folder / "broker", broker_port)
        self.printer, self.scanner = NetworkMachine(), VirtualScanner()
        self.processes = Processes(folder / "logs", print)
        self.hand = Hand(folder / "hands" / "kiosk-1", LOOK_EVERY_S)
        self._kiosk: Program | None = None

    async def __aenter__(self) -> "Scene":
        self.broker.start()
        await start_hub(self.processes, self.place)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.hand.close()
        await self.processes.end()
        self.broker.stop()
        self.scanner.close()
        self.printer.close()

    async def start(self) -> float:
        """Start the kiosk; gives the seconds until its services can be touched."""
        folder = self.place.folder
        arguments = ["kiosk", "--config", str(self.place.device_file("kiosk-1"))]
        arguments += ["--data", str(folder / "data"), "--window", "1920x1080"]
        arguments += ["--hand", str(folder / "hands" / "kiosk-1")]
        arguments += ["--printer", f"network:127.0.0.1:{self.printer.port}"]
        arguments += ["--scanner", f"serial:{self.scanner.path}"]
        self._kiosk = Program("kiosk-1", arguments, {"QT_QPA_PLATFORM": "offscreen"})
        begun = time.perf_counter()
        await self.processes.start(self._kiosk)
        await self.hand.see(lambda seen: SERVICE in seen, 30)
        return time.perf_counter() - begun

    async def end(self) -> None:
        """End the kiosk."""
        self.hand.close()
        await self.processes.end("kiosk-1")

    @property
    def proc(self) -> Path:
        """What the kernel says of the kiosk."""
        assert self._kiosk is not None
        assert self._kiosk.process is not None
        return Path(f"/proc/{self._kiosk.process.pid}")

    async def touch_to_paper(self) -> float:
        """Take a ticket; gives the seconds from the touch to its first byte at the printer."""
        await self.hand.press(SERVICE, YES)
        await asyncio.sleep(NO_TAP_S)
        began, first = await self._first_byte(lambda: self.hand.tap(YES))
        await self._step_aside()
        return first - began

    async def scan_to_answer(self, code: str) -> tuple[float, float]:
        """Scan a booking; gives the seconds until its number can be read, and until its paper."""

        async def scan() -> None:
            self.scanner.scan(code)

        answered = asyncio.create_task(self._number())
        began, first = await self._first_byte(scan)
        shown = await answered
        await self._step_aside()
        return shown - began, first - began

    async def _number(self) -> float:
        await self.hand.see(lambda seen: any(map(NUMBER.match, seen)))
        return time.perf_counter()

    async def _first_byte(self, act: Callable[[], Awaitable[None]]) -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        arrived: asyncio.Future[float] = loop.create_future()

        def strike() -> None:
            loop.call_soon_threadsafe(arrived.set_result, time.perf_counter())

        self.printer.machine.strikes.append(Strike(0, strike, mark=SLIP_BEGINS))
        began = time.perf_counter()
        await act()
        return began, await asyncio.wait_for(arrived, 15)

    async def _step_aside(self) -> None:
        await asyncio.sleep(NO_TAP_S)
        await step_aside(self.hand)
        await asyncio.sleep(NO_TAP_S)


async def measure(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Take all measures, one after the other."""
    figures: dict[str, Any] = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.platform()}, "
        f"Python {platform.python_version()}",
        "load_before": os.getloadavg()[0],
        **{f"floor_fdatasync_{name}": ms for name, ms in in_ms(fdatasync(folder)).items()},
    }
    async with Scene(folder, asked.scans) as scene:
        asks = in_ms(ask_printer(scene.printer.port))
        figures |= {f"floor_tcp_to_printer_{name}": ms for name, ms in asks.items()}
        starts = []
        for turn in range(asked.starts):
            if turn:
                await scene.end()
            starts.append(await scene.start())
        figures["start_s"] = statistics.median(starts)
        figures["floor_start_python_qt_s"] = await bare_start()
        online = [await scene.touch_to_paper() for _ in range(asked.tickets)]
        figures |= {f"online_{name}": ms for name, ms in in_ms(online).items()}
        scans = [await scene.scan_to_answer(code) for code in scene.codes]
        figures |= {f"scan_to_number_{n}": ms for n, ms in in_ms([s for s, _ in scans]).items()}
        figures |= {f"scan_to_paper_{n}": ms for n, ms in in_ms([p for _, p in scans]).items()}
        figures["idle_cpu_percent"] = await idle_percent(scene.proc, asked.idle_s)
        scene.broker.kill()
        offline = [await scene.touch_to_paper() for _ in range(asked.tickets)]
        figures |= {f"offline_{name}": ms for name, ms in in_ms(offline).items()}
        figures["idle_cpu_offline_percent"] = await idle_percent(scene.proc, asked.idle_s)
        figures["rss_mib"] = rss_mib(scene.proc)
    figures["load_after"] = os.getloadavg()[0]
    figures["reached"] = {name: figures[name] <= bound for name, bound in TARGETS.items()}
    return figures


def in_ms(seconds: list[float]) -> dict[str, float]:
    """Sum samples up."""
    return {
        "p50_ms": statistics.median(seconds) * 1000,
        "p99_ms": percentile(seconds, 0.99) * 1000,
    }


def fdatasync(folder: Path, times: int = 200) -> list[float]:
    """Give what one synced write of a page takes on this disk."""
    fd = os.open(folder / "floor", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        synced_write(fd)
        taken.append(time.perf_counter() - begun)
    os.close(fd)
    return taken


def ask_printer(port: int, times: int = 200) -> list[float]:
    """Give what a line to the printer and its first answer take, with nothing but sockets."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(b"\x10\x04\x01")
            line.recv(1)
            taken.append(time.perf_counter() - begun)
    return taken


async def bare_start() -> float:
    """Give what starting Python with Qt's modules alone takes."""
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import PySide6.QtQuick")
    await process.wait()
    return time.perf_counter() - begun


async def idle_percent(proc: Path, seconds: float) -> float:
    """Give the share of one core that a kiosk takes while nobody is there."""
    before, begun = _ticks(proc), time.perf_counter()
    await asyncio.sleep(seconds)
    used_s = (_ticks(proc) - before) / os.sysconf("SC_CLK_TCK")
    return used_s / (time.perf_counter() - begun) * 100


def _ticks(proc: Path) -> int:
    fields = (proc / "stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def rss_mib(proc: Path) -> float:
    """Give the memory that is a kiosk's own now."""
    found = re.search(r"VmRSS:\s+(\d+) kB", (proc / "status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def table(figures: dict[str, Any]) -> str:
    """Write the figures for people, with what was to be reached."""
    lines = [f"{figures['machine']}, {figures['measured_at']}", ""]
    for name, value in figures.items():
        if isinstance(value, float):
            reached = ""
            if name in TARGETS:
                word = "reached" if figures["reached"][name] else "NOT reached"
                reached = f"   ≤ {TARGETS[name]:g} {word}"
            lines.append(f"{name:<32} {value:>10.2f}{reached}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
