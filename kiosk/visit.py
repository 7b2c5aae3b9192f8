"""The visit on the screen: the taps that QML hands on, each only on the page it belongs to."""

from PySide6.QtCore import Slot

from kiosk import qr  # noqa: F401 # its import makes QrItem known to QML
from kiosk.steps import Page
from kiosk.visit_shown import ShownVisit
from waiting_room.rules.ticket import Need
from waiting_room.wire.messages import Fault


class VisitScreen(ShownVisit):
    """One visitor after the other; a tap that does not belong to the page shown does nothing."""

    @Slot(bool)
    def touched(self, down: bool) -> None:
        """Hear that a finger came down, or was lifted."""
        self.steps.touched(down=down)

    @Slot()
    def stay(self) -> None:
        """Hear that somebody is still there."""
        self.steps.idle.stay()

    @Slot()
    def leave(self) -> None:
        """End the visit: with its ticket, or when asked if anybody is there."""
        if self.stillThere or self.takes(Page.TICKET):
            self.steps.forget()

    @Slot()
    def goBack(self) -> None:
        """Go back to the start, in the same language, or to what was chosen so far."""
        if self.takes(Page.MORE):
            self.steps.go(Page.CONFIRM)
        elif self.takes(Page.CONFIRM, Page.CODE, Page.MESSAGE):
            self.steps.back()

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        """Show everything in another language."""
        if self.zone is not None and language in self.zone.languages:
            self.language_chosen = True
            self.speak(language)

    @Slot(str)
    def chooseService(self, service: str) -> None:
        """Look at a service, or add it to the visit; one without tickets now says why."""
        if self.takes(Page.MORE) and service in {tile["service"] for tile in self.addable}:
            self.steps.add(service)
        if not self.takes(Page.START):
            return
        self.steps.service = service
        if not self._refused():
            self.steps.choose(service)

    @Slot()
    def addMore(self) -> None:
        """Look for one more service for the same visit."""
        if self.takes(Page.CONFIRM) and self.canAddMore:
            self.steps.go(Page.MORE)

    @Slot(str)
    def dropService(self, service: str) -> None:
        """Take a service out of the visit again."""
        if self.takes(Page.CONFIRM):
            self.steps.drop(service)

    @Slot(str)
    def toggleNeed(self, need: str) -> None:
        """Need an interpreter, a wheelchair's room or a hearing loop, or need it no more."""
        if self.takes(Page.CONFIRM):
            self.steps.toggle(Need(need))

    @Slot()
    def takeTicket(self) -> None:
        """Take the ticket that was looked at."""
        if self.takes(Page.CONFIRM) and not self._refused():
            self.steps.take_ticket(self.words.language, self.line)

    def _refused(self) -> bool:
        """Say why the service that was chosen gives no tickets now, if it gives none."""
        line = self.line
        if line is None or line.closed_code is None:
            return False
        self.steps.refuse(Fault(code=line.closed_code, text="", at=line.opens_at))
        return True

    @Slot()
    def haveBooking(self) -> None:
        """Type the code of a booking."""
        if self.takes(Page.START, Page.CLOSED, Page.MESSAGE):
            self.steps.go(Page.CODE)

    @Slot(str)
    def typeSign(self, sign: str) -> None:
        """Add a letter or digit to the code."""
        if self.takes(Page.CODE):
            self.steps.type(sign)

    @Slot()
    def eraseSign(self) -> None:
        """Take back the last letter or digit."""
        if self.takes(Page.CODE):
            self.steps.erase()

    @Slot()
    def sendCode(self) -> None:
        """Check in with the code that was typed."""
        if self.takes(Page.CODE) and self.codeWhole:
            self.steps.check_in(self.steps.typed)

    @Slot()
    def tryAgain(self) -> None:
        """Ask once more what was not answered."""
        if self.takes(Page.MESSAGE) and self.canTryAgain:
            self.steps.try_again()

    @Slot()
    def printAgain(self) -> None:
        """Print the ticket once more, if its paper is missing."""
        if self.takes(Page.TICKET):
            self.print_again()

    @Slot()
    def toggleContrast(self) -> None:
        """Show black on white only, or colours again."""
        self.high_contrast = not self.high_contrast
        self.contentChanged.emit()

    @Slot()
    def toggleLarge(self) -> None:
        """Show larger text, or the usual size again."""
        self.is_large = not self.is_large
        self.contentChanged.emit()
