"""A whole zone in one process: hub, broker and kiosk on one clock that moves when told."""

from datetime import datetime, timedelta
from pathlib import Path

from kiosk.clocks import Clocks
from kiosk.devices import Devices
from kiosk.dispenser import Dispenser
from kiosk.journal import Journal
from kiosk.visit import VisitScreen
from waiting_room.hub.book_engine import book_file
from waiting_room.hub.booking_desk import BookingDesk
from waiting_room.hub.hub import Hub
from waiting_room.hub.keys import open_keys
from waiting_room.hub.seat_book import SeatBook
from waiting_room.hub.store import Store
from waiting_room.rules.commands import Command
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.signed_code import SignedBooking
from waiting_room.rules.zone import Zone
from waiting_room.wire.link import Link
from waiting_room.wire.loopback import LoopbackBroker, LoopbackConnection, LoopbackHome
from waiting_room.wire.messages import Reply

from .zone import BEGAN, BOOKINGS, SIGNED


class Place:
    """A zone with a hub, and a kiosk's link to it."""

    def __init__(self, tmp_path: Path, zone: Zone) -> None:
        self.folder = tmp_path
        self.opened: list[Dispenser] = []
        self.home = LoopbackHome()
        self.broker = LoopbackBroker()
        self.zone = zone
        self.bookings = BOOKINGS
        self.signer = open_keys(tmp_path / "sued.keys.pem")
        self.start_hub()
        self.link = self.link_of("kiosk-1")
        self.counter = self.link_of("counter-1")

    def start_hub(self, file: str = "sued.sqlite", *, restored: bool = False) -> None:
        """Make a hub of a file; `Hub.open` begins it."""
        self.room = WaitingRoom(self.zone)
        self.store = Store(self.folder / file)
        self.store.open(restored=restored)
        book = SeatBook(book_file(self.folder / "book.sqlite"), self.zone.id)
        self.hub_connection = LoopbackConnection(self.broker, self.home)
        self.hub = Hub(
            self.room,
            self.store,
            self.hub_connection,
            self.home,
            instance=f"h{self.store.generation}",
            clock=self.now,
            desk=BookingDesk(self.zone, book, self.signer, self.home, mint=lambda: "7777-7777"),
        )

    def signed(self, code: str) -> str:
        """Give the code of one of the bookings as its QR code has it."""
        booked = next(one for one in BOOKINGS if one.code == code)
        return self.signer.sign(SignedBooking.model_validate(booked.model_dump(include=SIGNED)))

    def link_of(self, client: str) -> Link:
        """Give a device's link."""
        return Link(
            LoopbackConnection(self.broker, self.home),
            self.home,
            zone="sued",
            client=client,
            clock=lambda: self.home.now_s,
        )

    def clocks(self) -> Clocks:
        """Give the clocks of a kiosk that begins now."""
        return Clocks(at=self.now, boot_s=lambda: self.home.now_s)

    def dispenser(self, clocks: Clocks) -> Dispenser:
        """Give a dispenser on this kiosk's own file."""
        return Dispenser(self.link, self.home, Journal(self.folder / "kiosk-1.sqlite"), clocks)

    def screen(self, devices: Devices) -> VisitScreen:
        """Give the screen of a kiosk that begins now."""
        clocks = self.clocks()
        self.opened.append(self.dispenser(clocks))
        return VisitScreen(self.link, self.home, devices, self.opened[-1], clocks, "en")

    def switch_off(self) -> None:
        """Cut the kiosk's power, if it has any; `screen` is the next one's."""
        if self.opened:
            self.opened.pop().close()
            self.link.close()
            self.link = self.link_of("kiosk-1")

    def stop_writing(self) -> None:
        """Let the kiosk's disk take nothing more, until its file is opened again."""
        connection = self.opened[-1].journal._connection
        assert connection is not None
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.commit()

    def close(self) -> None:
        """End the hub, and give the files back."""
        for dispenser in self.opened:
            dispenser.close()
        self.hub.close()

    def now(self) -> datetime:
        """Give the time in this place."""
        return BEGAN + timedelta(seconds=self.home.now_s)

    def open(self) -> None:
        """Open the hub and the links."""
        self.hub.open(self.bookings)
        self.counter.open()
        self.link.open()
        self.home.advance(1)

    def ask(self, command: Command) -> Reply:
        """Ask as the counter does."""
        replies: list[Reply] = []
        self.counter.ask(command, replies.append)
        self.home.advance(0.1)
        return replies[0]
