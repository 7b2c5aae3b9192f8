"""The mirror: where the visit is and how it stands with the zone, kept at what the hub shows."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject

from hardware.outcome import Cause, Outcome, Result
from kiosk import tiles
from kiosk.devices import Devices
from kiosk.issued import Issued
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

UNFINISHED = frozenset({Page.CONFIRM, Page.MORE, Page.CODE})
"""Pages on which nothing has been asked of the hub yet, and without it nothing can be."""


class VisitMirror(Screen):
    """One visit and all that its pages are made of; `ShownVisit` puts it into words for QML."""

    def __init__(
        self,
        link: Link,
        home: Home,
        devices: Devices,
        language: str = "de",
        clock: Callable[[], datetime] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(link, language, parent)
        self._devices = devices
        self._clock = clock or (lambda: datetime.now(UTC))
        self._first_language = language
        self._lines: LinesView | None = None
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
            changed=self.render,
            counted=self.counted,
            got=self._got,
            forgotten=self._forgotten,
        )
        link.watch(LinesView, self._lines_changed)

    def begin(self) -> None:
        """See Screen."""
        super().begin()
        self._devices.open(self.steps.scanned, self.render)

    def now(self) -> datetime:
        """See Screen."""
        return self._clock()

    def render(self) -> None:
        """See Screen."""
        zone, lines, page = self.zone, self._lines, self.steps.page
        if self.link.state is not LinkState.UP and page in UNFINISHED:
            self.steps.forget()
            return
        if zone is not None and lines is not None:
            self._services.show(
                self.addable
                if page is Page.MORE
                else tiles.service_tiles(self.words, zone, lines, self.now())
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
        self._lines = lines
        self.render()

    def _got(self, ticket: Issued, booked: bool, again: bool) -> None:
        assert self.zone is not None, "a hub that answers has shown its zone"
        if booked and not self.language_chosen and ticket.language in self.zone.languages:
            self.speak(ticket.language)
        self._face.show(ticket, booked=booked, again=again)
        try:
            slip = receipt(ticket, self.zone, self.words, booked=booked, copy=again)
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
        if self.zone is None or self._lines is None:
            return Page.CONNECTING
        if self.link.state is not LinkState.UP:
            return Page.OUT
        return Page.START if any(line.open for line in self._lines.services) else Page.CLOSED

    @property
    def line(self) -> ServiceLine | None:
        """How it stands with the service that was chosen."""
        lines = self._lines.services if self._lines else ()
        return next((line for line in lines if line.id == self.steps.service), None)

    @property
    def message(self) -> Message:
        """What the page says if it has nothing but a message."""
        return message(
            self.words,
            self.shown_page,
            self.zone,
            self._lines,
            self.steps.fault,
            scans=self._devices.scans,
        )

    @property
    def addable(self) -> list[dict[str, Any]]:
        """The services that can follow in this visit, as tiles."""
        if self.zone is None or self._lines is None or len(self.steps.also) >= MOST_MORE:
            return []
        taken = {self.steps.service, *self.steps.also}
        return tiles.addable_tiles(self.words, self.zone, self._lines, taken)
