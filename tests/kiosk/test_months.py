"""Months without a restart: a kiosk that has shown many visits is no larger than at first."""

import ctypes
import gc
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import linear_regression

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication

from waiting_room.rules.zone import Zone
from waiting_room.words import LANGUAGES

from .place import Place
from .visitor import Paper, Visitor
from .zone import zone_of_all_hours

VISITS_A_DAY = 40
SCREENS_A_VISIT = 6
"""Start, code, start, confirm, ticket, and the start in the language it was left in."""

KIB_PER_1000 = 1.0
SHORT_KIB_PER_1000 = 300.0
"""What a short run can tell from chance: Python and C take and give back memory in pieces."""

HUBS_CACHE_KIB = 100
"""The hub lives in this process, too, and would fill its cache of 16 MB with its journal."""

KEPT_BYTES = 16 * 1024
"""What a screen that forgets nothing would keep of a visit: less than the picture of its code."""


class Sizes:
    """What this process takes of its machine, one sample after the other."""

    def __init__(self) -> None:
        self._screens: list[int] = []
        self._kib: list[float] = []
        self.descriptors: list[int] = []
        self.threads: list[int] = []

    def take(self, screens: int) -> None:
        """Take a sample after so many screens; what is free is given back before."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self._screens.append(screens)
        self._kib.append(pages * os.sysconf("SC_PAGE_SIZE") / 1024)
        self.descriptors.append(len(list(Path("/proc/self/fd").iterdir())))
        self.threads.append(len(list(Path("/proc/self/task").iterdir())))

    @property
    def kib_per_1000(self) -> float:
        """The slope of the memory over a thousand screens, by least squares."""
        return linear_regression(self._screens, self._kib).slope * 1000


class Days(Place):
    """A place whose days begin when the test says so, and whose hub keeps little in memory."""

    day = 0

    def open(self) -> None:
        """See Place."""
        super().open()
        with self.store._connection.begin():
            self.store._connection.exec_driver_sql(f"PRAGMA cache_size=-{HUBS_CACHE_KIB}")

    def now(self) -> datetime:
        """See Place."""
        return super().now() + timedelta(days=self.day)


@pytest.fixture
def zone() -> Zone:
    """The zone, open all the time."""
    return zone_of_all_hours()


@pytest.fixture
def place(tmp_path: Path, zone: Zone) -> Iterator[Days]:
    place = Days(tmp_path, zone)
    yield place
    place.close()


def visit(visitor: Visitor, paper: Paper, language: str) -> None:
    """Look at the page for codes, go back, choose a language, take a ticket and leave."""
    screen = visitor.screen
    for step in (
        screen.haveBooking,
        screen.goBack,
        lambda: screen.chooseLanguage(language),
        lambda: screen.chooseService("papers"),
        screen.takeTicket,
        screen.leave,
    ):
        step()
        visitor.place.home.advance(0.5)
        QGuiApplication.processEvents()
    assert len(paper.slips) == 1
    paper.slips.clear()


def live(visitor: Visitor, place: Days, paper: Paper, screens: int) -> Sizes:
    """Let visitors come, one day after the other; gives the sizes after a quarter of them."""
    sizes = Sizes()
    languages = list(LANGUAGES)
    visits = screens // SCREENS_A_VISIT
    for turn in range(visits):
        if turn % VISITS_A_DAY == 0:
            place.day += 1
            visitor.wait(5)
        visit(visitor, paper, languages[turn % len(languages)])
        if turn >= visits // 4 and turn % max(1, visits // 100) == 0:
            sizes.take(turn * SCREENS_A_VISIT)
    return sizes


def test_as_small_as_on_the_first_day(
    visitor: Visitor, place: Days, paper: Paper, gate: bool, record_property
) -> None:  # type: ignore[no-untyped-def] # a fixture of pytest
    """Memory, descriptors and threads stay what they were."""
    visitor.resize("960x540")
    sizes = live(visitor, place, paper, 50_000 if gate else 2_000)
    record_property("kib_per_1000_screens", round(sizes.kib_per_1000, 2))
    assert len(set(sizes.descriptors)) == 1
    assert max(sizes.threads) <= sizes.threads[0]
    assert sizes.kib_per_1000 <= (KIB_PER_1000 if gate else SHORT_KIB_PER_1000)


def test_a_screen_that_keeps_its_visits_is_seen(
    visitor: Visitor, place: Days, paper: Paper
) -> None:
    """The check above sees a kiosk that forgets nothing."""
    visitor.resize("960x540")
    kept: list[bytes] = []
    show = visitor.screen.ticket.show

    def keep(*ticket: object, **how: bool) -> None:
        kept.append(bytes([len(kept) % 255]) * KEPT_BYTES)
        show(*ticket, **how)

    visitor.screen.ticket.show = keep
    sizes = live(visitor, place, paper, 2_000)
    assert sizes.kib_per_1000 > SHORT_KIB_PER_1000
