"""Pictures: waits and line by the hour, and the variants beside each other, as PNG."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font_names
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MultipleLocator

from waiting_room.simulator.figures import Figures

INK, QUIET, ACCENT, GRID = "#14201B", "#4A5751", "#0B6B57", "#DFE4E0"
STYLE: dict[Any, Any] = {
    "text.color": INK,
    "axes.edgecolor": GRID,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.titlelocation": "left",
    "axes.titlesize": "medium",
    "axes.titleweight": "bold",
    "figure.facecolor": "#FFFFFF",
    "grid.color": GRID,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "legend.frameon": False,
}
DOTS_PER_INCH = 144
WIDE, HEADLINE = 10.0, 0.95
"""Inches: of every picture, and of the place for its title."""

HOURS_APART = 2


@dataclass(frozen=True)
class Look:
    """How a variant is drawn: a colour for its policy, dashes and a mark for its staffing."""

    colour: str
    dashes: Any
    mark: str


COLOURS = (ACCENT, "#8A5A00", "#3A4F8F", "#7B3F6E", "#5E6B2F", "#9A4A2F")
DASHES_AND_MARKS = (
    ("-", "o"),
    ((0, (5, 2)), "D"),
    ((0, (1.5, 1.5)), "s"),
    ((0, (6, 2, 1, 2)), "^"),
)


def draw(summed: Sequence[Figures]) -> dict[str, bytes]:
    """Draw everything; gives each picture's PNG by its name."""
    fonts = get_font_names()
    font = next((name for name in ("Noto Sans", "DejaVu Sans") if name in fonts), "sans-serif")
    with rc_context(STYLE | {"font.family": font}):
        return {
            "waits-by-hour": _png(_waits_by_hour(summed)),
            "line-by-hour": _png(_line_by_hour(summed)),
            "comparison": _png(_comparison(summed)),
        }


def _waits_by_hour(summed: Sequence[Figures]) -> Figure:
    """Give each variant a panel, a row to each policy; all in one row if there is one staffing."""
    columns = len(_staffings(summed)) if len(_staffings(summed)) > 1 else len(summed)
    rows = len(summed) // columns
    figure = _figure(
        2.9 * rows,
        "Minutes until the call, by hour of arrival",
        "Half of the visitors waited no longer than the thick line, nine of ten than the thin one.",
    )
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flatten()
    for panel, one in zip(panels, summed, strict=True):
        hours = [hour + 0.5 for hour in one.by_hour]
        half = [waits.p50_min for waits in one.by_hour.values()]
        most = [waits.p90_min for waits in one.by_hour.values()]
        panel.fill_between(hours, half, most, color=ACCENT, alpha=0.13, linewidth=0)
        panel.plot(hours, most, color=ACCENT, linewidth=1.2)
        panel.plot(hours, half, color=ACCENT, linewidth=2.6)
        panel.plot(hours, half, "o", color=ACCENT, markersize=5, clip_on=False)  # whole at 0, too
        panel.set_title(one.name)
    longest = max(waits.p90_min for one in summed for waits in one.by_hour.values())
    _clock(panels[0], longest)
    return figure


def _line_by_hour(summed: Sequence[Figures]) -> Figure:
    """Draw how many wait in the mean, all variants over each other."""
    figure = _figure(
        4.0,
        "People in line through the day",
        "Mean of all days. Whoever has gone without a word is in line until the call.",
    )
    panel = figure.subplots()
    for one, look in zip(summed, _looks(summed), strict=True):
        panel.plot(
            [minute / 60 for minute in one.line],
            list(one.line.values()),
            color=look.colour,
            linestyle=look.dashes,
            linewidth=2,
            label=one.name,
        )
    _clock(panel, max(length for one in summed for length in one.line.values()))
    _legend(figure, summed)
    return figure


def _comparison(summed: Sequence[Figures]) -> Figure:
    """Draw a bar from p50 to p90 with a mark at the mean, for each group and each variant."""
    groups = list(dict.fromkeys(group for one in summed for group in one.waits))
    first, *_ = summed
    block = len(summed) + 1.5
    figure = _figure(
        0.9 + 0.17 * block * len(groups),
        "Minutes until the call, by kind of visitor",
        "A bar goes from what half waited at most to what nine of ten did; the mark is the mean.",
    )
    panel = figure.subplots()
    for place, (one, look) in enumerate(zip(summed, _looks(summed), strict=True)):
        rows = {group: groups.index(group) * block + place for group in one.waits}
        for group, waits in one.waits.items():
            panel.hlines(
                rows[group], waits.p50_min, waits.p90_min, color=look.colour, alpha=0.3, linewidth=6
            )
        means = [waits.mean_min for waits in one.waits.values()]
        panel.plot(means, list(rows.values()), look.mark, color=look.colour, label=one.name)
    middles = [place * block + (len(summed) - 1) / 2 for place in range(len(groups))]
    panel.set_yticks(middles, [first.group_name(group) for group in groups])
    panel.set_ylim(len(groups) * block - 1, -1)
    panel.set_xlim(left=0)
    panel.grid(visible=False, axis="y")
    _legend(figure, summed)
    return figure


def _figure(high: float, title: str, explained: str) -> Figure:
    """Begin a picture so many inches high, with its title above."""
    top = high + HEADLINE
    below = ConstrainedLayoutEngine(rect=(0.01, 0, 0.98, high / top))
    figure = Figure(figsize=(WIDE, top), layout=below)
    figure.text(0.02, 1 - 0.35 / top, title, size=15, weight="bold", va="center")
    figure.text(0.02, 1 - 0.66 / top, explained, color=QUIET, va="center")
    return figure


def _looks(summed: Sequence[Figures]) -> list[Look]:
    """Give each variant its look."""
    policies, staffings = _policies(summed), _staffings(summed)
    looks = []
    for one in summed:
        colour = COLOURS[policies.index(one.policy) % len(COLOURS)]
        dashes, mark = DASHES_AND_MARKS[staffings.index(one.staffing) % len(DASHES_AND_MARKS)]
        looks.append(Look(colour, dashes, mark))
    return looks


def _policies(summed: Sequence[Figures]) -> list[str]:
    return list(dict.fromkeys(one.policy for one in summed))


def _staffings(summed: Sequence[Figures]) -> list[str]:
    return list(dict.fromkeys(one.staffing for one in summed))


def _clock(panel: Axes, highest: float) -> None:
    """Write hours as clocks show them, and count from 0; panels that share axes follow."""
    panel.xaxis.set_major_locator(MultipleLocator(HOURS_APART))
    panel.xaxis.set_major_formatter(lambda hour, _: f"{hour:.0f}:00")
    panel.set_ylim(0, highest * 1.05 or 1)


def _legend(figure: Figure, summed: Sequence[Figures]) -> None:
    """Name the variants below a picture, a column to each policy."""
    figure.legend(loc="outside lower center", ncols=len(_policies(summed)))


def _png(figure: Figure) -> bytes:
    written = BytesIO()
    figure.savefig(written, dpi=DOTS_PER_INCH)
    return written.getvalue()
