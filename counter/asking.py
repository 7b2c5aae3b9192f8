"""Asking: one thing at a time, each with what the clerk saw, and what follows the answer."""

from counter.notices import Notice
from counter.panels import DeskPanels
from counter.steps import Step
from waiting_room.rules.commands import Command
from waiting_room.wire.home import Timer
from waiting_room.wire.messages import Expect, Reply
from waiting_room.wire.views import CounterView

SHOWN_WITHIN_S = 0.5
"""After its yes the hub shows the new state within this; until then nothing else is asked."""


class DeskAsking(DeskPanels):
    """Asks the hub; whatever is not possible now is answered with a sentence, not sent."""

    _awaited_seq = 0
    _frees: Timer | None = None

    def ask(
        self, step: Step, command: Command, done: Notice | None = None, expect: Expect | None = None
    ) -> None:
        """Ask for a step, unless one is on its way; `done` is said once it is done."""
        if self._busy:
            return
        code = self.why_not(step)
        if code:
            self.tell(code)
            return
        self._busy = True
        self.deskChanged.emit()
        self.link.ask(
            command, lambda reply: self._answered(reply, done), expect=expect or self._expected()
        )

    def here(self) -> str:
        """Give the number in front of the clerk, empty if nobody is."""
        return self.desk.ticket.number if self.desk and self.desk.ticket else ""

    def _expected(self) -> Expect | None:
        """Say what the clerk sees in front of them."""
        if self.desk is None or self.desk.ticket is None:
            return None
        return Expect(ticket=self.desk.ticket.number, status=self.desk.ticket.status)

    def _answered(self, reply: Reply, done: Notice | None) -> None:
        if reply.error is not None:
            self._busy = False
            self.tell(reply.error.code)
            self.deskChanged.emit()
            return
        self.show_notice(done)
        self.show_panel("line", done=True)
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
