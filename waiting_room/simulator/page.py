"""Page: the whole comparison as one HTML file that needs nothing else."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template

from waiting_room.simulator.figures import Figures
from waiting_room.simulator.table import (
    COMPARED,
    DETAILS,
    PEOPLE,
    Row,
    busy,
    compared,
    details,
    people,
)

TEMPLATE = Path(__file__).parent / "page.html"
ALTERNATIVES = {
    "comparison": "For each kind of visitor the median, mean and 90 % wait under every variant; "
    "the tables below hold the figures.",
    "waits-by-hour": "Median and 90 % wait by hour of arrival, a panel for each variant.",
    "line-by-hour": "Mean number of people in line through the day, a curve for each variant.",
}
"""What each picture shows, for those who do not see it; in the order of the page."""


def page(title: str, summed: Sequence[Figures], pictures: Mapping[str, bytes]) -> str:
    """Write the page."""
    return Template(TEMPLATE.read_text("utf-8")).substitute(
        title=escape(title),
        waits=_table(COMPARED, compared(summed)),
        people=_table(PEOPLE, people(summed)),
        pictures="\n".join(_picture(name, pictures[name]) for name in ALTERNATIVES),
        details="\n".join(_section(one) for one in summed),
    )


def _section(one: Figures) -> str:
    return (
        f"<section><h3>{escape(one.name)}</h3>\n{_table(DETAILS, details(one))}\n"
        f"<p>Counters busy: {escape(busy(one))}.</p></section>"
    )


def _table(heads: Sequence[str], rows: Sequence[Row]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "\n".join(
        f"<tr><th>{escape(name)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        for name, cells in rows
    )
    return f"<table><thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"


def _picture(name: str, png: bytes) -> str:
    data = b64encode(png).decode()
    return f'<img src="data:image/png;base64,{data}" alt="{escape(ALTERNATIVES[name])}">'
