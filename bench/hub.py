"""`python -m bench.hub`: how fast the hub is, each figure beside the floor it stands on."""

import argparse
import asyncio
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import measures
from bench.floor import Floor
from bench.scene import RunningHub, read_zone, write_history, write_zone
from broker_config.running import Mosquitto, binary
from waiting_room.rules.percentile import percentile

HISTORIES = (1_000, 1_000_000)
TARGETS = {
    "commands_per_s_50": ("≥", 2_000),
    "bare_sqlite_groups_of_50_per_s": ("≥", 10_000),
    "press_to_wall_p99_over_floor": ("≤", 3.0),
    "growth_commands_50": ("≤", 1.2),
    "growth_press_to_wall_p50": ("≤", 1.2),
    "hub_start_with_1000000_events_s": ("≤", 3.0),
}


def main() -> int:
    """Measure everything once and print it."""
    options = argparse.ArgumentParser(prog="python -m bench.hub", description=__doc__)
    options.add_argument("--json", action="store_true", help="for machines")
    options.add_argument("--seconds", type=float, default=4.0, help="for each rate")
    options.add_argument("--presses", type=int, default=400, help="for each latency")
    options.add_argument("--rounds", type=int, default=3, help="of which the median counts")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="wartemarke-bench-") as folder:
        figures = asyncio.run(measure(Path(folder), asked))
    print(json.dumps(figures, indent=2) if asked.json else table(figures))
    return 0 if all(figures["reached"].values()) else 1


async def measure(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Take all measures, small and large history in turn, so that the machine's mood is shared."""
    zone_file = write_zone(folder)
    zone = read_zone(zone_file)
    for events in HISTORIES:
        note(f"writing a history of {events:,} events")
        write_history(folder / f"data-{events}", zone, events)
    rounds: dict[int, list[dict[str, Any]]] = {events: [] for events in HISTORIES}
    bare = measures.bare_group_commit(folder, 50, asked.seconds)
    with plain_mosquitto(folder) as port:
        for turn in range(asked.rounds):
            for events in HISTORIES:
                note(f"round {turn + 1} of {asked.rounds} on {events:,} events")
                # A broker of its own: a hub ends where another one of its zone was heard.
                with Mosquitto(zone, folder / f"broker-{turn}-{events}") as mosquitto:
                    hub = RunningHub(mosquitto, zone_file, folder / f"data-{events}")
                    async with hub, Floor(port, folder / "floor.bin") as floor:
                        rounds[events].append(await one_round(hub, floor, asked))
    return summed_up(rounds, bare)


async def one_round(hub: RunningHub, floor: Floor, asked: argparse.Namespace) -> dict[str, Any]:
    """Measure one hub on one history."""
    wall = measures.Wall()
    load = await hub.client("load")
    shown = await hub.client("wall", wall.follow)
    await measures.open_counters(load)
    presses, floors = [], []
    for _ in range(asked.presses):
        await measures.pause()
        floors.append(await floor.press_to_shown())
        presses.append(await measures.press_to_wall(load, wall))
    one = await measures.commands_per_second(load, 1, asked.seconds)
    fifty = await measures.commands_per_second(load, 50, asked.seconds)
    load.close()
    shown.close()
    return {"start_s": hub.started_s, "one": one, "fifty": fifty, "press": presses, "floor": floors}


def summed_up(rounds: dict[int, list[dict[str, Any]]], bare: float) -> dict[str, Any]:
    """Sum the rounds up: medians of rates, percentiles over all presses, and ratios."""
    small, large = HISTORIES

    def median(events: int, name: str) -> float:
        return float(statistics.median(one[name] for one in rounds[events]))

    def ms(name: str, share: float, *histories: int) -> float:
        samples = [s for events in histories for one in rounds[events] for s in one[name]]
        return percentile(samples, share) * 1000

    figures: dict[str, Any] = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.platform()}, "
        f"Python {platform.python_version()}",
        "commands_per_s_1": median(small, "one"),
        "commands_per_s_50": median(small, "fifty"),
        "bare_sqlite_groups_of_50_per_s": bare,
        "press_to_wall_p50_ms": ms("press", 0.5, *HISTORIES),
        "press_to_wall_p99_ms": ms("press", 0.99, *HISTORIES),
        "floor_p50_ms": ms("floor", 0.5, *HISTORIES),
        "floor_p99_ms": ms("floor", 0.99, *HISTORIES),
        "growth_commands_1": median(small, "one") / median(large, "one"),
        "growth_commands_50": median(small, "fifty") / median(large, "fifty"),
        "growth_press_to_wall_p50": ms("press", 0.5, large) / ms("press", 0.5, small),
        "growth_press_to_wall_p99": ms("press", 0.99, large) / ms("press", 0.99, small),
        f"hub_start_with_{small}_events_s": median(small, "start_s"),
        f"hub_start_with_{large}_events_s": median(large, "start_s"),
    }
    for share in ("p50", "p99"):
        ratio = figures[f"press_to_wall_{share}_ms"] / figures[f"floor_{share}_ms"]
        figures[f"press_to_wall_{share}_over_floor"] = ratio
    figures["reached"] = {
        name: figures[name] >= bound if sign == "≥" else figures[name] <= bound
        for name, (sign, bound) in TARGETS.items()
    }
    return figures


def table(figures: dict[str, Any]) -> str:
    """Write the figures for people, with what was to be reached."""
    lines = [f"{figures['machine']}, {figures['measured_at']}", ""]
    for name, value in figures.items():
        if isinstance(value, float):
            sign, bound = TARGETS.get(name, ("", ""))
            reached = {True: "reached", False: "NOT reached", None: ""}[
                figures["reached"].get(name)
            ]
            lines.append(f"{name:<40} {value:>12,.2f}   {sign} {bound} {reached}".rstrip())
    return "\n".join(lines)


@contextmanager
def plain_mosquitto(folder: Path) -> Iterator[int]:
    """Run a second Mosquitto for the floor alone; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf = folder / "plain.conf"
    conf.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n")
    with (folder / "plain.log").open("wb") as log:
        process = subprocess.Popen([binary(), "-c", str(conf)], stdout=log, stderr=log)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


def note(text: str) -> None:
    """Say what goes on, apart from the figures."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
