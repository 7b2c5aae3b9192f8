"""The dispenser: gives out numbers, on disk before they are seen, with or without the hub."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from kiosk.backoff import Backoff
from kiosk.clocks import Clocks
from kiosk.given import Given
from kiosk.heard import Heard
from kiosk.issued import Issued
from kiosk.journal import Journal, JournalError
from kiosk.numbers import Numbers
from kiosk.outbox import Outbox
from kiosk.zone_time import ZoneTime
from waiting_room.rules.commands import CheckIn, IssueTicket
from waiting_room.rules.events import Lease
from waiting_room.rules.ticket import Need
from waiting_room.wire.home import Home, Timer
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.parts import ServiceLine

log = logging.getLogger(__name__)

REFUSED_FOR_S = 3600.0
"""How long staff are told that the hub has refused a number: somebody may stand there with it."""

NAMED = 3
"""So many of them staff are told by name; the log has all."""

AGAIN_AFTER_S, AGAIN_AT_MOST_S = 2.0, 60.0
"""How long a disk that failed is left alone: twice as long each time, until it keeps a number."""


class Dispenser:
    """One kiosk's numbers. It is out of service only while its own disk is.

    Whatever gives out a number raises JournalError if the disk fails, and then gives out none.
    Whatever else fails with the disk is made up for when it works again.
    """

    def __init__(self, link: Link, home: Home, journal: Journal, clocks: Clocks) -> None:
        self._link = link
        self._home = home
        self._clocks = clocks
        self._refused_numbers: list[str] = []
        self._trouble: JournalError | None = None
        self._backoff = Backoff(AGAIN_AFTER_S, AGAIN_AT_MOST_S)
        self._again: Timer | None = None
        self._changed: Callable[[], None] = lambda: None
        self.journal = journal
        self.heard = Heard(link, journal)
        self.zone_time = ZoneTime(link, self.heard, clocks)
        self.numbers = Numbers(link, home, journal, clock_s=clocks.boot_s, draw=clocks.draw)
        self.outbox = Outbox(link, home, journal, zone_time=self.zone_time, refused=self._refused)
        journal.on_failure(self._failed)

    def open(self) -> None:
        """Take the journal, now or when that can be done, and begin to tell the hub."""
        self._take_journal()
        self.heard.open()
        self.outbox.open()
        self.numbers.open()

    def close(self) -> None:
        """Give the journal back."""
        if self._again is not None:
            self._again.cancel()
        self.journal.close()

    def on_change(self, changed: Callable[[], None]) -> None:
        """Follow whether numbers can be given out."""
        self._changed = changed

    @property
    def is_out(self) -> bool:
        """Whether the disk is in the way."""
        return self._trouble is not None

    @property
    def is_ready(self) -> bool:
        """Whether numbers can be given out: the disk is well, and the zone is known."""
        return not self.is_out and self.heard.zone is not None and self.heard.lines is not None

    @property
    def state(self) -> str:
        """How the numbers are, for staff: ok, labels, refused, failed, full or taken.

        Who holds a number that is not in line needs staff sooner than who holds a label, which is.
        """
        if self._trouble is not None:
            return self._trouble.state
        if self._refused_numbers:
            return "refused"
        return "labels" if self.numbers.gives_labels else "ok"

    @property
    def not_in_line(self) -> str:
        """The last numbers that the hub refused, as "K041 K042"; after "…" if there are more."""
        named = self._refused_numbers[-NAMED:]
        return " ".join(named if len(named) == len(self._refused_numbers) else ["…", *named])

    def issue(
        self,
        service: str,
        *,
        language: str,
        also: tuple[str, ...] = (),
        needs: tuple[Need, ...] = (),
        shown: ServiceLine | None = None,
    ) -> Issued:
        """Give a walk-in visitor a number; `shown` is what the screen said of the line."""
        line = shown if self._link.state is LinkState.UP else None
        number, lease = self.numbers.take()
        command = IssueTicket(
            service=service,
            also=also,
            token=self._clocks.mint(),
            language=language,
            needs=needs,
            number=number,
            printed_at=self._clocks.at(),
            told_s=line.wait_s if line else None,
        )
        self.give(command, lease)
        return Issued(
            number=number,
            token=command.token,
            service=service,
            language=language,
            issued_at=self.zone_time.shown(),
            then=also,
            ahead=line.ahead if line else None,
            wait_s=command.told_s,
        )

    def ticket_of(self, token: str) -> Issued | None:
        """Give the ticket of a slip of today that was printed here; None for every other slip."""
        given = self.journal.of_token(token)
        if given is None or self.zone_time.is_over(given):
            return None
        issued_at = self.zone_time.given_at(given)
        known = {"number": given.number, "token": token, "issued_at": issued_at, "status": None}
        if isinstance(given.command, CheckIn):  # which service was booked is in the hub's book
            return Issued.model_validate({**known, "service": None})
        walk_in = given.command
        return Issued.model_validate(
            {
                **known,
                "service": walk_in.service,
                "language": walk_in.language,
                "then": walk_in.also,
            }
        )

    def give(
        self, command: IssueTicket | CheckIn, lease: Lease | None, booking: str | None = None
    ) -> None:
        """Write a number down and tell the hub of it, now or later."""
        self.outbox.put(self.write(command, lease, booking))

    def write(
        self,
        command: IssueTicket | CheckIn,
        lease: Lease | None,
        booking: str | None = None,
        *,
        is_told: bool = False,
    ) -> Given:
        """Write a number down; one that the hub has given out itself `is_told` already."""
        given = Given(
            id=self._clocks.mint(),
            command=command,
            boot=self._clocks.boot,
            at_s=self._clocks.boot_s(),
            leased_at=None if lease is None else lease.leased_at,
            ends_at=None if lease is None else lease.ends_at,
            booking=booking,
        )
        if is_told:
            given = replace(given, ends_at=self.zone_time.ends_at(given))
        self.journal.write(given, is_told=is_told)
        self._backoff.works()
        return given

    def given_before(self, booking: str) -> Given | None:
        """Give the number that a booked visitor has got here today, None if there is none."""
        found = self.journal.of_booking(booking)
        return next((one for one in found if not self.zone_time.is_over(one)), None)

    def _take_journal(self) -> None:
        with suppress(JournalError):
            self.journal.open()
            self.heard.remember()
            self.zone_time.has_been(self.journal.newest())
            self.outbox.take_up()
            if self._trouble is not None:
                log.warning("the journal can be kept again; it could not: %s", self._trouble)
                self.outbox.tell_day()  # the hub may have begun a new life meanwhile
                self._trouble = None
            self.numbers.ask_if_few()
            self._changed()

    def _failed(self, error: JournalError) -> None:
        """Go out of service until the journal can be kept again."""
        if self._trouble is None or self._trouble.state != error.state:
            log.critical("%s", error)
        self._trouble = error
        self._again = self._home.later(self._backoff.wait_s(), self._take_journal)
        self._changed()

    def _refused(self, given: Given) -> None:
        self._refused_numbers.append(given.number)
        self._home.later(REFUSED_FOR_S, self._forget_refusal)

    def _forget_refusal(self) -> None:
        self._refused_numbers.pop(0)  # each is told for as long as every other
