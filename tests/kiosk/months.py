"""Months of a kiosk in a process of its own, visit after visit, and what that process takes.

`python -m tests.kiosk.months FOLDER SCREENS` prints its sizes as JSON, all after a quarter of the
visits; with `--keeps` it is a kiosk that forgets no visit.
"""

import argparse
import ctypes
import gc
import json
import os
import sys
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication

from waiting_room.ui.run import set_font
from waiting_room.words import LANGUAGES

from .place import Place
from .visitor import Paper, Visitor, first_visitor
from .zone import zone_of_all_hours

VISITS_A_DAY = 40
SCREENS_A_VISIT = 6
"""Start, code, start, confirm, ticket, and the start in the language it was left in."""

HUBS_CACHE_KIB = 100
"""The hub lives in this process, too, and would fill its cache of 16 MB with its journal."""

KEPT_BYTES = 16 * 1024
"""What a screen that forgets nothing would keep of a visit: less than the picture of its code."""


@dataclass
class Sizes:
    """What this process takes of its machine, one sample after the other."""

    screens: list[int] = field(default_factory=list)
    kib: list[float] = field(default_factory=list)
    descriptors: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)

    def take(self, screens: int) -> None:
        """Take a sample after so many screens; what is free is given back before."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self.screens.append(screens)
        self.kib.append(pages * os.sysconf("SC_PAGE_SIZE") / 1024)
        self.descriptors.append(len(list(Path("/proc/self/fd").iterdir())))
        self.threads.append(len(list(Path("/proc/self/task").iterdir())))


class Days(Place):
    """A place whose days begin when it is told, and whose hub keeps little in memory."""

    day = 0

    def open(self) -> None:
        """See Place."""
        super().open()
        with self.store._connection.begin():
            self.store._connection.exec_driver_sql(f"PRAGMA cache_size=-{HUBS_CACHE_KIB}")

    def now(self) -> datetime:
        """See Place."""
        return super().now() + timedelta(days=self.day)


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


def keep_all(visitor: Visitor) -> None:
    """Let the screen forget no visit."""
    kept: list[bytes] = []
    show = visitor.screen.ticket.show

    def keep(*ticket: object, **how: bool) -> None:
        kept.append(bytes([len(kept) % 255]) * KEPT_BYTES)
        show(*ticket, **how)

    visitor.screen.ticket.show = keep


def main() -> int:
    """Live, and tell."""
    options = argparse.ArgumentParser(prog="python -m tests.kiosk.months", description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("screens", type=int)
    options.add_argument("--keeps", action="store_true")
    asked = options.parse_args()
    qt = QGuiApplication([])
    set_font(qt)
    place = Days(asked.folder, zone_of_all_hours())
    paper = Paper(place.link, place.home)
    visitor = first_visitor(place, paper)
    visitor.resize("960x540")
    if asked.keeps:
        keep_all(visitor)
    print(json.dumps(asdict(live(visitor, place, paper, asked.screens))))
    visitor.close()
    place.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
