"""Notices: what was done or refused, of whom to be reminded, and how link and machines are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Property, Signal

from counter import facts
from counter.health import troubles
from counter.sentences import DONE, tell
from counter.told import DeskTold
from waiting_room.wire.home import Timer
from waiting_room.wire.link import LinkState
from waiting_room.wire.parts import DeskTicket

NOTICE_S = 10.0


@dataclass(frozen=True)
class Notice:
    """What was done or refused, by its code, the ticket it is about, and more for its sentence."""

    code: str
    number: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


class DeskNotices(DeskTold):
    """Says what is not to be seen elsewhere, in one line."""

    noticeChanged = Signal()
    reminded = Signal()

    _notice: Notice | None = None
    _forgets: Timer | None = None
    _due: tuple[str, ...] = ()

    def render(self) -> None:
        """See Screen."""
        super().render()
        self.noticeChanged.emit()

    def _render_times(self) -> None:
        super()._render_times()
        held = self.desk.held if self.desk else ()
        before = self._due
        self._due = tuple(one.number for one in held if facts.is_due(one, self.now()))
        if self._due != before:
            self.noticeChanged.emit()
        if not set(self._due) <= set(before):
            self.reminded.emit()

    def tell(self, code: str) -> None:
        """Say why something was not done."""
        number = self.desk.ticket.number if self.desk and self.desk.ticket else ""
        self.show_notice(Notice(code, number))

    def show_notice(self, notice: Notice | None) -> None:
        """Say something for a while, or nothing any more."""
        if self._forgets is not None:
            self._forgets.cancel()
            self._forgets = None
        self._notice = notice
        if notice is not None:
            self._forgets = self._home.later(NOTICE_S, self._forget_notice)
        self.noticeChanged.emit()

    def _forget_notice(self) -> None:
        self._forgets, self._notice = None, None
        self.noticeChanged.emit()

    @Property(str, notify=noticeChanged)
    def notice(self) -> str:
        """What was done or not, and what to do then; empty if there is nothing to say."""
        if self._notice is None:
            return ""
        code, number, more = self._notice.code, self._notice.number, dict(self._notice.more)
        aside = self._aside(number) if code in ("held", "returned") else None
        if aside is not None and aside.back_at is not None:
            code = "back_by_itself" if aside.returns else "to_be_reminded"
            more["time"] = facts.clock(self, aside.back_at)
        return tell(self.words, code, number, **more)

    def _aside(self, number: str) -> DeskTicket | None:
        held = self.desk.held if self.desk else ()
        return next((one for one in held if one.number == number), None)

    @Property(bool, notify=noticeChanged)
    def noticeRefuses(self) -> bool:
        """Whether the notice says no."""
        return self._notice is not None and self._notice.code not in DONE

    @Property(str, notify=noticeChanged)
    def reminder(self) -> str:
        """Of whom the clerk wanted to be reminded by now, empty if of nobody."""
        return facts.reminder(self.words, self._due)

    @Property(str, notify=noticeChanged)
    def offline(self) -> str:
        """Why nobody can be called now, empty while the link is up."""
        if self.link.state is LinkState.UP:
            return ""
        if self.link.state is LinkState.NO_HUB:
            return self.words.say("The queue does not answer. Calling is not possible right now.")
        return self.words.say("No connection. Calling is not possible right now.")

    @Property(list, notify=noticeChanged)
    def troubles(self) -> list[str]:
        """What is wrong with the zone's machines, a sentence each."""
        return troubles(self.words, self._health)

    @Property(str, notify=noticeChanged)
    def calm(self) -> str:
        """That all machines are well, empty if they are not or nothing is known."""
        if self._health is None or troubles(self.words, self._health):
            return ""
        return self.words.say("All kiosks and walls are connected.")
