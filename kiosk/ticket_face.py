"""The ticket's face: what the screen says of a ticket, and of the paper that belongs to it."""

from PySide6.QtCore import Property, QObject, Signal

from hardware.outcome import Outcome, Result
from kiosk.issued import Came, Issued
from kiosk.next_step import MISSED, headline, next_step
from waiting_room.wire.views import ZoneView
from waiting_room.words import Catalogue, message, phrases

MOST_TRIES = 3
"""After so many a printer that fails will fail again, and the next visitor waits."""


TITLES = {
    Came.NEW: message("Your number"),
    Came.CHECKED_IN: message("You are checked in. Your number:"),
    Came.AGAIN: message("You are checked in already. Your number:"),
    Came.SLIP: message("This is your ticket. Your number:"),
}
"""What stands above the number of who waits."""


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
        self.is_copy = False
        self.comes_with_paper = False
        self._came = Came.NEW
        self._tries = 0
        self._outcome: Outcome | None = None
        self._texts: dict[str, str] = {}

    def show(self, ticket: Issued | None, came: Came = Came.NEW) -> None:
        """Show a ticket, or none, and how its visitor came to it."""
        self._came = came
        if ticket is self.ticket:
            return
        self.ticket = ticket
        self._outcome = None
        self._tries = 0
        self.is_copy = came in (Came.AGAIN, Came.SLIP)
        self.comes_with_paper = ticket is not None and ticket.needs_paper and came is not Came.SLIP

    def prints(self) -> None:
        """Hear that paper is on its way."""
        self._outcome = None
        self._tries += 1

    def printed(self, outcome: Outcome) -> None:
        """Hear what became of the paper; after it, there may be some, and the next is a copy."""
        self._outcome = outcome
        self.is_copy = self.is_copy or outcome.result is not Result.REFUSED

    @property
    def is_booked(self) -> bool:
        """Whether the ticket is a booked visitor's."""
        return self._came in (Came.CHECKED_IN, Came.AGAIN)

    @property
    def lacks_paper(self) -> bool:
        """Whether the visitor may want paper and has none, and it was not tried too often."""
        if self.ticket is None or self.ticket.is_over or self._tries >= MOST_TRIES:
            return False
        if self._outcome is None:
            return self._tries == 0
        return self._outcome.result is not Result.PRINTED

    def render(self, words: Catalogue, zone: ZoneView | None) -> None:
        """Work out all texts again."""
        ticket = self.ticket
        texts: dict[str, str] = {}
        if ticket is not None and zone is not None:
            texts = {
                "number": phrases.spaced(ticket.number),
                "title": headline(words, ticket) or words.say(TITLES[self._came]),
                "step": next_step(words, ticket, zone),
                "ahead": "" if ticket.ahead is None else phrases.ahead(words, ticket.ahead),
                "wait": ""
                if ticket.ahead is None
                else words.say("Waiting time: {wait}", wait=phrases.wait(words, ticket.wait_s)),
                "missed": words.say(MISSED) if ticket.status is None else "",
                "concerns": phrases.concerns(words, len(ticket.services))
                if ticket.needs_paper
                else "",
                "link": "" if ticket.is_over else ticket.link(zone.public_url),
                "paper": paper(words, self._outcome) if self._tries else "",
                "paperState": self._outcome.result.value if self._outcome else "",
            }
        if texts != self._texts:
            self._texts = texts
            self.changed.emit()

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
    def step(self) -> str:
        """What to do now, such as where to wait."""
        return self._text("step")

    @Property(str, notify=changed)
    def ahead(self) -> str:
        """How many people are before the visitor."""
        return self._text("ahead")

    @Property(str, notify=changed)
    def wait(self) -> str:
        """How long it takes."""
        return self._text("wait")

    @Property(str, notify=changed)
    def missed(self) -> str:
        """What to do after a missed call, where it is not known if there was one."""
        return self._text("missed")

    @Property(bool, notify=changed)
    def over(self) -> bool:
        """Whether nobody will be called with the number any more."""
        return self.ticket is not None and self.ticket.is_over

    @Property(bool, notify=changed)
    def offersPaper(self) -> bool:
        """Whether paper comes only if the visitor asks for it."""
        ticket = self.ticket
        return ticket is not None and not self.comes_with_paper and not ticket.is_over

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
