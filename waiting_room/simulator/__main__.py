"""`wartemarke simulate`: days of a zone ahead of time, under other policies and staffings."""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

from tqdm import tqdm

from waiting_room.rules.calling import POLICIES
from waiting_room.rules.shape import said
from waiting_room.rules.zone import Zone
from waiting_room.simulator.comparison import compare, open_days
from waiting_room.simulator.figures import Figures
from waiting_room.simulator.report import report
from waiting_room.simulator.scenario import RECEPTION, read_habits
from waiting_room.simulator.table import table
from waiting_room.simulator.variants import OneMore, read_one_more, variants
from waiting_room.wire.settings import DONE, FAULT, parser, read_zone, stop


def options() -> argparse.ArgumentParser:
    """Give the command's options."""
    asked = parser("simulate", "Play days of a zone ahead of time and compare.")
    asked.add_argument(
        "--zone", type=Path, metavar="FILE", help="the zone; default: a reception that is shipped"
    )
    asked.add_argument(
        "--habits", type=Path, metavar="FILE", help="how people come and are served there"
    )
    asked.add_argument("--days", type=_count, default=60, metavar="N", help="(%(default)s)")
    asked.add_argument("--seed", type=int, default=1, metavar="N", help="(%(default)s)")
    asked.add_argument(
        "--policy", action="append", choices=list(POLICIES), help="repeat to compare; default: all"
    )
    asked.add_argument(
        "--one-more",
        action="append",
        default=[],
        metavar="HOURS[:SERVICES]",
        help='what if there were one more counter, "9-11" or "9:30-11:question,emergency"',
    )
    asked.add_argument("--json", action="store_true", help="for machines")
    asked.add_argument("--plots", type=Path, metavar="FOLDER", help="write pictures there")
    asked.add_argument("--html", type=Path, metavar="FILE", help="write one page with everything")
    return asked


def main() -> int:
    """Play and compare."""
    asked = options().parse_args()
    zone = read_zone(asked.zone or RECEPTION / "zone.toml")
    if asked.zone is not None and asked.habits is None:
        stop(f"say with --habits how people come to this zone; begin with {RECEPTION}/habits.toml")
    habits = read_habits(asked.habits or RECEPTION / "habits.toml", zone)
    more = _more(asked.one_more, zone)
    compared = variants(zone, habits, asked.policy or list(POLICIES), more)
    days = open_days(zone, asked.days)
    if not days:
        stop("the zone is never open: write its [hours]")
    for one in more:
        if not one.while_open(zone, days):
            print(f"wartemarke: {one.name}: the zone is always closed then", file=sys.stderr)
    with tqdm(total=len(compared) * len(days), unit="day", leave=False, disable=None) as progress:
        summed = compare(compared, days, asked.seed, progress.update)
    if not all(one.waits for one in summed):
        stop("nobody was called on these days: look at walk_ins and shifts in the habits")
    title = f"{said(zone.name, 'en') or zone.id}: {_period(days)}, seed {asked.seed}"
    try:
        _draw(asked, title, summed)
    except OSError as error:
        stop(f"cannot write {error.filename}: {error.strerror}", FAULT)
    if asked.json:
        _print(json.dumps(report(zone.id, asked.seed, days, summed), indent=1))
    else:
        _print(f"{title}\n\n{table(summed)}")
    return DONE


def _period(days: list[date]) -> str:
    if len(days) == 1:
        return f"1 day on {days[0]}"
    return f"{len(days)} days from {days[0]} to {days[-1]}"


def _print(text: str) -> None:
    """Print; whoever has read enough and closed the pipe, as `head` does, is no fault."""
    try:
        print(text, flush=True)
    except BrokenPipeError:  # the interpreter flushes once more at its end, now into nothing
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _draw(asked: argparse.Namespace, title: str, summed: list[Figures]) -> None:
    """Write pictures and page, if asked for."""
    if asked.plots is None and asked.html is None:
        return
    from waiting_room.simulator import page, pictures  # half a second that most runs do not need

    drawn = pictures.draw(summed)
    if asked.plots is not None:
        asked.plots.mkdir(parents=True, exist_ok=True)
        for name, picture in drawn.items():
            (asked.plots / f"{name}.png").write_bytes(picture)
    if asked.html is not None:
        asked.html.write_text(page.page(title, summed, drawn), "utf-8")


def _more(texts: list[str], zone: Zone) -> list[OneMore]:
    try:
        return [read_one_more(text, zone) for text in texts]
    except ValueError as error:
        stop(str(error))


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'write a number from 1 on, not "{text}"')
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
