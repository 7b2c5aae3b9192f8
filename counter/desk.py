"""The desk: what a clerk asks of the hub, one thing at a time, each with what the clerk saw."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Slot

from counter.mirror import utc_now
from counter.sentences import HOLD_REASONS
from counter.steps import Step
from counter.told import DeskTold, Notice
from waiting_room.rules import commands as asked
from waiting_room.rules.commands import Command
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.ticket import Status
from waiting_room.wire.home import Home, Timer
from waiting_room.wire.link import Link
from waiting_room.wire.messages import Expect, Reply
from waiting_room.wire.views import CounterView

NOTICE_S = 10.0
SHOWN_WITHIN_S = 0.5
"""After its yes the hub shows the new state within this; until then nothing else is asked."""

PANELS = {"held": None, "hold": Step.HOLD, "transfer": Step.TRANSFER, "pause": Step.PAUSE}
"""The panels that can be opened, and the step that each is for."""


class DeskScreen(DeskTold):
    """Lets a clerk ask; whatever is not possible now is answered with a sentence, not sent."""

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
        self._awaited_seq = 0
        self._forgets: Timer | None = None
        self._frees: Timer | None = None

    @Slot()
    def goOn(self) -> None:
        """Do what the large button says: open the counter, or call the next visitor."""
        if self.desk is not None and self.desk.status is not CounterStatus.OPEN:
            self.openCounter()
        else:
            self.callNext()

    @Slot()
    def callNext(self) -> None:
        """Call whoever is next; a visit being served is finished by it."""
        self._ask(Step.NEXT, asked.CallNext(counter=self._counter))

    @Slot(str)
    def callTicket(self, number: str) -> None:
        """Call a certain number, typed or chosen: "K042", "k 42"."""
        tidy = _tidy(number)
        if tidy is None:
            self._tell("unknown_ticket")
        else:
            self._ask(Step.CALL, asked.CallTicket(counter=self._counter, number=tidy))

    @Slot()
    def callChosen(self) -> None:
        """Call the number that is chosen in the panel."""
        self.callTicket(self._chosen)

    @Slot()
    def recall(self) -> None:
        """Call the called visitor once more."""
        self._ask(Step.RECALL, asked.Recall(counter=self._counter))

    @Slot()
    def start(self) -> None:
        """Say that the called visitor is here."""
        self._ask(Step.START, asked.StartServing(counter=self._counter))

    @Slot()
    def finish(self) -> None:
        """End the visit."""
        self._ask(Step.FINISH, asked.FinishServing(counter=self._counter))

    @Slot()
    def noShow(self) -> None:
        """Say that the called visitor did not come."""
        done = Notice("missed", self._here())
        self._ask(Step.NO_SHOW, asked.MarkNoShow(counter=self._counter), done)

    @Slot(str)
    def hold(self, reason: str) -> None:
        """Set the visit aside; the first reason offered is none."""
        reason = "" if reason == HOLD_REASONS[0] else reason
        done = Notice("held", self._here())
        self._ask(Step.HOLD, asked.HoldTicket(counter=self._counter, reason=reason), done)

    @Slot(str)
    def resume(self, number: str) -> None:
        """Call a ticket back from hold, or after a no-show, to this counter."""
        self._ask(Step.CALL, asked.ResumeTicket(number=number, counter=self._counter))

    @Slot()
    def resumeChosen(self) -> None:
        """Call back the number that is chosen in the panel."""
        self.resume(self._chosen)

    @Slot()
    def returnChosen(self) -> None:
        """Put the chosen number back into its line, at its old place."""
        held = self.desk is not None and any(o.number == self._chosen for o in self.desk.held)
        expect = Expect(ticket=self._chosen, status=Status.ON_HOLD if held else Status.NO_SHOW)
        done = Notice("returned", self._chosen)
        self._ask(Step.RETURN, asked.ResumeTicket(number=self._chosen), done, expect)

    @Slot(str)
    def transferToService(self, service: str) -> None:
        """Send the visitor on to another service."""
        done = Notice("sent_on", self._here(), self.service_name(service))
        command = asked.TransferTicket(counter=self._counter, service=service)
        self._ask(Step.TRANSFER, command, done)

    @Slot(str)
    def transferToCounter(self, counter: str) -> None:
        """Send the visitor on to another counter."""
        done = Notice("sent_on", self._here(), self.counter_name(counter))
        command = asked.TransferTicket(counter=self._counter, to_counter=counter)
        self._ask(Step.TRANSFER, command, done)

    @Slot(str, str)
    def sendOn(self, kind: str, id: str) -> None:
        """Send the visitor on to what was picked in the panel, a service or a counter."""
        if kind == "service":
            self.transferToService(id)
        else:
            self.transferToCounter(id)

    @Slot()
    def openCounter(self) -> None:
        """Open the counter, or end its pause."""
        self._ask(Step.OPEN, asked.OpenCounter(counter=self._counter))

    @Slot(str)
    def pause(self, reason: str) -> None:
        """Pause the counter."""
        self._ask(Step.PAUSE, asked.PauseCounter(counter=self._counter, reason=reason))

    @Slot()
    def closeCounter(self) -> None:
        """Close the counter."""
        self._ask(Step.CLOSE, asked.CloseCounter(counter=self._counter))

    @Slot(str)
    def chooseCounter(self, counter: str) -> None:
        """Sit down at a counter; empty to choose again, once nobody is in front of this one."""
        if not counter and self.desk is not None and self.desk.ticket is not None:
            self._tell("busy")
            return
        self._counter = counter
        self._show_notice(None)
        self._show_panel("line")

    @Slot(str)
    def openPanel(self, panel: str) -> None:
        """Open a panel, or close it if it is open."""
        step = PANELS[panel]
        code = self.why_not(step) if step and panel != self._panel else ""
        if code:
            self._tell(code)
            return
        self._show_panel("line" if panel == self._panel else panel)

    @Slot()
    def closePanel(self) -> None:
        """Take one step back: forget what is chosen, else close the panel."""
        self._show_notice(None)
        self._show_panel(self._panel if self._chosen else "line")

    @Slot(str)
    def choose(self, number: str) -> None:
        """Choose a number in the panel; the same once more takes it back."""
        self._chosen = "" if number == self._chosen else number
        if self._chosen and (code := self.why_not(Step.CALL)):
            self._tell(code)
        else:
            self.render()

    def _show_panel(self, panel: str) -> None:
        changed = panel != self._panel
        self._panel, self._chosen = panel, ""
        self.render()
        if changed:
            self.panelChanged.emit()

    def _here(self) -> str:
        return self.desk.ticket.number if self.desk and self.desk.ticket else ""

    def _expected(self) -> Expect | None:
        """Say what the clerk sees in front of them."""
        if self.desk is None or self.desk.ticket is None:
            return None
        return Expect(ticket=self.desk.ticket.number, status=self.desk.ticket.status)

    def _ask(
        self, step: Step, command: Command, done: Notice | None = None, expect: Expect | None = None
    ) -> None:
        if self._busy:
            return
        code = self.why_not(step)
        if code:
            self._tell(code)
            return
        self._busy = True
        self.deskChanged.emit()
        self.link.ask(
            command, lambda reply: self._answered(reply, done), expect=expect or self._expected()
        )

    def _answered(self, reply: Reply, done: Notice | None) -> None:
        if reply.error is not None:
            self._busy = False
            self._tell(reply.error.code)
            return
        self._show_notice(done)
        self._show_panel("line")
        # The answer is faster than the view: what is asked until then would be of a past state.
        self._awaited_seq = reply.seq
        if self.desk is not None and self.desk.seq < reply.seq:
            self._frees = self._home.later(SHOWN_WITHIN_S, self._free)
        else:
            self._free()

    def _desk_shown(self, key: str, desk: CounterView | None) -> None:
        super()._desk_shown(key, desk)
        if self._busy and key == self._counter and desk and 0 < self._awaited_seq <= desk.seq:
            self._free()

    def _free(self) -> None:
        if self._frees is not None:
            self._frees.cancel()
        self._frees, self._busy, self._awaited_seq = None, False, 0
        self._render_soon()

    def _tell(self, code: str) -> None:
        self._show_notice(Notice(code, self._here()))
        self.render()

    def _show_notice(self, notice: Notice | None) -> None:
        if self._forgets is not None:
            self._forgets.cancel()
            self._forgets = None
        self._notice = notice
        if notice is not None:
            self._forgets = self._home.later(NOTICE_S, self._forget_notice)

    def _forget_notice(self) -> None:
        self._forgets, self._notice = None, None
        self.deskChanged.emit()


def _tidy(number: str) -> str | None:
    """Read a number as people type it; None if it is none."""
    letters = "".join(sign for sign in number.upper() if sign.isalnum())
    letter, digits = letters[:1], letters[1:]
    if not ("A" <= letter <= "Z" and digits.isascii() and digits.isdigit() and len(digits) <= 5):
        return None
    return letter + digits.zfill(3)
