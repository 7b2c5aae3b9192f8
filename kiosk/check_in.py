"""Check-in: a booked visitor's code, decided by the hub, or by this kiosk while there is none."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from pydantic import ValidationError

from kiosk.clocks import Clocks
from kiosk.dispenser import Dispenser
from kiosk.issued import Issued
from kiosk.journal import JournalError
from kiosk.signed_here import read_code
from waiting_room.rules.booking import tidy_code
from waiting_room.rules.commands import CheckIn
from waiting_room.rules.events import Lease
from waiting_room.rules.refused import Refused
from waiting_room.rules.signed_code import SignedBooking, read_signed
from waiting_room.wire.asking import NO_ANSWER
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.messages import Fault, Reply

log = logging.getLogger(__name__)

SIGNED_WAITS_S = 3.0
"""How long the hub is waited for with a code that this kiosk can check by itself."""

TYPED_WAITS_S = 12.0
"""How long with a code that only the hub can know."""


class CheckIns:
    """Checks booked visitors in, one after the other.

    `answered` hears each ticket, and whether its visitor had it before; `refused` why there is
    none. Either hears once of each code, perhaps at once.
    """

    def __init__(
        self,
        link: Link,
        dispenser: Dispenser,
        clocks: Clocks,
        *,
        answered: Callable[[Issued, bool], None],
        refused: Callable[[Fault], None],
    ) -> None:
        self._link = link
        self._dispenser = dispenser
        self._clocks = clocks
        self._answered = answered
        self._refused = refused

    def check_in(self, code: str) -> None:
        """Say that a booked visitor is here; without a word if the disk fails, as all hear that."""
        with suppress(JournalError):
            self._check_in(code)

    def _check_in(self, code: str) -> None:
        if self._link.state is not LinkState.UP:
            self._decide_here(code)
            return
        number, lease = self._dispenser.numbers.take()
        command = CheckIn(code=code, token=self._clocks.mint(), number=number)
        is_signed = read_signed(code) is not None

        def told(reply: Reply) -> None:
            if reply.error is None:
                self._hub_answered(command, lease, reply)
            elif reply.error.code != NO_ANSWER.code:
                if not reply.error.retry:  # else a copy of the question may still be under way
                    self._dispenser.numbers.give_back(number)
                self._refused(reply.error)
            elif is_signed:
                # The hub may have used the number for this very visitor: it stays with the token.
                with suppress(JournalError):
                    self._decide_here(code, command.token, number, lease)
            else:
                self._refused(reply.error)

        self._link.ask(command, told, ttl_s=SIGNED_WAITS_S if is_signed else TYPED_WAITS_S)

    def _hub_answered(self, command: CheckIn, lease: Lease | None, reply: Reply) -> None:
        try:
            issued = Issued.model_validate(reply.result)
        except ValidationError:
            # A newer hub's answer: nobody is left in front of a page that waits for ever.
            log.exception("cannot read this answer; is this kiosk older than its hub?")
            self._refused(Fault(code="wrong_answer", text="The answer could not be read."))
            return
        again = issued.token != command.token
        if again and command.number is not None:
            self._dispenser.numbers.give_back(command.number)
        elif not again:
            # The hub has it on disk; but a hub that is restored must hear of it once more.
            given = {"number": issued.number, "printed_at": self._clocks.at()}
            with suppress(JournalError):
                self._dispenser.write(
                    command.model_copy(update=given), lease, _booking_of(command.code), is_told=True
                )
        self._answered(issued, again)

    def _decide_here(
        self, code: str, token: str = "", number: str = "", lease: Lease | None = None
    ) -> None:
        zone_time = self._dispenser.zone_time
        try:
            booked = read_code(code, self._dispenser.heard.zone, zone_time.known())
        except Refused as no:
            self._refused(Fault(code=no.code, text=no.text, retry=no.retry, at=no.at))
            return
        before = self._dispenser.given_before(booked.code)
        if before is not None:
            given_at = zone_time.given_at(before)
            ticket = _issued(booked, before.number, before.command.token, given_at)
            # The visitor may have been called since.
            self._answered(ticket.model_copy(update={"status": None}), True)
            return
        if not number or (lease is not None and self._dispenser.numbers.has_ended(lease)):
            number, lease = self._dispenser.numbers.take()
            token = self._clocks.mint()
        command = CheckIn(code=code, token=token, number=number, printed_at=self._clocks.at())
        self._dispenser.give(command, lease, booked.code)
        self._answered(_issued(booked, number, token, zone_time.shown()), False)


def _issued(booked: SignedBooking, number: str, token: str, at: datetime) -> Issued:
    # A signed code says nothing about its visitor, so that the language stays as it is.
    return Issued(number=number, token=token, service=booked.service, issued_at=at)


def _booking_of(code: str) -> str:
    signed = read_signed(code)
    return tidy_code(code) if signed is None else signed.booking.code
