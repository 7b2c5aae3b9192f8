"""The ticket's face: what the screen says of a ticket, and of the paper that belongs to it."""

from PySide6.QtCore import Property, QObject, Signal

from hardware.outcome import Outcome, Result
from kiosk.issued import Issued
from waiting_room.rules.shape import said
from waiting_room.wire.views import ZoneView
from waiting_room.words import Catalogue, phrases

MOST_TRIES = 3
"""After so many a printer that fails will fail again, and the next visitor waits."""


def paper(words: Catalogue, outcome: Outcome | None) -> str:
    """Say what became of the paper: one of three sentences; None while it is on its way."""
    match outcome.result if outcome else None:
        case None:
            return words.say("Your ticket is being printed.")
        case Result.PRINTED:
            return words.say("Your ticket is printed. Please take it.")
        case Result.REFUSED:
            return words.say("There is no paper ticket. Please take a photo of your number.")
        case _:
            return words.say("Please check your paper ticket. Is it missing? Take a photo.")


class TicketFace(QObject):
    """Texts for the ticket page; all empty while there is no ticket."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ticket: Issued | None = None
        self.booked = False
        self.is_copy = False
        self._again = False
        self._tries = 0
        self._outcome: Outcome | None = None
        self._texts: dict[str, str] = {}

    def show(self, ticket: Issued | None, *, booked: bool = False, again: bool = False) -> None:
        """Show another ticket, or none; `again` means that the visitor had it before."""
        self.ticket = ticket
        self.booked, self._again = booked, again
        self._outcome = None
        self._tries = 0
        self.is_copy = again

    def prints(self) -> None:
        """Hear that paper is on its way."""
        self._outcome = None
        self._tries += 1

    def printed(self, outcome: Outcome) -> None:
        """Hear what became of the paper; after it, there may be some, and the next is a copy."""
        self._outcome = outcome
        self.is_copy = self.is_copy or outcome.result is not Result.REFUSED

    @property
    def lacks_paper(self) -> bool:
        """Whether the visitor may have no paper, and it was not tried too often."""
        return (
            self._outcome is not None
            and self._outcome.result is not Result.PRINTED
            and self._tries < MOST_TRIES
        )

    def render(self, words: Catalogue, zone: ZoneView | None) -> None:
        """Work out all texts again."""
        ticket = self.ticket
        texts: dict[str, str] = {}
        if ticket is not None and zone is not None:
            service = next((one for one in zone.services if one.id == ticket.service), None)
            place = said(service.wait_in, words.language) if service else ""
            texts = {
                "number": phrases.spaced(ticket.number),
                "title": self._title(words),
                "place": words.say("Please wait here: {place}", place=place)
                if place
                else words.say("Please wait until your number is called."),
                "ahead": "" if ticket.ahead is None else phrases.ahead(words, ticket.ahead),
                "wait": ""
                if ticket.ahead is None
                else words.say("Waiting time: {wait}", wait=phrases.wait(words, ticket.wait_s)),
                "concerns": phrases.concerns(words, len(ticket.services)),
                "link": ticket.link(zone.public_url),
                "paper": paper(words, self._outcome),
                "paperState": self._outcome.result.value if self._outcome else "",
            }
        if texts != self._texts:
            self._texts = texts
            self.changed.emit()

    def _title(self, words: Catalogue) -> str:
        if self._again:
            return words.say("You are checked in already. Your number:")
        if self.booked:
            return words.say("You are checked in. Your number:")
        return words.say("Your number")

    def _text(self, name: str) -> str:
        return self._texts.get(name, "")

    @Property(str, notify=changed)
    def number(self) -> str:
        """The number as it is shown."""
        return self._text("number")

    @Property(str, notify=changed)
    def title(self) -> str:
        """What stands above the number."""
        return self._text("title")

    @Property(str, notify=changed)
    def place(self) -> str:
        """Where to wait."""
        return self._text("place")

    @Property(str, notify=changed)
    def ahead(self) -> str:
        """How many people are before the visitor."""
        return self._text("ahead")

    @Property(str, notify=changed)
    def wait(self) -> str:
        """How long it takes."""
        return self._text("wait")

    @Property(str, notify=changed)
    def concerns(self) -> str:
        """That the visit has several services, empty for one."""
        return self._text("concerns")

    @Property(str, notify=changed)
    def link(self) -> str:
        """The address behind the QR code, empty for none."""
        return self._text("link")

    @Property(str, notify=changed)
    def paper(self) -> str:
        """What became of the paper."""
        return self._text("paper")

    @Property(str, notify=changed)
    def paperState(self) -> str:
        """The same as a word: printed, refused, unknown, or empty while printing."""
        return self._text("paperState")
