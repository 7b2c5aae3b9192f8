"""What the screen shows of a visit: one page of it at a time, in the visitor's language."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal

from hardware.outcome import Cause, Outcome, Result
from kiosk import tiles
from kiosk.devices import Devices
from kiosk.issued import Issued
from kiosk.messages import message
from kiosk.receipt import receipt
from kiosk.refusals import Message
from kiosk.steps import CODE_SIGNS, MOST_MORE, Page, Steps
from kiosk.ticket_face import TicketFace
from waiting_room.ui.rows import Rows
from waiting_room.ui.screen import Screen
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.parts import ServiceLine
from waiting_room.wire.views import LinesView
from waiting_room.words import phrases

log = logging.getLogger(__name__)

UNFINISHED = frozenset({Page.CONFIRM, Page.MORE, Page.CODE})
"""Pages on which nothing has been asked of the hub yet, and without it nothing can be."""


class ShownVisit(Screen):
    """The visit as QML reads it; `VisitScreen` adds the taps."""

    contentChanged = Signal()
    countdownChanged = Signal()

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
            counted=self.countdownChanged.emit,
            got=self._got,
            forgotten=self._forgotten,
        )
        link.watch(LinesView, self._lines_changed)

    def begin(self) -> None:
        """See Screen."""
        super().begin()
        self._devices.open(self.steps.scanned, self.contentChanged.emit)

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
        self.contentChanged.emit()

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
    def _message(self) -> Message:
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

    @Property(str, notify=contentChanged)
    def page(self) -> str:
        """The page shown, one of the words of `Page`."""
        return self.shown_page.value

    @Property(QObject, constant=True)
    def services(self) -> Rows:
        """The services to choose from: service, name, status, open, booked."""
        return self._services

    @Property(QObject, constant=True)
    def also(self) -> Rows:
        """The services that follow in the same visit: service, name."""
        return self._also

    @Property(bool, notify=contentChanged)
    def canAddMore(self) -> bool:
        """Whether there is one more service that could follow."""
        return bool(self.addable)

    @Property(QObject, constant=True)
    def needs(self) -> Rows:
        """What a visitor may need: need, name, chosen."""
        return self._needs

    @Property(QObject, constant=True)
    def languages(self) -> Rows:
        """The languages, each in its own script: language, name, chosen."""
        return self._languages

    @Property(QObject, constant=True)
    def ticket(self) -> TicketFace:
        """The ticket page's texts."""
        return self._face

    @Property(bool, notify=contentChanged)
    def highContrast(self) -> bool:
        """Whether everything is black on white."""
        return self.high_contrast

    @Property(bool, notify=contentChanged)
    def large(self) -> bool:
        """Whether the text is larger."""
        return self.is_large

    @Property(str, notify=contentChanged)
    def chosenName(self) -> str:
        """The name of the service that was chosen."""
        return self.service_name(self.steps.service) if self.steps.service else ""

    @Property(str, notify=contentChanged)
    def aheadText(self) -> str:
        """How many people would be before the visitor."""
        return phrases.ahead(self.words, self.line.ahead) if self.line else ""

    @Property(str, notify=contentChanged)
    def waitText(self) -> str:
        """How long it would take."""
        if self.line is None:
            return ""
        wait = phrases.wait(self.words, self.line.wait_s)
        return self.words.say("Waiting time: {wait}", wait=wait)

    @Property(str, notify=contentChanged)
    def messageTitle(self) -> str:
        """What a page without a ticket says."""
        return self._message.title

    @Property(str, notify=contentChanged)
    def messageText(self) -> str:
        """The next step."""
        return self._message.text

    @Property(bool, notify=contentChanged)
    def canTryAgain(self) -> bool:
        """Whether the same question may be answered with yes a moment later."""
        return self.steps.fault is not None and self.steps.fault.retry

    @Property(bool, notify=contentChanged)
    def needsBooking(self) -> bool:
        """Whether a booking is what is missing."""
        return self.steps.fault is not None and self.steps.fault.code == "booked_only"

    @Property(str, notify=contentChanged)
    def bookingHint(self) -> str:
        """How to show a booking, in a few words."""
        if self._devices.scans:
            return self.words.say("Hold the code under the scanner, or type it.")
        return self.words.say("Type the code of your booking.")

    @Property(str, notify=contentChanged)
    def codeText(self) -> str:
        """How to show a booking, on the page where it is done."""
        if self._devices.scans:
            return self.words.say(
                "Hold the code of your booking under the scanner, or type it here."
            )
        return self.words.say("Type the code of your booking here.")

    @Property(str, notify=contentChanged)
    def typedCode(self) -> str:
        """The code as far as it is typed, with a line for each sign that is missing."""
        signs = self.steps.typed.ljust(CODE_SIGNS, "_")
        half = CODE_SIGNS // 2
        return phrases.left_to_right(f"{' '.join(signs[:half])}  –  {' '.join(signs[half:])}")

    @Property(bool, notify=contentChanged)
    def codeWhole(self) -> bool:
        """Whether all signs are typed."""
        return len(self.steps.typed) == CODE_SIGNS

    @Property(bool, notify=countdownChanged)
    def stillThere(self) -> bool:
        """Whether the visitor should be asked now if anybody is there."""
        return self.steps.idle.asking

    @Property(str, notify=countdownChanged)
    def countdownText(self) -> str:
        """How long the page stays."""
        return self.words.count(
            "This page closes in {count} second.",
            "This page closes in {count} seconds.",
            self.steps.idle.left_s,
        )
