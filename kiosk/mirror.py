"""The mirror: where the visit is and how it stands with the zone, kept at what the hub shows."""

import logging
from datetime import datetime
from typing import Any

from hardware.outcome import Cause, Outcome, Result
from kiosk import tiles
from kiosk.clocks import Clocks
from kiosk.devices import Devices
from kiosk.dispenser import Dispenser
from kiosk.issued import Came, Issued
from kiosk.messages import message
from kiosk.receipt import receipt
from kiosk.refusals import Message
from kiosk.steps import MOST_MORE, Page, Steps
from kiosk.ticket_face import TicketFace
from waiting_room.ui.rows import Rows
from waiting_room.ui.screen import Screen
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.parts import ServiceLine
from waiting_room.wire.views import LinesView

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0


class VisitMirror(Screen):
    """One visit and all that its pages are made of; `ShownVisit` puts it into words for QML."""

    def __init__(
        self,
        link: Link,
        home: Home,
        devices: Devices,
        dispenser: Dispenser,
        clocks: Clocks,
        language: str = "de",
    ) -> None:
        super().__init__(link, language)
        self._home = home
        self._devices = devices
        self._dispenser = dispenser
        self._clocks = clocks
        self._first_language = language
        self._is_open: tuple[bool, ...] = ()
        self.language_chosen = False
        self.high_contrast = False
        self.is_large = False
        self._face = TicketFace(self)
        self._services = Rows(*tiles.SERVICE_FIELDS, parent=self)
        self._needs = Rows(*tiles.NEED_FIELDS, parent=self)
        self._also = Rows(*tiles.MORE_FIELDS, parent=self)
        self._languages = Rows(*tiles.LANGUAGE_FIELDS, parent=self)
        self.steps = Steps(
            link,
            home,
            dispenser,
            clocks=self._clocks,
            changed=self.render,
            counted=self.counted,
            got=self._got,
            forgotten=self._forgotten,
        )

    def begin(self) -> None:
        """See Screen."""
        self._dispenser.open()
        self.link.watch(LinesView, self._lines_changed)
        super().begin()
        self._devices.open(self.steps.scanned, self.render)
        self._remember()
        self._dispenser.on_change(self._service_changed)
        self._look_round()

    def is_well(self) -> bool:
        """See Screen."""
        return self._devices.printer_lives

    def now(self) -> datetime:
        """See Screen."""
        return self._dispenser.zone_time.shown()

    def render(self) -> None:
        """See Screen."""
        zone, lines, page = self.zone, self.lines, self.steps.page
        if zone is not None and lines is not None:
            self._services.show(
                self.addable
                if page is Page.MORE
                else tiles.service_tiles(
                    self.words, zone, lines, self.now(), knows_waits=self.link.state is LinkState.UP
                )
            )
            self._languages.show(tiles.language_tiles(zone.languages, self.words.language))
        self._needs.show(tiles.need_tiles(self.words, self.steps.needs))
        self._also.show(
            [{"service": one, "name": self.service_name(one)} for one in self.steps.also]
        )
        if page is not Page.TICKET:
            self._face.show(None)
        self._face.render(self.words, zone)

    def counted(self) -> None:
        """Hear that a second of the countdown has passed; subclasses show it."""

    def _lines_changed(self, key: str, lines: LinesView | None) -> None:
        self.render()

    def _remember(self) -> None:
        """Show and use what was heard another day, until something else is heard."""
        heard = self._dispenser.heard
        if self.zone is None and heard.zone is not None:
            self._zone_changed("", heard.zone)
        self._devices.use(heard.device)

    def _service_changed(self) -> None:
        """Hear that numbers can be given out no more, or again; whoever has one keeps it."""
        if not self._dispenser.is_out:
            self._remember()
            self.render()
        elif self.steps.page is not Page.TICKET:
            self.steps.back()

    def _look_round(self) -> None:
        """See what changes by time alone: how numbers and codes are, and hours without a hub."""
        self._devices.tell("not-in-line", self._dispenser.not_in_line or "ok")
        self._devices.tell("numbers", self._dispenser.state)
        self._devices.tell("codes", self.steps.noise.state)
        lines = self.lines
        is_open = tuple(line.open for line in lines.services) if lines else ()
        if is_open != self._is_open:
            self._is_open = is_open
            self.render()
        self._home.later(LOOK_EVERY_S, self._look_round)

    def _got(self, ticket: Issued, came: Came) -> None:
        assert self.zone is not None, "nobody takes a ticket of no zone"
        language = ticket.language
        if came is not Came.NEW and not self.language_chosen and language in self.zone.languages:
            self.speak(language)
        is_new = ticket is not self._face.ticket
        self._face.show(ticket, came)
        if is_new and self._face.comes_with_paper:
            self._print(ticket)

    def _print(self, ticket: Issued) -> None:
        """Print the ticket on the screen; what may lie there already makes the next one a copy."""
        assert self.zone is not None, "nobody takes a ticket of no zone"
        face = self._face
        face.prints()
        try:
            slip = receipt(ticket, self.zone, self.words, booked=face.is_booked, copy=face.is_copy)
        except ValueError:
            # The texts come from the zone's file: one that cannot be set costs paper, no number.
            log.exception("this ticket cannot be put on paper")
            self._face.printed(Outcome(Result.REFUSED, Cause.FAULT))
            return
        self._devices.print(slip, lambda outcome: self._printed(ticket, outcome))

    def _printed(self, ticket: Issued, outcome: Outcome) -> None:
        if self._face.ticket is ticket:
            self._face.printed(outcome)
            self.render()

    def print_again(self) -> None:
        """Print the ticket on the screen once more."""
        if self._face.ticket is not None and self.can_print_again:
            self._print(self._face.ticket)
            self.render()

    @property
    def can_print_again(self) -> bool:
        """Whether another try could give the visitor the paper that is missing."""
        return self._face.lacks_paper and self._devices.prints

    def _forgotten(self) -> None:
        self.language_chosen = self.high_contrast = self.is_large = False
        self.speak(self._first_language)

    def takes(self, *pages: Page) -> bool:
        """Tell whether a tap that belongs to these pages is meant."""
        return self.steps.settled and self.shown_page in pages

    @property
    def shown_page(self) -> Page:
        """The page of the visit, or what keeps one from beginning."""
        if self.steps.page is not Page.START:
            return self.steps.page
        if self._dispenser.is_out:
            return Page.OUT
        lines = self.lines
        if self.zone is None or lines is None:
            return Page.CONNECTING
        return Page.START if any(line.open for line in lines.services) else Page.CLOSED

    @property
    def lines(self) -> LinesView | None:
        """How it stands with the services, as far as it can be known now."""
        return self._dispenser.heard.lines_now(self._dispenser.zone_time.known())

    @property
    def line(self) -> ServiceLine | None:
        """How it stands with the service that was chosen."""
        lines = self.lines.services if self.lines else ()
        return next((line for line in lines if line.id == self.steps.service), None)

    @property
    def message(self) -> Message:
        """What the page says if it has nothing but a message."""
        return message(
            self.words,
            self.shown_page,
            self.zone,
            self.lines,
            self.steps.fault,
            scans=self._devices.scans,
        )

    @property
    def addable(self) -> list[dict[str, Any]]:
        """The services that can follow in this visit, as tiles."""
        if self.zone is None or self.lines is None or len(self.steps.also) >= MOST_MORE:
            return []
        taken = {self.steps.service, *self.steps.also}
        return tiles.addable_tiles(self.words, self.zone, self.lines, taken)
