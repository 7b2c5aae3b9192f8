"""`python -m tests.checker`: run a plan, check what it left behind, and say what was seen."""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.checker.broken import FAULTS
from tests.checker.check import complaints
from tests.checker.evidence import Evidence
from tests.checker.trial import SOUND, trial


def main() -> int:
    """Run as told; gives 1 if there is anything to complain of."""
    options = argparse.ArgumentParser(prog="python -m tests.checker", description=__doc__)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--operations", type=int, default=20_000)
    options.add_argument("--policy", choices=("due-date", "accumulating", "fifo"))
    options.add_argument("--fault", choices=sorted(FAULTS), help="break the hub like this")
    options.add_argument("--kills", type=int, default=0, help="how often to kill the hub")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        evidence = asyncio.run(
            trial(
                Path(folder) / "run",
                seed=asked.seed,
                operations=asked.operations,
                policy=asked.policy or "due-date",
                fault=asked.fault or SOUND,
                kills=asked.kills,
            )
        )
    begun = time.perf_counter()
    found = complaints(evidence)
    tell(evidence, time.perf_counter() - begun)
    for complaint in found:
        print(complaint)
    print(f"seed {asked.seed}: {len(found)} complaints")
    return bool(found)


def tell(evidence: Evidence, checked_s: float) -> None:
    """Say how much of what was seen."""
    operations = evidence.history.operations.values()
    sent = sum(len(one.sent) for one in operations)
    refused = Counter(one.code for one in operations if one.code is not None)
    print(f"{len(operations)} operations, sent {sent} times, in {evidence.played_s:.1f} s")
    print(f"{len(evidence.rows)} events: {_said(Counter(row.event for row in evidence.rows))}")
    print(f"{refused.total()} refused: {_said(refused)}")
    print(f"{len(evidence.views)} views, {len(evidence.calls)} announced calls")
    print(f"checked in {checked_s:.1f} s")


def _said(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counted.most_common())


if __name__ == "__main__":
    raise SystemExit(main())
