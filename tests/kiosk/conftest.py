"""What every test of the kiosk may ask for: its zone, its place, its paper and a visitor."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.journal import Journal
from waiting_room.rules.zone import Zone
from waiting_room.ui import run

from .place import Place
from .visitor import Paper, Visitor, first_visitor
from .zone import zone_of


@pytest.fixture
def zone() -> Zone:
    """The zone of the place; a test may give its own."""
    return zone_of()


@pytest.fixture
def place(tmp_path: Path, zone: Zone) -> Iterator[Place]:
    place = Place(tmp_path, zone)
    yield place
    place.close()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """The journal of a kiosk that begins on an empty disk."""
    journal = Journal(tmp_path / "kiosk-1.sqlite")
    journal.open()
    yield journal
    journal.close()


@pytest.fixture
def paper(place: Place) -> Paper:
    return Paper(place.link, place.home)


@pytest.fixture
def visitor(place: Place, paper: Paper, qapp: QGuiApplication) -> Iterator[Visitor]:
    run.set_font(qapp)
    visitor = first_visitor(place, paper)
    yield visitor
    visitor.close()
