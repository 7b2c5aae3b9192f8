"""Told: what the clerk's window says of the counter and its visitor, as properties for QML."""

from typing import Any

from PySide6.QtCore import Property, Signal

from counter import facts, shown
from counter.listed import DeskListed
from counter.sentences import shown_number, stopwatch
from counter.steps import Step, main_step, suggested, why_not
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.ticket import Status
from waiting_room.wire.link import LinkState
from waiting_room.words import message, phrases

NO_SUCH_COUNTER = message(
    "This program was started for counter {counter}, which does not exist. Please tell your IT."
)


class DeskTold(DeskListed):
    """Puts the mirrored counter into words.

    The signals stand in the class of their properties: PySide crashes if they are inherited.
    """

    deskChanged = Signal()
    timerChanged = Signal()
    pageChanged = Signal()

    _busy = False
    _page = ""
    _suggested: Step | None = None

    def why_not(self, step: Step) -> str:
        """See steps."""
        up = self.link.state is LinkState.UP
        return why_not(
            step, self.desk, link_up=up, max_calls=self._max_calls(), chosen=self._chosen
        )

    def render(self) -> None:
        """See Screen."""
        super().render()
        self.deskChanged.emit()
        page = "desk" if self._counter and self._known() else "choose"
        if page != self._page:
            self._page = page
            self.pageChanged.emit()

    def _render_times(self) -> None:
        super()._render_times()
        missed = self._called_for_s() >= self._no_show_after_s()
        before, self._suggested = self._suggested, suggested(self.desk, missed=missed)
        if self._suggested is not before:
            self.deskChanged.emit()
        self.timerChanged.emit()

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """The page to show: choose, desk."""
        return self._page

    @Property(str, notify=deskChanged)
    def misled(self) -> str:
        """That the program was told of a counter that there is none of, empty if it was not."""
        if not self._counter or self._known():
            return ""
        return self.words.say(NO_SUCH_COUNTER, counter=self._counter)

    @Property(str, notify=deskChanged)
    def counterName(self) -> str:
        """The counter's name."""
        return self.counter_name(self._counter) if self.zone else ""

    @Property(str, notify=deskChanged)
    def statusText(self) -> str:
        """What the counter is doing and who sits there, in words."""
        return self.status_text(self.desk)

    @Property(bool, notify=deskChanged)
    def isOpen(self) -> bool:
        """Whether the counter is open."""
        return self.desk is not None and self.desk.status is CounterStatus.OPEN

    @Property(dict, notify=deskChanged)
    def ticket(self) -> dict[str, Any]:
        """The ticket in front of the clerk: number, service, then, language, needs, why, …"""
        return shown.in_front(self, self.desk.ticket if self.desk else None, self._max_calls())

    @Property(str, notify=deskChanged)
    def emptyText(self) -> str:
        """What stands where a ticket would be."""
        if self.desk is None:
            return self.words.say("Connecting …")
        if self.desk.status is CounterStatus.CLOSED:
            return self.words.say("This counter is closed.")
        if self.desk.status is CounterStatus.PAUSED:
            return self.words.say("This counter pauses.")
        return self.words.say("Nobody is called.")

    @Property(str, notify=timerChanged)
    def timerText(self) -> str:
        """How long ago the visitor was called, or is being served now."""
        ticket = self.desk.ticket if self.desk else None
        if ticket is None:
            return ""
        begun_at = ticket.called_at if ticket.status is Status.CALLED else ticket.started_at
        return stopwatch((self.now() - begun_at).total_seconds()) if begun_at else ""

    @Property(str, notify=deskChanged)
    def mainStep(self) -> str:
        """The step of the large button: open, next, finish."""
        return main_step(self.desk)

    @Property(str, notify=deskChanged)
    def mainText(self) -> str:
        """What the large button does."""
        match main_step(self.desk):
            case Step.FINISH:
                return self.words.say("Finish")
            case Step.OPEN if self.desk and self.desk.status is CounterStatus.PAUSED:
                return self.words.say("End pause")
            case Step.OPEN:
                return self.words.say("Open counter")
            case _:
                return self.words.say("Next")

    @Property(str, notify=deskChanged)
    def nextNumber(self) -> str:
        """The number that the large button will call, empty if none."""
        if self.desk is None or self.desk.next is None or main_step(self.desk) is not Step.NEXT:
            return ""
        return shown_number(self.desk.next.number)

    @Property(str, notify=deskChanged)
    def nextWhy(self) -> str:
        """Whom the large button will call and why it is them, or what it will go on with."""
        if self.desk is None:
            return ""
        if main_step(self.desk) is Step.FINISH:
            return self._then_text()
        if self.desk.next is None:
            return self.words.say("Nobody is waiting.")
        if not self.isOpen:
            return phrases.waiting(self.words, self.desk.waiting)
        return facts.why(self, self.desk.why_next)

    @Property(str, notify=deskChanged)
    def nextFinishes(self) -> str:
        """What the large button ends first, empty if nothing."""
        ticket = self.desk.ticket if self.desk else None
        if ticket is None or ticket.status is not Status.SERVING or self.why_not(Step.NEXT):
            return ""
        return self.words.say("finishes {number}", number=shown_number(ticket.number))

    @Property(str, notify=deskChanged)
    def finishText(self) -> str:
        """What finishing does, whole, for those who hear it."""
        if self.desk is None or self.desk.goes_on is None:
            return self.words.say("Finish")
        return f"{self.words.say('Finish')} – {self._then_text()}"

    def _then_text(self) -> str:
        """Say what follows the service in front, and whether it is done here."""
        if self.desk is None or self.desk.goes_on is None:
            return ""
        service = facts.step(self, self.desk.goes_on)
        if self.desk.goes_on_here:
            return self.words.say("then, here: {service}", service=service)
        return self.words.say("then back in line: {service}", service=service)

    @Property(str, notify=deskChanged)
    def undoText(self) -> str:
        """Which step can be taken back, empty if none."""
        if self.desk is None or self.desk.undo is None or self.why_not(Step.UNDO):
            return ""
        return self.words.say("Undo: {number}", number=shown_number(self.desk.undo))

    @Property(str, notify=deskChanged)
    def waitingText(self) -> str:
        """How many wait for this counter."""
        return phrases.waiting(self.words, self.desk.waiting) if self.desk else ""

    @Property(dict, notify=deskChanged)
    def can(self) -> dict[str, bool]:
        """Whether each step is possible now, by its name."""
        return {step.value: not self.why_not(step) for step in Step}

    @Property(bool, notify=deskChanged)
    def canGoOn(self) -> bool:
        """Whether the large button can be pressed."""
        return not self.why_not(main_step(self.desk))

    @Property(str, notify=deskChanged)
    def suggestion(self) -> str:
        """The one step that should come next."""
        return self._suggested or ""

    @Property(bool, notify=deskChanged)
    def busy(self) -> bool:
        """Whether something was asked that has not been answered."""
        return self._busy

    @Property(str, notify=deskChanged)
    def heldText(self) -> str:
        """The button to those who were set aside here, with how many there are."""
        count = len(self.desk.held) if self.desk else 0
        if not count:
            return self.words.say("Held")
        return self.words.say("Held ({count})", count=phrases.left_to_right(str(count)))
