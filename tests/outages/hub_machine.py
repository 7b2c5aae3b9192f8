"""The hub's machine: the real hub on a real file, which can be killed, copied and put back."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from tests.outages.network import Network
from tests.outages.process import Process
from tests.outages.scene import SIGNER, ZONE
from tests.outages.wire import Killed, Wire
from waiting_room.hub.book_engine import book_file
from waiting_room.hub.booking_desk import BookingDesk
from waiting_room.hub.hub import Hub
from waiting_room.hub.reader import Outdated
from waiting_room.hub.seat_book import SeatBook
from waiting_room.hub.store import Store
from waiting_room.rules.booking import Booking
from waiting_room.rules.room import WaitingRoom
from waiting_room.wire.connection import Will
from waiting_room.wire.life import HubState
from waiting_room.wire.messages import SCHEMA_VERSION
from waiting_room.wire.topics import HUB, Topics

AGAIN_AFTER_S = 2.0
"""How soon whoever watches over the hub's process begins it anew."""

READS_AFTER_S = 6.0
"""How soon somebody has read why it ended, if it does not want to begin, and says --restored."""


def _no_code() -> str:
    raise AssertionError("nobody books here")


class HubMachine:
    """Runs one hub at a time; `now` is the true time."""

    name = HUB

    def __init__(
        self,
        folder: Path,
        network: Network,
        bookings: Sequence[Booking],
        now: Callable[[], datetime],
        tell: Callable[[str], None],
    ) -> None:
        self.file = folder / "hub.sqlite"
        self.faults: list[Exception] = []
        self.is_running = False
        self.is_outdated = False
        self.has_power = True
        self.restored_in_vain = 0
        self._is_restored = False
        self._book = folder / "book.sqlite"
        self._network = network
        self._bookings = bookings
        self._now = now
        self._tell = tell
        self.lives = self.generation = 0

    def start(self, *, restored: bool = False) -> None:
        """Begin a life of the hub, unless one is running or there is no power."""
        if self.is_running or not self.has_power:
            return
        self.is_running, self.is_outdated, self._is_restored = True, False, restored
        self.lives += 1
        self._tell(f"hub begins its life {self.lives}{', --restored' if restored else ''}")
        self.process = Process(self._network.home, self._failed)
        self.process.run(lambda: self._open(restored=restored))

    def _open(self, *, restored: bool) -> None:
        self.room = WaitingRoom(ZONE)
        self.store = Store(self.file)
        self.store.open(restored=restored)
        instance = f"hub-{self.lives}"
        down = HubState(
            generation=self.store.generation,
            instance=instance,
            up=False,
            schema_version=SCHEMA_VERSION,
        )
        will = Will(Topics(ZONE.id).hub, down.model_dump_json().encode())
        self.wire = Wire(self._network, HUB, HUB, self.process.run, will)
        self.seat_book = SeatBook(book_file(self._book), ZONE.id)
        self.hub = Hub(
            self.room,
            self.store,
            self.wire,
            self.process,
            instance=instance,
            clock=self._now,
            desk=BookingDesk(ZONE, self.seat_book, SIGNER, self.process, mint=_no_code),
        )
        self.hub.open(self._bookings, restored=restored)
        self.generation = self.store.generation

    def _failed(self, error: Exception) -> None:
        self._tell(f"hub ends: {type(error).__name__} {error}")
        if isinstance(error, Outdated):
            self.is_outdated = True
            self.restored_in_vain += self._is_restored
        elif not isinstance(error, Killed):
            self.faults.append(error)
        self.kill()
        again_s = READS_AFTER_S if self.is_outdated else AGAIN_AFTER_S
        self._network.home.later(again_s, partial(self.start, restored=self.is_outdated))

    def kill(self, *, dark: bool = False) -> None:
        """End the hub without a word; if its machine goes dark, the broker sees it later."""
        if not self.is_running:
            return
        self.is_running = self.process.is_alive = False
        self.wire.die(at_once=not dark)
        self.seat_book.close()
        self.store.close()

    def copy(self, to: Path) -> None:
        """Copy the file as a snapshot of the disk does, and take in what lay beside it."""
        copy_database(self.file, to)
        with closing(sqlite3.connect(to)) as taken_in:
            taken_in.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def put_back(self, copy: Path) -> None:
        """Put an older copy in the file's place."""
        copy_database(copy, self.file)


def copy_database(file: Path, to: Path) -> None:
    """Copy a database with what is not yet in its main file."""
    for ending in ("", "-wal"):
        source, target = Path(f"{file}{ending}"), Path(f"{to}{ending}")
        target.unlink(missing_ok=True)
        if source.exists():
            shutil.copy(source, target)
