"""What a ticket costs, with generous bounds: a change that makes it large is noticed at once."""

import pytest
from PySide6.QtGui import QGuiApplication

from bench.printing import measure, table
from waiting_room.ui import run


def test_what_a_ticket_costs(qapp: QGuiApplication) -> None:
    """A German ticket of the printer's letters, its papers included, has 500 bytes at most."""
    run.set_font(qapp)
    figures = measure(rounds=5)
    bytes_of = {name: ticket["bytes"] for name, ticket in figures["tickets"].items()}
    assert bytes_of["de needed"] <= 500
    assert figures["reached"] == {"de needed": True}
    assert bytes_of["de large"] < 13_000
    assert bytes_of["ar large"] < 45_000
    assert figures["over TCP, de needed"]["first_byte_ms"] == pytest.approx(0, abs=200)
    assert len(table(figures).splitlines()) == len(bytes_of) + 3
