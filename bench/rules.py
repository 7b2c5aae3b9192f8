"""`python -m bench.rules`: how many commands a second `decide` and `apply` alone carry out."""

import argparse
import json
import statistics
import sys
import time
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import log2
from typing import Any

from waiting_room.demo.scenery import ALWAYS, EXAMPLE
from waiting_room.rules.calling import POLICIES
from waiting_room.rules.commands import (
    CallNext,
    Command,
    FinishServing,
    IssueTicket,
    OpenCounter,
    OpenDay,
    StartServing,
)
from waiting_room.rules.decide import decide
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.zone import Zone
from waiting_room.wire.token import mint_token

WALK_IN = ("new-application", "hand-in-documents", "question")
COUNTERS = ("3", "1", "2")
TARGET_PER_S = 10_000
WAITING = 200
LINES = (100, 1_000, 10_000, 50_000)


class Bench:
    """A room of the example zone, open all day, with a clock of its own."""

    def __init__(self, policy: str, waiting: int) -> None:
        raw = tomllib.loads(EXAMPLE.read_text("utf-8"))
        raw |= {"hours": tomllib.loads(ALWAYS), "calling": {"policy": policy}}
        self._room = WaitingRoom(Zone.model_validate(raw))
        self._now = datetime(2026, 11, 23, 8, tzinfo=UTC)
        self.run(OpenDay(now=self._now))
        for counter in self._room.counters:
            self.run(OpenCounter(counter=counter))
        for count in range(waiting):
            self.run(IssueTicket(service=WALK_IN[count % 3], token=mint_token()))

    def run(self, command: Command) -> None:
        """Decide one command and apply what follows, ten milliseconds after the last."""
        self._now += timedelta(milliseconds=10)
        for event in decide(self._room, command, self._now):
            self._room.apply(event, self._now)

    def visits(self, count: int) -> Iterator[Command]:
        """Give the commands of visits, each with one that comes, so that the line stays as long."""
        for turn in range(count):
            counter = COUNTERS[turn % 3]
            yield IssueTicket(service=WALK_IN[turn % 3], token=mint_token())
            yield CallNext(counter=counter)
            yield StartServing(counter=counter)
            yield FinishServing(counter=counter)

    def commands_per_s(self, visits: int) -> float:
        """Measure a number of visits."""
        commands = list(self.visits(visits))
        begun = time.perf_counter()
        for command in commands:
            self.run(command)
        return len(commands) / (time.perf_counter() - begun)

    def call_us(self, calls: int) -> float:
        """Measure what a call of the next visitor costs, in microseconds: the median."""
        spent = []
        for command in self.visits(calls):
            begun = time.perf_counter()
            self.run(command)
            if isinstance(command, CallNext):
                spent.append(time.perf_counter() - begun)
        return statistics.median(spent) * 1e6


def main() -> int:
    """Measure every policy at 200 waiting, and calls at ever longer lines."""
    options = argparse.ArgumentParser(prog="python -m bench.rules", description=__doc__)
    options.add_argument("--visits", type=int, default=3_000)
    options.add_argument("--json", action="store_true", help="for machines")
    asked = options.parse_args()
    figures: dict[str, Any] = {}
    for policy in POLICIES:
        per_s = Bench(policy, WAITING).commands_per_s(asked.visits)
        calls = {line: Bench(policy, line).call_us(asked.visits // 3) for line in LINES}
        growth = calls[LINES[-1]] / calls[LINES[0]]
        figures[policy] = {"commands_per_s": per_s, "call_us": calls, "growth": growth}
    print(json.dumps(figures, indent=2) if asked.json else table(figures))
    return 0


def table(figures: dict[str, Any]) -> str:
    """Write the figures for people; the growth of the logarithm is what calls may grow by."""
    lines = [f"{'policy':<14}{f'commands/s at {WAITING}':>20}  call in µs at " + ", ".join(
        f"{line:,}" for line in LINES
    ) + " waiting"]  # fmt: skip
    for policy, found in figures.items():
        calls = "  ".join(f"{us:7.1f}" for us in found["call_us"].values())
        reached = "reached" if found["commands_per_s"] >= TARGET_PER_S else "NOT reached"
        lines.append(f"{policy:<14}{found['commands_per_s']:>20,.0f}  {calls}   {reached}")
        bound = log2(LINES[-1]) / log2(LINES[0])
        lines.append(f"{'':<34}  grows by {found['growth']:.2f}; the logarithm by {bound:.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
