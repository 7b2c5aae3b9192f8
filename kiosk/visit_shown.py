"""What the screen shows of a visit: one page of it at a time, in the visitor's language."""

from PySide6.QtCore import Property, QObject, Signal

from kiosk.mirror import VisitMirror
from kiosk.steps import CODE_SIGNS
from kiosk.ticket_face import TicketFace
from waiting_room.ui.rows import Rows
from waiting_room.wire.link import LinkState
from waiting_room.words import phrases


class ShownVisit(VisitMirror):
    """The visit as QML reads it; `VisitScreen` adds the taps.

    The signals stand in the class of their properties: PySide crashes if they are inherited.
    """

    contentChanged = Signal()
    countdownChanged = Signal()

    def render(self) -> None:
        """See Screen."""
        super().render()
        self.contentChanged.emit()

    def counted(self) -> None:
        """See VisitMirror."""
        self.countdownChanged.emit()

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
        """How many people would be before the visitor, or that nobody can know now."""
        if self.link.state is not LinkState.UP:
            return self.words.say("The waiting time is not known at the moment.")
        return phrases.ahead(self.words, self.line.ahead) if self.line else ""

    @Property(str, notify=contentChanged)
    def waitText(self) -> str:
        """How long it would take."""
        if self.line is None or self.link.state is not LinkState.UP:
            return ""
        wait = phrases.wait(self.words, self.line.wait_s)
        return self.words.say("Waiting time: {wait}", wait=wait)

    @Property(str, notify=contentChanged)
    def paperNotice(self) -> str:
        """That there will be no paper, before anybody has touched for it; empty if there will."""
        if not self._devices.without_paper:
            return ""
        return self.words.say("There are no paper tickets now. Your number will be on the screen.")

    @Property(str, notify=contentChanged)
    def messageTitle(self) -> str:
        """What a page without a ticket says."""
        return self.message.title

    @Property(str, notify=contentChanged)
    def messageText(self) -> str:
        """The next step."""
        return self.message.text

    @Property(bool, notify=contentChanged)
    def canTryAgain(self) -> bool:
        """Whether the same question may be answered with yes a moment later."""
        return self.steps.fault is not None and self.steps.fault.retry

    @Property(bool, notify=contentChanged)
    def canPrintAgain(self) -> bool:
        """Whether the paper is missing and could be printed now."""
        return self.can_print_again

    @Property(bool, notify=contentChanged)
    def needsBooking(self) -> bool:
        """Whether a booking is what is missing."""
        return self.steps.fault is not None and self.steps.fault.code == "booked_only"

    @Property(bool, notify=contentChanged)
    def takesBookings(self) -> bool:
        """Whether anybody can come booked here."""
        return self.zone is None or self.zone.takes_bookings

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
