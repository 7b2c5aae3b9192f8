"""Panels: which one is open beside the visitor, and what has been chosen in it so far."""

from PySide6.QtCore import Property, Signal, Slot

from counter.notices import DeskNotices
from counter.sentences import HOLD_REASONS, PAUSE_REASONS
from counter.steps import Step
from waiting_room.rules.ticket import Status
from waiting_room.wire.messages import Expect
from waiting_room.words import phrases

PANELS = {
    "held": None,
    "hold": Step.HOLD,
    "transfer": Step.TRANSFER,
    "service": Step.ADD_SERVICE,
    "pause": Step.PAUSE,
    "clerk": None,
}
"""The panels that can be opened, and the step that each is for."""

HOLD_MINUTES = (5, 10, 20)
"""What is offered; any other time is typed."""

LONGEST_HOLD_MIN = 480


class DeskPanels(DeskNotices):
    """Opens panels and remembers their choices until the panel is left."""

    panelChanged = Signal()
    choiceChanged = Signal()

    _panel = "line"
    _minutes: int | None = None
    _returns = False
    _comes_back = False
    _leaving: Expect | None = None

    def render(self) -> None:
        """See Screen."""
        super().render()
        self.choiceChanged.emit()

    @Slot(str)
    def openPanel(self, panel: str) -> None:
        """Open a panel, or close it if it is open."""
        step = PANELS[panel]
        code = self.why_not(step) if step and panel != self._panel else ""
        if code:
            self.tell(code)
            return
        self.show_panel("line" if panel == self._panel else panel)

    @Slot()
    def showLine(self) -> None:
        """Show who is in line, whatever is open."""
        self.show_panel("line")

    @Slot()
    def closePanel(self) -> None:
        """Take one step back: forget what is chosen, else close the panel."""
        self.show_notice(None)
        self.show_panel(self._panel if self._chosen else "line")

    @Slot(str)
    def choose(self, number: str) -> None:
        """Choose a number in the panel; the same once more takes it back."""
        self._chosen = "" if number == self._chosen else number
        self.render()

    @Slot()
    def askRemove(self) -> None:
        """Ask whether the chosen number should really leave: nobody can take that back."""
        waits = self.desk is not None and any(o.number == self._chosen for o in self.desk.line)
        status = Status.WAITING if waits else Status.ON_HOLD
        leaving = Expect(ticket=self._chosen, status=status)
        self.show_panel("remove")
        self._leaving = leaving
        self.choiceChanged.emit()

    @Slot(str)
    def setMinutes(self, minutes: str) -> None:
        """Choose after how many minutes a visit is taken up again; empty for no time."""
        valid = minutes.isdecimal() and 1 <= int(minutes) <= LONGEST_HOLD_MIN
        self._minutes = int(minutes) if valid else None
        self.choiceChanged.emit()

    @Slot(bool)
    def setReturns(self, returns: bool) -> None:
        """Choose whether the ticket comes back by itself, or the clerk is reminded of it."""
        self._returns = returns
        self.choiceChanged.emit()

    @Slot(bool)
    def setComesBack(self, comes_back: bool) -> None:
        """Choose whether a visitor who is sent on comes back here after."""
        self._comes_back = comes_back
        self.choiceChanged.emit()

    def show_panel(self, panel: str, *, done: bool = False) -> None:
        """Show a panel, with nothing chosen in it yet; `done` leaves what was chosen, too."""
        changed = panel != self._panel or (done and bool(self._chosen))
        self._panel, self._chosen, self._leaving = panel, "", None
        if changed:
            self._minutes, self._returns, self._comes_back = None, False, False
        self.render()
        if changed:
            self.panelChanged.emit()

    def _chosen_was_missed(self) -> bool:
        missed = self.desk.missed if self.desk else ()
        return any(one.number == self._chosen for one in missed)

    @Property(str, notify=panelChanged)
    def panel(self) -> str:
        """The panel that is open: line, held, hold, transfer, service, pause, clerk, remove."""
        return self._panel

    @Property(str, notify=choiceChanged)
    def chosen(self) -> str:
        """The number chosen in the panel, as shown."""
        return phrases.spaced(self._chosen) if self._chosen else ""

    @Property(bool, notify=choiceChanged)
    def chosenMissed(self) -> bool:
        """Whether that number was called and did not come: it is in no line to be removed from."""
        return self._chosen_was_missed()

    @Property(str, notify=choiceChanged)
    def leaving(self) -> str:
        """The number that may be removed, as shown."""
        return phrases.spaced(self._leaving.ticket or "") if self._leaving else ""

    @Property(int, notify=choiceChanged)
    def minutes(self) -> int:
        """After how many minutes a visit is taken up again, 0 for no time."""
        return self._minutes or 0

    @Property(list, constant=True)
    def holdMinutes(self) -> list[int]:
        """The times that are offered."""
        return list(HOLD_MINUTES)

    @Property(bool, notify=choiceChanged)
    def returns(self) -> bool:
        """Whether the ticket comes back by itself then."""
        return self._returns

    @Property(bool, notify=choiceChanged)
    def comesBack(self) -> bool:
        """Whether a visitor who is sent on comes back here after."""
        return self._comes_back

    @Property(list, notify=choiceChanged)
    def pauseReasons(self) -> list[dict[str, str]]:
        """Why a counter pauses: what is sent, and its words."""
        return [{"id": one, "text": self.words.say(one)} for one in PAUSE_REASONS]

    @Property(list, notify=choiceChanged)
    def holdReasons(self) -> list[dict[str, str]]:
        """Why a visit is set aside: what is sent, and its words."""
        return [{"id": one, "text": self.words.say(one)} for one in HOLD_REASONS]
