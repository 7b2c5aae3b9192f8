"""The summary: what was seen on the screens, held against the hub's own file."""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from waiting_room.demo.people import Tally


async def hubs_figures(data: Path, zone: str) -> dict[str, Any]:
    """Ask the hub's file for the figures of the day; the hub has ended by then."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "waiting_room.hub.report",
        "--data",
        str(data),
        "--zone-id",
        zone,
        "--json",
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError("the hub's file cannot be read; see the line above")
    return dict(json.loads(out))


def lost(shown: Sequence[str], figures: dict[str, Any]) -> list[str]:
    """Name the numbers that a visitor saw and the hub does not know, or that were shown twice."""
    known = set(figures["numbers"])
    return sorted(
        {number for number in shown if number not in known or list(shown).count(number) > 1}
    )


def summary(tally: Tally, figures: dict[str, Any], speed: float = 1.0) -> list[str]:
    """Write the summary, waits in minutes as they were played; the last line is for scripts."""
    lines = [f"trouble {trouble}" for trouble in tally.troubles]
    if figures["wait_p50_s"] is not None:
        half = _minutes(figures["wait_p50_s"], speed)
        most = _minutes(figures["wait_p90_s"], speed)
        lines.append(
            f"half of those called waited at most {half} minutes, nine of ten at most {most}; "
            f"{figures['open']} still wait or are at a counter"
        )
    missing = lost(tally.numbers, figures)
    if missing:
        lines.append(f"lost: {', '.join(missing)}")
    lines.append(
        f"issued {figures['issued']}, called {figures['called']}, served {figures['served']}, "
        f"no-show {figures['no_show']}, lost {len(missing)}"
    )
    return lines


def _minutes(real_s: float, speed: float) -> str:
    return f"{real_s * speed / 60:.1f}"
