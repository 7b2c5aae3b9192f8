"""Table: the comparison as rows of text, for the terminal and for the page."""

from collections.abc import Iterator, Sequence
from statistics import fmean

from waiting_room.simulator.comparison import difference
from waiting_room.simulator.figures import ALL, Figures, Waits
from waiting_room.simulator.played import Outcome

WAITS = ("mean", "p50", "p90", "over target")
OVERVIEW = (
    *WAITS,
    "served",
    "no-show",
    "left",
    "not called",
    "busy",
    "last end",
    "against the first",
)
DETAILS = (*WAITS, "called")
EXPLAINED = """\
Waits are minutes from arrival to the first call, of everybody who was called; booked visitors
who come early wait from their time on. People are those of a mean day; whoever goes without a word
is a no-show when called. ± is a 95 % confidence interval, day by day."""


def table(summed: Sequence[Figures]) -> str:
    """Write every variant in one line, then each one's waits by booking and by service."""
    first = summed[0]
    wide = max(len(name) for one in summed for name in (one.name, *map(_indented, one.waits)))
    lines = [EXPLAINED, "", _line("", OVERVIEW, wide)]
    lines += [_line(one.name, overview(one, first), wide) for one in summed]
    for one in summed:
        lines += ["", _line(one.name, DETAILS, wide)]
        lines += [_line(_indented(group), cells, wide) for group, cells in details(one)]
        lines.append(_indented(f"counters busy: {busy(one)}"))
    return "\n".join(lines)


def overview(one: Figures, first: Figures) -> list[str]:
    """Give a variant's cells under `OVERVIEW`."""
    return [
        *_waits(one.waits.get(ALL)),
        *(f"{one.outcomes[outcome]:.1f}" for outcome in Outcome),
        f"{100 * one.busy[ALL]:.0f} %",
        f"{fmean(one.after_closing_min):+.0f} min",
        "" if one is first else _against(one, first),
    ]


def details(one: Figures) -> Iterator[tuple[str, list[str]]]:
    """Give the cells under `DETAILS` of each group of visitors."""
    for group, waits in one.waits.items():
        if group != ALL:
            yield group, [*_waits(waits), f"{waits.called:.1f}"]


def busy(one: Figures) -> str:
    """Say how busy each counter was."""
    return ", ".join(
        f"{name}: {100 * share:.0f} %" for name, share in one.busy.items() if name != ALL
    )


def _waits(waits: Waits | None) -> list[str]:
    if waits is None:
        return ["–"] * len(WAITS)
    minutes = (waits.mean_min, waits.p50_min, waits.p90_min)
    return [*(f"{one:.1f}" for one in minutes), f"{100 * waits.over_target:.0f} %"]


def _against(one: Figures, first: Figures) -> str:
    """Say by how many minutes the mean wait differs."""
    estimated = difference(one, first)
    if estimated is None:
        return "too few days"
    return f"{estimated.mean:+.1f} ± {estimated.half_width:.1f} min"


def _line(name: str, cells: Sequence[str], wide: int) -> str:
    """Put cells under each other; columns are as wide as the longest of `OVERVIEW` needs."""
    widths = [max(6, len(head)) + 2 for head in OVERVIEW]
    padded = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=False))
    return f"{name:{wide}}{''.join(padded)}".rstrip()


def _indented(text: str) -> str:
    return f"  {text}"
