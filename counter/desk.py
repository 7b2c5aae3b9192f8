"""The desk: what a clerk does with the visitors, from the call to the end of a visit."""

from PySide6.QtCore import Slot

from counter import facts
from counter.notices import Notice
from counter.sentences import HOLD_REASONS
from counter.sitting import DeskSitting
from counter.steps import Step, main_step
from waiting_room.rules import commands as asked
from waiting_room.rules.ticket import Status
from waiting_room.wire.messages import Expect

LET_GO_FIRST = 2
"""How many others go first when a visitor is not there yet."""


class DeskScreen(DeskSitting):
    """The one object that QML sees; every slot is a step of the clerk's."""

    @Slot()
    def goOn(self) -> None:
        """Do what the large button says: open the counter, call the next visitor, or finish."""
        match main_step(self.desk):
            case Step.OPEN:
                self.openCounter()
            case Step.FINISH:
                self.finish()
            case _:
                self.callNext()

    @Slot()
    def callNext(self) -> None:
        """Call whoever is next; a visit being served is finished by it."""
        self.ask(Step.NEXT, asked.CallNext(counter=self._counter))

    @Slot(str)
    def callTicket(self, number: str) -> None:
        """Call a certain number, typed or chosen: "K042", "k 42"."""
        tidy = _tidy(number)
        if tidy is None:
            self.tell("unknown_ticket")
        else:
            self.ask(Step.CALL, asked.CallTicket(counter=self._counter, number=tidy))

    @Slot()
    def callChosen(self) -> None:
        """Call the number that is chosen in the panel."""
        self.callTicket(self._chosen)

    @Slot()
    def recall(self) -> None:
        """Call the called visitor once more."""
        self.ask(Step.RECALL, asked.Recall(counter=self._counter))

    @Slot()
    def start(self) -> None:
        """Say that the called visitor is here."""
        self.ask(Step.START, asked.StartServing(counter=self._counter))

    @Slot()
    def finish(self) -> None:
        """End the service; if the visit has another one, it goes on with that."""
        done = None
        if self.desk is not None and self.desk.goes_on is not None:
            code = "goes_on" if self.desk.goes_on_here else "waits_again"
            done = Notice(code, self.here(), {"target": facts.step(self, self.desk.goes_on)})
        self.ask(Step.FINISH, asked.FinishServing(counter=self._counter), done)

    @Slot()
    def noShow(self) -> None:
        """Say that the called visitor did not come."""
        self.ask(
            Step.NO_SHOW, asked.MarkNoShow(counter=self._counter), Notice("missed", self.here())
        )

    @Slot(str)
    def hold(self, reason: str) -> None:
        """Set the visit aside, for the time that was chosen; the first reason offered is none."""
        command = asked.HoldTicket(
            counter=self._counter,
            reason="" if reason == HOLD_REASONS[0] else reason,
            minutes=self._minutes,
            returns=self._returns and self._minutes is not None,
        )
        self.ask(Step.HOLD, command, Notice("held", self.here()))

    @Slot(str)
    def addService(self, service: str) -> None:
        """Give the visit in front of the clerk one more service."""
        done = Notice("added", self.here(), {"target": self.service_name(service)})
        command = asked.AddService(counter=self._counter, service=service)
        self.ask(Step.ADD_SERVICE, command, done)

    @Slot(str, str)
    def sendOn(self, kind: str, id: str) -> None:
        """Send the visitor on to what was picked in the panel: a service, a counter or a clerk."""
        match kind:
            case "service":
                target, to = self.service_name(id), {"service": id}
            case "counter":
                target, to = self.counter_name(id), {"to_counter": id}
            case _:
                target, to = self.clerk_name(id), {"to_clerk": id}
        command = asked.TransferTicket(counter=self._counter, come_back=self._comes_back, **to)
        code = "comes_back" if self._comes_back else "transferred"
        self.ask(Step.TRANSFER, command, Notice(code, self.here(), {"target": target}))

    @Slot()
    def undo(self) -> None:
        """Take the last step of this counter back."""
        number = self.desk.undo if self.desk else None
        self.ask(Step.UNDO, asked.Undo(counter=self._counter), Notice("undone", number or ""))

    @Slot()
    def resumeChosen(self) -> None:
        """Call back the number that is chosen in the panel, from hold or after a no-show."""
        self.ask(Step.CALL, asked.ResumeTicket(number=self._chosen, counter=self._counter))

    @Slot()
    def returnChosen(self) -> None:
        """Put the chosen number back into its line, at its old place."""
        status = Status.NO_SHOW if self._chosen_was_missed() else Status.ON_HOLD
        expect = Expect(ticket=self._chosen, status=status)
        done = Notice("returned", self._chosen)
        self.ask(Step.RETURN, asked.ResumeTicket(number=self._chosen), done, expect)

    @Slot()
    def delayChosen(self) -> None:
        """Let others go before the chosen number, which is not there yet."""
        expect = Expect(ticket=self._chosen, status=Status.WAITING)
        command = asked.DelayTicket(number=self._chosen, places=LET_GO_FIRST)
        self.ask(Step.DELAY, command, Notice("delayed", self._chosen), expect)

    @Slot()
    def remove(self) -> None:
        """Take the number that was asked about out of its line."""
        if self._leaving is not None and self._leaving.ticket is not None:
            number = self._leaving.ticket
            done = Notice("removed", number)
            self.ask(Step.REMOVE, asked.CancelTicket(number=number), done, self._leaving)


def _tidy(number: str) -> str | None:
    """Read a number as people type it; None if it is none."""
    letters = "".join(sign for sign in number.upper() if sign.isalnum())
    letter, digits = letters[:1], letters[1:]
    if not ("A" <= letter <= "Z" and digits.isascii() and digits.isdigit() and len(digits) <= 5):
        return None
    return letter + digits.zfill(3)
