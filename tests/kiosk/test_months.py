"""Months without a restart: a kiosk that has shown many visits is no larger than at first."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import linear_regression
from typing import Any

KIB_PER_1000 = 1.0
SHORT_KIB_PER_1000 = 300.0
"""What a short run can tell from chance: Python and C take and give back memory in pieces."""


def sizes(folder: Path, screens: int, *options: str) -> dict[str, Any]:
    """Let a kiosk live in a process in which nothing has run before; gives what that takes."""
    program = [sys.executable, "-m", "tests.kiosk.months", str(folder), str(screens), *options]
    return dict(json.loads(subprocess.run(program, stdout=subprocess.PIPE, check=True).stdout))


def kib_per_1000(found: dict[str, Any]) -> float:
    """Give the slope of the memory over a thousand screens, by least squares."""
    return linear_regression(found["screens"], found["kib"]).slope * 1000


def test_as_small_as_on_the_first_day(tmp_path: Path, gate: bool, record_property) -> None:  # type: ignore[no-untyped-def] # a fixture of pytest
    """Memory, descriptors and threads stay what they were."""
    found = sizes(tmp_path, 50_000 if gate else 2_000)
    grown = kib_per_1000(found)
    record_property("kib_per_1000_screens", round(grown, 2))
    assert len(set(found["descriptors"])) == 1
    assert max(found["threads"]) <= found["threads"][0]
    assert grown <= (KIB_PER_1000 if gate else SHORT_KIB_PER_1000)


def test_a_screen_that_keeps_its_visits_is_seen(tmp_path: Path) -> None:
    """The check above sees a kiosk that forgets nothing."""
    assert kib_per_1000(sizes(tmp_path, 2_000, "--keeps")) > SHORT_KIB_PER_1000
