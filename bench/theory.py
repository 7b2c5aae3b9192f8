"""`python -m bench.theory`: the simulator's stationary lines beside the exact figures of theory."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from tqdm import tqdm

from waiting_room.simulator.estimate import Estimate, estimate
from waiting_room.simulator.stationary import Observed, TextbookLine

WITHIN = 0.02
"""How far from theory a figure may be, as a share of it."""

LINES = (
    *(TextbookLine(1, load) for load in (0.5, 0.7)),
    *(TextbookLine(2, load) for load in (0.5, 0.8, 0.95)),
    *(TextbookLine(3, load) for load in (0.7, 0.9)),
    *(TextbookLine(5, load) for load in (0.7, 0.9, 0.95)),
    *(TextbookLine(10, load) for load in (0.8, 0.9)),
    *(TextbookLine(20, load) for load in (0.9, 0.95)),
    *(TextbookLine(1, load, leaving) for load, leaving in ((0.7, 1.0), (1.2, 0.5))),
    *(TextbookLine(2, load, leaving) for load, leaving in ((0.9, 0.5), (1.5, 1.0))),
    *(TextbookLine(3, load, leaving) for load, leaving in ((1.0, 1.0), (1.3, 0.2))),
    *(TextbookLine(5, load, leaving) for load, leaving in ((0.8, 2.0), (1.1, 0.2), (1.5, 0.5))),
    *(TextbookLine(10, load, leaving) for load, leaving in ((0.9, 0.5), (1.0, 1.0), (1.5, 1.0))),
    *(TextbookLine(20, load, leaving) for load, leaving in ((0.95, 0.25), (1.0, 2.0), (1.2, 0.5))),
)
SEEDS_APART = 10_000
"""Each line has seeds of its own, so that no two figures share their chance."""

FIRST_DAYS, MORE_DAYS, MOST_DAYS = 20, 10, 400


@dataclass(frozen=True)
class Figure:
    """One figure of one line: what theory says, what was simulated, and that without controls."""

    line: str
    name: str
    days: int
    theory: float
    simulated: Estimate
    plain: Estimate

    @property
    def off(self) -> float:
        """How far the simulated figure is from theory, as a share of it."""
        return self.simulated.mean / self.theory - 1


def main() -> int:
    """Compare all lines; 1 if a figure is further from theory than it may be."""
    options = argparse.ArgumentParser(prog="python -m bench.theory", description=__doc__)
    options.add_argument("--json", action="store_true", help="for machines")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--sure",
        type=float,
        default=0.0125,
        help="play days until half of each 95 %% interval is this share (%(default)s)",
    )
    asked = options.parse_args()
    figures = [
        figure
        for place, line in enumerate(tqdm(LINES, unit="line", disable=None))
        for figure in compare(line, asked.seed + place * SEEDS_APART, asked.sure)
    ]
    rows = [asdict(figure) | {"off": figure.off} for figure in figures]
    print(json.dumps(rows, indent=2) if asked.json else table(figures))
    return 0 if all(abs(figure.off) <= WITHIN for figure in figures) else 1


def compare(line: TextbookLine, seed: int, sure: float) -> list[Figure]:
    """Play days of a line until every figure is sure enough, whatever theory says of it."""
    observed = [line.observed(seed + day) for day in range(FIRST_DAYS)]
    while True:
        figures = list(_figures(line, observed))
        unsure = any(one.simulated.half_width > sure * one.simulated.mean for one in figures)
        if not unsure or len(observed) >= MOST_DAYS:
            return figures
        observed += [line.observed(seed + len(observed) + day) for day in range(MORE_DAYS)]


def _figures(line: TextbookLine, observed: list[Observed]) -> Iterator[Figure]:
    controls = [one.controls for one in observed]
    for name, theory in asdict(line.expected()).items():
        if theory:
            found = [getattr(one.found, name) for one in observed]
            simulated, plain = estimate(found, controls), estimate(found)
            yield Figure(str(line), name, len(observed), theory, simulated, plain)


def table(figures: list[Figure]) -> str:
    """Write the figures for people; ± is the 95 % confidence interval, in % of theory."""
    heads = f"{'days':>4} {'theory':>9} {'simulated':>9} {'off':>7} {'±':>5}"
    lines = [f"{'':42} {heads}   without controls"]
    for one in figures:
        sure, plain = (100 * e.half_width / one.theory for e in (one.simulated, one.plain))
        plain_off = 100 * (one.plain.mean / one.theory - 1)
        lines.append(
            f"{one.line:33} {one.name:8} {one.days:4} {one.theory:9.5f} {one.simulated.mean:9.5f} "
            f"{100 * one.off:+6.2f}% {sure:4.2f}%   {plain_off:+6.2f}% ± {plain:4.2f}%"
        )
    worst = max(abs(figure.off) for figure in figures)
    inside = sum(
        abs(figure.simulated.mean - figure.theory) <= figure.simulated.half_width
        for figure in figures
    )
    lines.append(
        f"\n{len(figures)} figures of {len(LINES)} lines; the furthest is {100 * worst:.2f} % off, "
        f"theory lies within {inside} of {len(figures)} 95 % intervals"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
