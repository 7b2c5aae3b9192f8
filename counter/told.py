"""Told: everything the clerk's window says, as properties that QML reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Property, QObject, Signal

from counter import shown
from counter.health import troubles
from counter.mirror import DeskMirror, utc_now
from counter.sentences import DONE, HOLD_REASONS, PAUSE_REASONS, stopwatch, tell
from counter.steps import Step
from counter.waiting import why_next
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.ticket import Status
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link, LinkState
from waiting_room.words import message, phrases

WHY_NEXT = {
    "sent_here": message("sent to you"),
    "emergency": message("urgent"),
    "booked": message("booked"),
    "longest": message("waits longest"),
    "target": message("due first"),
}


@dataclass(frozen=True)
class Notice:
    """What was done or refused, by its code, and the ticket it is about."""

    code: str
    number: str = ""
    target: str = ""


class DeskTold(DeskMirror):
    """Puts the mirrored counter into words.

    The signals stand in the class of their properties: PySide crashes if they are inherited.
    """

    deskChanged = Signal()
    timerChanged = Signal()
    pageChanged = Signal()
    panelChanged = Signal()

    def __init__(
        self,
        link: Link,
        home: Home,
        counter: str = "",
        language: str = "de",
        clock: Callable[[], datetime] = utc_now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(link, home, counter, language, clock, parent)
        self._busy = False
        self._notice: Notice | None = None
        self._page = ""

    def render(self) -> None:
        """See Screen."""
        super().render()
        self.deskChanged.emit()
        page = "desk" if self._counter and self._known() else "choose"
        if page != self._page:
            self._page = page
            self.pageChanged.emit()

    def _render_times(self) -> None:
        before = self._suggested
        super()._render_times()
        if self._suggested is not before:
            self.deskChanged.emit()
        self.timerChanged.emit()

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """The page to show: choose, desk."""
        return self._page

    @Property(str, notify=deskChanged)
    def counterName(self) -> str:
        """The counter's name."""
        return self.counter_name(self._counter) if self.zone else ""

    @Property(str, notify=deskChanged)
    def statusText(self) -> str:
        """What the counter is doing, in words."""
        return self._status_text(self.desk)

    @Property(bool, notify=deskChanged)
    def isOpen(self) -> bool:
        """Whether the counter is open."""
        return self.desk is not None and self.desk.status is CounterStatus.OPEN

    @Property(dict, notify=deskChanged)
    def ticket(self) -> dict[str, Any]:
        """The ticket in front of the clerk: number, service, language, needs, mark, state, …"""
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
    def mainText(self) -> str:
        """What the large button does."""
        if self.desk is None or self.desk.status is CounterStatus.OPEN:
            return self.words.say("Next")
        paused = self.desk.status is CounterStatus.PAUSED
        return self.words.say("End pause") if paused else self.words.say("Open counter")

    @Property(str, notify=deskChanged)
    def nextNumber(self) -> str:
        """The number that the large button will call, empty if nobody waits."""
        following = self.desk.next if self.desk and self.isOpen else None
        return phrases.left_to_right(phrases.spaced(following.number)) if following else ""

    @Property(str, notify=deskChanged)
    def nextWhy(self) -> str:
        """Whom the large button will call, and why it is them."""
        if self.desk is None:
            return ""
        if self.desk.next is None:
            return self.words.say("Nobody is waiting.")
        if not self.isOpen or not self._line:
            return phrases.waiting(self.words, self.desk.waiting)
        return self.words.say(WHY_NEXT[why_next(self._line, self._served())])

    @Property(str, notify=deskChanged)
    def nextFinishes(self) -> str:
        """What the large button ends first, empty if nothing."""
        ticket = self.desk.ticket if self.desk else None
        if ticket is None or ticket.status is not Status.SERVING or self.why_not(Step.NEXT):
            return ""
        number = phrases.left_to_right(phrases.spaced(ticket.number))
        return self.words.say("finishes {number}", number=number)

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
        return not self.why_not(Step.NEXT if self.isOpen else Step.OPEN)

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

    @Property(str, notify=panelChanged)
    def panel(self) -> str:
        """The panel that is open: line, held, transfer, hold, pause."""
        return self._panel

    @Property(str, notify=deskChanged)
    def chosen(self) -> str:
        """The number chosen in the panel, as shown."""
        return phrases.spaced(self._chosen) if self._chosen else ""

    @Property(str, notify=deskChanged)
    def notice(self) -> str:
        """What was done or not, and what to do then; empty if there is nothing to say."""
        if self._notice is None:
            return ""
        return tell(self.words, self._notice.code, self._notice.number, self._notice.target)

    @Property(bool, notify=deskChanged)
    def noticeRefuses(self) -> bool:
        """Whether the notice says no."""
        return self._notice is not None and self._notice.code not in DONE

    @Property(str, notify=deskChanged)
    def offline(self) -> str:
        """Why nobody can be called now, empty while the link is up."""
        if self.link.state is LinkState.UP:
            return ""
        if self.link.state is LinkState.NO_HUB:
            return self.words.say("The queue does not answer. Calling is not possible right now.")
        return self.words.say("No connection. Calling is not possible right now.")

    @Property(list, notify=deskChanged)
    def troubles(self) -> list[str]:
        """What is wrong with the zone's machines, a sentence each."""
        return troubles(self.words, self._health)

    @Property(str, notify=deskChanged)
    def calm(self) -> str:
        """That all machines are well, empty if they are not or nothing is known."""
        if self._health is None or troubles(self.words, self._health):
            return ""
        return self.words.say("All kiosks and walls are connected.")

    @Property(list, notify=deskChanged)
    def pauseReasons(self) -> list[dict[str, str]]:
        """Why a counter pauses: what is sent, and its words."""
        return [{"id": one, "text": self.words.say(one)} for one in PAUSE_REASONS]

    @Property(list, notify=deskChanged)
    def holdReasons(self) -> list[dict[str, str]]:
        """Why a visit is set aside: what is sent, and its words."""
        return [{"id": one, "text": self.words.say(one)} for one in HOLD_REASONS]
