"""A kiosk's machine: the real dispenser and check-in on a real journal, without a screen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from kiosk.check_in import CheckIns
from kiosk.clocks import Clocks
from kiosk.devices import Devices
from kiosk.dispenser import Dispenser
from kiosk.issued import Issued
from kiosk.journal import Journal
from tests.outages.hub_machine import copy_database
from tests.outages.network import Network
from tests.outages.process import Process
from tests.outages.scene import TOKEN_SIGNS, ZONE
from tests.outages.wire import Wire
from waiting_room.rules.commands import IssueTicket
from waiting_room.wire.life import last_will
from waiting_room.wire.link import Link
from waiting_room.wire.messages import Fault
from waiting_room.wire.parts import ServiceLine

AGAIN_AFTER_S = 2.0
TELL_EVERY_S = 1.0


class NoDevices(Devices):
    """Neither printer nor scanner: they have threads, and other tests."""

    def _use(self, printer: str, scanner: str) -> None:
        """See Devices."""


class KioskMachine:
    """Runs one kiosk at a time on its own disk; a clone has another's name at the broker."""

    def __init__(
        self,
        name: str,
        client: str,
        folder: Path,
        network: Network,
        random: Random,
        now: Callable[[], datetime],
        tell: Callable[[str], None],
    ) -> None:
        self.name = name
        self.client = client
        self.file = folder / f"{name}.sqlite"
        self.faults: list[Exception] = []
        self.off = timedelta()
        """By how much the machine's clock is wrong now."""
        self.is_running = False
        self.has_power = True
        self.is_asking = False
        self.tap: Callable[[str, bytes], None] = lambda topic, payload: None
        self._network = network
        self._random = random
        self._now = now
        self._tell = tell

    @property
    def ready(self) -> bool:
        """Tell whether a visitor in front of it sees the start."""
        return (
            self.is_running
            and not self.dispenser.is_out
            and not self.is_asking
            and self.dispenser.heard.zone is not None
            and self.dispenser.heard.lines is not None
        )

    def start(self) -> None:
        """Begin a life of the kiosk program."""
        if self.is_running or not self.has_power:
            return
        self.is_running, self.is_asking = True, False
        self.process = Process(self._network.home, self._failed)
        self.process.run(self._open)
        self._tell(f"{self.name} begins, its clock is off by {self.off}")

    def _open(self) -> None:
        began_s = self._network.home.now_s
        self.boot = self._mint()
        clocks = Clocks(
            boot=self.boot,
            at=lambda: self._now() + self.off,
            boot_s=lambda: self._network.home.now_s - began_s,
            draw=self._random.choice,
            mint=self._mint,
        )
        nonce = self._mint()
        will = last_will(ZONE.id, self.client, nonce)
        self.wire = Wire(self._network, self.name, self.client, self.process.run, will)
        self.wire.tap = self.tap
        self.link = Link(
            self.wire,
            self.process,
            zone=ZONE.id,
            client=self.client,
            nonce=nonce,
            clock=lambda: self._network.home.now_s,
        )
        self.dispenser = Dispenser(self.link, self.process, Journal(self.file), clocks)
        self.devices = NoDevices(self.link, self.process)
        self.check_ins = CheckIns(
            self.link,
            self.dispenser,
            clocks,
            answered=lambda ticket, again: self._answered(ticket, again),
            refused=lambda fault: self._answered(fault, False),
        )
        self.dispenser.open()
        self.devices.open(lambda scan: None, lambda: None)
        self._follow_numbers()
        self.link.open()

    def _mint(self) -> str:
        return "".join(self._random.choices(TOKEN_SIGNS, k=26))

    def _follow_numbers(self) -> None:
        self.devices.tell("numbers", self.dispenser.state)
        self.process.later(TELL_EVERY_S, self._follow_numbers)

    def _failed(self, error: Exception) -> None:
        self._tell(f"{self.name} ends: {type(error).__name__} {error}")
        self.faults.append(error)
        self.kill()
        self._network.home.later(AGAIN_AFTER_S, self.start)

    def kill(self, *, dark: bool = False) -> None:
        """End the program without a word: what is on its disk was written before."""
        if not self.is_running:
            return
        self.is_running = self.process.is_alive = False
        self.wire.die(at_once=not dark)
        self.dispenser.close()

    def line(self, service: str) -> ServiceLine | None:
        """Give how it stands with a service, as the screen shows it."""
        lines = self.dispenser.heard.lines_now(self.dispenser.zone_time.known())
        return next((one for one in lines.services if one.id == service), None) if lines else None

    def issue(self, service: str, seen: Callable[[Issued], None]) -> None:
        """Let a visitor take a ticket, who sees it on the screen if the program lives on."""
        line = self.line(service)
        self.process.run(lambda: seen(self.dispenser.issue(service, language="de", shown=line)))

    def misprint(self, number: str, seen: Callable[[Issued], None]) -> None:
        """Give a visitor a number that was never leased to this kiosk."""
        issued_at, token = self._now() + self.off, self._mint()
        command = IssueTicket(service="question", token=token, number=number, printed_at=issued_at)
        issued = Issued(number=number, token=token, service="question", issued_at=issued_at)

        def give() -> None:
            self.dispenser.give(command, lease=None)
            seen(issued)

        self.process.run(give)

    def check_in(self, code: str, answered: Callable[[Issued | Fault, bool], None]) -> None:
        """Let a booked visitor show a code."""
        self.is_asking = True
        self._visitor = answered
        self.process.run(lambda: self.check_ins.check_in(code))

    def _answered(self, answer: Issued | Fault, again: bool) -> None:
        self.is_asking = False
        self._visitor(answer, again)

    def copy(self, to: Path) -> None:
        """Copy the disk as it is now."""
        copy_database(self.file, to)

    def put_back(self, image: Path) -> None:
        """Put an older image in the disk's place."""
        copy_database(image, self.file)
