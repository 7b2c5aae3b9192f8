"""Table: the comparison as rows of text, for the terminal and for the page."""

from collections.abc import Iterable, Sequence
from statistics import fmean

from waiting_room.simulator.comparison import difference
from waiting_room.simulator.figures import ALL, Figures, Waits
from waiting_room.simulator.played import Outcome

Row = tuple[str, Sequence[str]]
"""A name and its cells."""

WAITS = ("mean", "p50", "p90", "over target")
COMPARED = (*WAITS, "against the first")
PEOPLE = ("served", "no-show", "left", "not called", "turned away", "busy", "last end")
DETAILS = (*WAITS, "called")
EXPLAINED = """\
Waits are minutes from arrival to the first call, of everybody who was called; booked visitors
who come early wait from their time on. People are those of a mean day; whoever goes without a
word is a no-show when called. ± is a 95 % confidence interval, day by day."""


def table(summed: Sequence[Figures]) -> str:
    """Write the variants under each other, then each one's waits by booking and by service."""
    wide = max(len(name) for one in summed for name in _names(one))
    blocks = [EXPLAINED]
    blocks.append(_block("Waits", COMPARED, compared(summed), wide))
    blocks.append(_block("People", PEOPLE, people(summed), wide))
    for one in summed:
        rows = [(_indented(group), cells) for group, cells in details(one)]
        blocks.append(_block(one.name, DETAILS, rows, wide))
        blocks[-1] += "\n" + _indented(f"counters busy: {busy(one)}")
    return "\n\n".join(blocks)


def compared(summed: Sequence[Figures]) -> list[Row]:
    """Give each variant's cells under `COMPARED`."""
    first = summed[0]
    return [
        (one.name, [*_waits(one.waits[ALL]), "" if one is first else _against(one, first)])
        for one in summed
    ]


def people(summed: Sequence[Figures]) -> list[Row]:
    """Give each variant's cells under `PEOPLE`."""
    return [
        (
            one.name,
            [
                *(f"{one.outcomes[outcome]:.1f}" for outcome in Outcome),
                f"{one.turned_away:.1f}",
                f"{100 * one.busy[ALL]:.0f} %",
                f"{fmean(one.after_closing_min):+.0f} min",
            ],
        )
        for one in summed
    ]


def details(one: Figures) -> list[Row]:
    """Give the cells under `DETAILS` of each group of visitors."""
    return [
        (one.group_name(group), [*_waits(waits), f"{waits.called:.1f}"])
        for group, waits in one.waits.items()
        if group != ALL
    ]


def busy(one: Figures) -> str:
    """Say how busy each counter was."""
    return ", ".join(
        f"{name}: {100 * one.busy[counter]:.0f} %" for counter, name in one.counter_names.items()
    )


def _names(one: Figures) -> list[str]:
    """List what stands in front of a variant's rows."""
    return [one.name, *(_indented(one.group_name(group)) for group in one.waits)]


def _waits(waits: Waits) -> list[str]:
    minutes = (waits.mean_min, waits.p50_min, waits.p90_min)
    return [*(f"{one:.1f}" for one in minutes), f"{100 * waits.over_target:.0f} %"]


def _against(one: Figures, first: Figures) -> str:
    """Say by how many minutes the mean wait differs."""
    estimated = difference(one, first)
    if estimated is None:
        return "too few days"
    return f"{estimated.mean:+.1f} ± {estimated.half_width:.1f} min"


def _block(title: str, heads: Sequence[str], rows: Iterable[Row], wide: int) -> str:
    """Put cells under their heads."""
    widths = [max(5, len(head)) + 2 for head in heads]
    lines = []
    for name, cells in [(title, heads), *rows]:
        padded = (f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
        lines.append(f"{name:{wide}}{''.join(padded)}".rstrip())
    return "\n".join(lines)


def _indented(text: str) -> str:
    return f"  {text}"
