"""The world: a zone's machines on one clock that moves when told, and the people in it."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kiosk.issued import Issued
from tests.outages.hub_machine import HubMachine
from tests.outages.kiosk_machine import KioskMachine
from tests.outages.network import FAIR, Network
from tests.outages.people import Clerk, Seat, Wall
from tests.outages.scene import COUNTERS, KIOSKS, ZONE, Scene, bookings, signed
from tests.outages.visitors import Slip, Slips
from waiting_room.wire.loopback import LoopbackHome
from waiting_room.wire.messages import Fault


class World:
    """One zone and its story; nothing in it depends on anything but the seed."""

    def __init__(self, folder: Path, seed: int, scene: Scene) -> None:
        self.folder = folder
        self.scene = scene
        self.random = Random(f"people {seed}")
        self.home = LoopbackHome()
        self.network = Network(self.home, seed)
        self.story: list[tuple[float, str]] = []
        self.slips = Slips()
        self.figures: Counter[str] = Counter()
        self.disturbed = 0
        self.chapter = 0
        self.restores: list[tuple[float, float]] = []
        self.complaints: list[Any] = []
        self.bookings = bookings(scene)
        known_to_all = self.bookings[::2]
        self.hub = HubMachine(folder, self.network, known_to_all, self.now, self.tell)
        self.kiosks = {name: self.kiosk(name, name) for name in KIOSKS}
        self.clones: list[KioskMachine] = []
        self.clerks = [
            Clerk(client, self.network, Random(f"{client} {seed}"), self.tell)
            for client in COUNTERS
        ]
        self.wall = Wall(self.network)
        self.hub.start()
        for kiosk in self.kiosks.values():
            kiosk.start()

    def kiosk(self, name: str, client: str) -> KioskMachine:
        """Make a machine that is a kiosk to the broker."""
        random = Random(f"{name} {self.random.random()}")
        kiosk = KioskMachine(name, client, self.folder, self.network, random, self.now, self.tell)
        kiosk.tap = lambda topic, payload: self._telling(kiosk, topic, payload)
        return kiosk

    def now(self) -> datetime:
        """Give the true time."""
        return self.scene.begins_at + timedelta(seconds=self.home.now_s)

    def tell(self, text: str) -> None:
        """Go on with the story."""
        self.story.append((self.home.now_s, text))

    def disturb(self, text: str) -> None:
        """Tell of a fault, or of its end: what is seen now may be of before it."""
        self.disturbed += 1
        self.tell(f"! {text}")

    def after(self, delay_s: float, call: Callable[[], None]) -> None:
        """Do something later, unless all faults have ended by then."""
        chapter = self.chapter
        self.home.later(delay_s, lambda: call() if self.chapter == chapter else None)

    @property
    def machines(self) -> list[KioskMachine]:
        """All machines that are kiosks, clones as well."""
        return [*self.kiosks.values(), *self.clones]

    @property
    def seats(self) -> list[Seat]:
        """All programs that only look and ask."""
        return [*self.clerks, self.wall]

    def visit(self, kiosk: KioskMachine, service: str) -> None:
        """Let somebody come for a service without a booking."""
        if not kiosk.ready:
            self.figures["found a kiosk out of service"] += 1
            return
        line = kiosk.line(service)
        if line is None or not line.open:
            self.figures["found a service closed"] += 1
            if service == "question":
                self.slips.sent_away.append(f"{kiosk.name} at {self.now():%H:%M:%S}")
            return
        kiosk.issue(service, lambda issued: self._saw(kiosk, issued, None))

    def misprint(self, kiosk: KioskMachine, number: str) -> None:
        """Let somebody come who is given a wrong number."""
        kiosk.misprint(number, lambda issued: self._saw(kiosk, issued, None))

    def show(self, kiosk: KioskMachine, place: int, *, typed: bool) -> None:
        """Let somebody show the code of a booking, or type it."""
        if not kiosk.ready:
            self.figures["found a kiosk out of service"] += 1
            return
        booking = self.bookings[place % len(self.bookings)]

        def answered(answer: Issued | Fault, again: bool) -> None:
            if isinstance(answer, Fault):
                self.figures[f"told {answer.code}"] += 1
                self.tell(f"{kiosk.name} does not check {booking.code} in: {answer.code}")
            else:
                self._saw(kiosk, answer, booking.code)

        kiosk.check_in(booking.code if typed else signed(booking), answered)

    def ask_a_clerk(self, clerk: Clerk) -> None:
        """Let somebody ask at a counter for a number, which the hub counts."""
        clerk.issue(lambda issued: self.slips.seen(self._slip(issued, clerk.client)))

    def _slip(self, issued: Issued, machine: str) -> Slip:
        return Slip(
            number=issued.number,
            token=issued.token,
            at=self.now(),
            day=ZONE.day_of(self.now()),
            machine=machine,
        )

    def _saw(self, kiosk: KioskMachine, issued: Issued, booking: str | None) -> None:
        slip = self._slip(issued, kiosk.name)
        slip.boot, slip.off, slip.booking = kiosk.boot, kiosk.off, booking
        self.tell(f"{kiosk.name} gives {slip.number}{f' for {booking}' if booking else ''}")
        self.slips.seen(slip)

    def _telling(self, kiosk: KioskMachine, topic: str, payload: bytes) -> None:
        if topic.endswith(("/issue_ticket", "/check_in")):
            said = json.loads(payload)
            if said.get("printed_at"):
                self.slips.told(said["token"], kiosk.boot, kiosk.off)

    def on_disks(self) -> set[str]:
        """Give the tokens of all slips that are on some disk now."""
        found = _tokens_of_hub(self.hub)
        for kiosk in self.machines:
            found |= _tokens_of_kiosk(kiosk)
        return found

    def losing(self, deed: Callable[[], None]) -> None:
        """Do what takes a disk away: nobody can be blamed for slips that were on no other."""
        before = self.on_disks()
        deed()
        for token in before - self.on_disks():
            if token in self.slips.by_token:
                self.slips.by_token[token].is_destroyed = True
                self.tell(f"{self.slips.by_token[token]} is on no disk any more")

    def heal(self) -> None:
        """End every fault."""
        self.disturb("all faults end")
        self.chapter += 1
        self.network.weather = FAIR
        self.network.start()
        for machine in self.network.loose | self.network.unplugged:
            self.network.mend(machine)
        self.hub.has_power = True
        if self.hub.is_running:
            self.hub.wire.dies_at = ""
        self.hub.start(restored=self.hub.is_outdated)
        for kiosk in self.kiosks.values():
            kiosk.has_power = True
            kiosk.start()

    def close(self) -> None:
        """Give all files back."""
        self.hub.kill()
        for kiosk in self.machines:
            kiosk.kill()


def _tokens_of_hub(hub: HubMachine) -> set[str]:
    if hub.is_running:
        return set(hub.room.by_token)
    rows = _rows(hub.file, "select body from journal where event = 'ticket_joined'")
    tickets = _rows(hub.file, "select token from ticket")
    return {json.loads(body)["token"] for (body,) in rows} | {token for (token,) in tickets}


def _tokens_of_kiosk(kiosk: KioskMachine) -> set[str]:
    if kiosk.is_running:
        return {given.command.token for given in kiosk.dispenser.journal.everything()}
    return {json.loads(body)["token"] for (body,) in _rows(kiosk.file, "select body from given")}


def _rows(file: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
