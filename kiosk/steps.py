"""Steps: where a visit is, what it has asked for, and when it is forgotten; knows no Qt."""

from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import partial

from hardware.framing import Flaw, Scan
from kiosk.check_in import CheckIns
from kiosk.clocks import Clocks
from kiosk.codes import LastCode, is_booking, token_in
from kiosk.dispenser import Dispenser
from kiosk.idle import ASK_S, Idle
from kiosk.issued import Came, Issued, ticket_pages
from kiosk.journal import JournalError
from kiosk.noise import Noise
from kiosk.refusals import A_TICKET, UNREADABLE
from kiosk.settling import Settling
from waiting_room.rules.ticket import Need
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link
from waiting_room.wire.messages import Fault
from waiting_room.wire.parts import ServiceLine

QUIET_S = 60
START_S = 45
TICKET_S = 40
CODE_SIGNS = 8
MOST_MORE = 3
"""How many more services a visit may have beside its first."""


class Page(StrEnum):
    """What the screen shows; the first three are shown instead of the start."""

    CONNECTING = "connecting"
    OUT = "out"
    CLOSED = "closed"
    START = "start"
    CONFIRM = "confirm"
    MORE = "more"
    CODE = "code"
    ASKING = "asking"
    TICKET = "ticket"
    MESSAGE = "message"


class Steps:
    """One visitor's way; `changed` hears each step, `got` the ticket, `forgotten` the end."""

    def __init__(
        self,
        link: Link,
        home: Home,
        dispenser: Dispenser,
        *,
        clocks: Clocks,
        changed: Callable[[], None],
        counted: Callable[[], None],
        got: Callable[[Issued, Came], None],
        forgotten: Callable[[], None],
    ) -> None:
        self._home = home
        self._dispenser = dispenser
        self._check_ins = CheckIns(
            link,
            dispenser,
            clocks,
            answered=lambda ticket, again: self._have(
                ticket, Came.AGAIN if again else Came.CHECKED_IN
            ),
            refused=self.refuse,
        )
        self._changed = changed
        self._got = got
        self._forgotten = forgotten
        self._settling = Settling(home)
        self._last_code = LastCode(clocks.boot_s)
        self._once_more: Callable[[], None] | None = None
        self.noise = Noise(clocks.boot_s)
        self.idle = Idle(home, counted, self.forget)
        self.page = Page.START
        self.service = ""
        self.also: tuple[str, ...] = ()
        self.needs: frozenset[Need] = frozenset()
        self.typed = ""
        self.fault: Fault | None = None
        self.ticket: Issued | None = None

    @property
    def settled(self) -> bool:
        """Whether a tap was meant for the page that is shown."""
        return self._settling.is_over and not self.idle.asking

    def go(self, page: Page) -> None:
        """Show another page, and count down on those that somebody may walk away from."""
        self.page = page
        self._settling.begin()
        if page in (Page.START, Page.ASKING):
            self.idle.stop()
        else:
            self.idle.start(*((TICKET_S, 0) if page is Page.TICKET else (QUIET_S, ASK_S)))
        self._changed()

    def forget(self) -> None:
        """End the visit: nothing of it stays."""
        self._clear()
        self._forgotten()
        self.go(Page.START)

    def back(self) -> None:
        """Go back to the start; language and looks stay, as long as somebody is there."""
        self._clear()
        self.go(Page.START)
        self.idle.start(START_S)

    def _clear(self) -> None:
        self.page = Page.START
        self.service, self.typed = "", ""
        self.also = ()
        self.needs = frozenset()
        self.fault = self.ticket = self._once_more = None

    def choose(self, service: str) -> None:
        """Look at a service before taking a ticket for it."""
        self.service = service
        self.go(Page.CONFIRM)

    def add(self, service: str) -> None:
        """Let one more service follow in the same visit."""
        self.also += (service,)
        self.go(Page.CONFIRM)

    def drop(self, service: str) -> None:
        """Let a service follow no more."""
        self.also = tuple(one for one in self.also if one != service)
        self._changed()

    def toggle(self, need: Need) -> None:
        """Need something, or need it no more."""
        self.needs ^= {need}
        self._changed()

    def type(self, sign: str) -> None:
        """Add a letter or digit to the code, as long as it is not whole."""
        if len(self.typed) < CODE_SIGNS:
            self.typed += sign
            self._changed()

    def erase(self) -> None:
        """Take back the last letter or digit."""
        self.typed = self.typed[:-1]
        self._changed()

    def take_ticket(self, language: str, shown: ServiceLine | None) -> None:
        """Take a ticket; `shown` is what the screen has said of its line."""
        needs = tuple(need for need in Need if need in self.needs)
        try:
            ticket = self._dispenser.issue(
                self.service, language=language, also=self.also, needs=needs, shown=shown
            )
        except JournalError:
            return  # the dispenser tells that it is out of service
        self._have(ticket, Came.NEW)

    def check_in(self, code: str) -> None:
        """Say that a booked visitor is here."""
        self._once_more = partial(self.check_in, code)
        self.go(Page.ASKING)
        self._check_ins.check_in(code)

    def try_again(self) -> None:
        """Ask the same thing once more."""
        if self._once_more is not None:
            self._once_more()

    def refuse(self, fault: Fault) -> None:
        """Say why not, and what to do next."""
        self.fault = fault
        self.go(Page.MESSAGE)

    def touched(self, *, down: bool = False) -> None:
        """Hear that somebody is there, perhaps with a finger that is still down.

        What is set on the start page is forgotten in time, too.
        """
        if not self._settling.is_over:
            self._settling.begin(down=down)
        if self.page is Page.START:
            self.idle.start(START_S)
        else:
            self.idle.touched()

    def scanned(self, scan: Scan) -> None:
        """Hear a scan, whatever page is shown; the same code within moments counts once."""
        zone = self._dispenser.heard.zone
        token = token_in(scan.text, ticket_pages(zone.public_url)) if zone else ""
        is_ours = bool(token) or is_booking(scan.text)
        if not scan.text or (scan.flaw is Flaw.PARTIAL and not is_ours):
            if self.noise.heard() and self._expects_a_code:
                self.refuse(UNREADABLE)
            return
        if is_ours:
            self.noise.over()
        is_held = self._last_code.is_held(scan.text)
        if is_held or self.page is Page.ASKING or not self._dispenser.is_ready:
            return
        self._last_code.take(scan.text)
        if self.page is Page.TICKET:
            if not is_ours:
                return  # what is no code of ours takes nobody's number off the screen
            if self.ticket is not None and token == self.ticket.token:
                self._have(self.ticket, Came.SLIP)
                return
            # Somebody else stands here now: nothing of the visit before is theirs.
            self._clear()
            self._forgotten()
        if token:
            self._show(token)
        else:
            self.check_in(scan.text)

    def _show(self, token: str) -> None:
        """Show the ticket of a slip that is held under the scanner, as far as it is known here."""
        with suppress(JournalError):  # the dispenser tells that it is out of service
            ticket = self._dispenser.ticket_of(token)
            if ticket is None:
                self.refuse(A_TICKET)
            else:
                self._have(ticket, Came.SLIP)

    @property
    def _expects_a_code(self) -> bool:
        """Whether whoever stands here may just have shown one, and nothing is lost by an answer."""
        if not self._dispenser.is_ready:
            return False
        return self.page is Page.START or (self.page is Page.CODE and not self.typed)

    def _have(self, ticket: Issued, came: Came) -> None:
        self.page = Page.TICKET
        self.ticket = ticket
        self._got(ticket, came)
        self.go(Page.TICKET)
