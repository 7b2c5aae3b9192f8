"""The board: what the wall shows now, mirrored from the hub's views, and the moment of a call."""

from collections import deque
from typing import Any

from PySide6.QtCore import Property, QObject, Signal

from display.chime import Chime
from display.waits import FIELDS, WaitsColumn
from waiting_room.rules.events import TicketCalled
from waiting_room.rules.ticket import Status
from waiting_room.ui.rows import Rows
from waiting_room.ui.screen import Screen
from waiting_room.wire.home import Home
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.parts import Call
from waiting_room.wire.views import BoardView, LinesView
from waiting_room.words import phrases

MOMENT_S = 2.5
"""One call: three pulses, and the chime within them."""

TURN_S = 6.0
"""How long waits stand in one language: time to read them twice."""


class BoardScreen(Screen):
    """Shows calls and waits; a call that is announced makes its number pulse and the chime sound.

    Calls that come together are played one after the other, none is skipped; what stands on the
    wall comes from the view alone, so a moment that was missed costs a chime, never a number.
    """

    boardChanged = Signal()
    waitsChanged = Signal()
    callChanged = Signal()

    def __init__(
        self,
        link: Link,
        home: Home,
        chime: Chime,
        language: str = "de",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(link, language, parent)
        self._home = home
        self._chime = chime
        self._board: BoardView | None = None
        self._moments: deque[TicketCalled] = deque()
        self._moment: TicketCalled | None = None
        self._rows = Rows("number", "counter", "called", "pulsing", parent=self)
        self._column = WaitsColumn(language)
        self._lines: LinesView | None = None
        self._waits = Rows(*FIELDS, parent=self)
        link.watch(BoardView, self._board_changed)
        link.watch(LinesView, self._lines_changed)
        link.hear(TicketCalled, self._called)

    def begin(self) -> None:
        """See Screen."""
        super().begin()
        self._home.later(TURN_S, self._turn)

    def render(self) -> None:
        """See Screen."""
        self._render_waits()
        self._rows.show([self._row(call) for call in self._calls()])
        self.boardChanged.emit()
        self.callChanged.emit()

    def _render_waits(self) -> None:
        live = self.link.state is LinkState.UP
        self._waits.show(self._column.rows(self.zone, self._lines, live=live))
        self.waitsChanged.emit()

    def _turn(self) -> None:
        self._column.turn()
        self._render_waits()
        self._home.later(TURN_S, self._turn)

    def _calls(self) -> list[Call]:
        """List the calls: the one that is played now first, then the latest; room decides."""
        calls = list(self._board.calls) if self._board else []
        calls.sort(key=lambda call: self._moment is None or call.number != self._moment.number)
        return calls

    def _row(self, call: Call) -> dict[str, Any]:
        return {
            "number": phrases.spaced(call.number),
            "counter": self.counter_name(call.counter),
            "called": call.status is Status.CALLED,
            "pulsing": self._moment is not None and self._moment.number == call.number,
        }

    def _board_changed(self, key: str, board: BoardView | None) -> None:
        self._board = board
        self.render()

    def _lines_changed(self, key: str, lines: LinesView | None) -> None:
        self._lines = lines
        self._render_waits()

    def _called(self, event: TicketCalled) -> None:
        self._moments.append(event)
        if self._moment is None:
            self._play_next()

    def _play_next(self) -> None:
        # First without a pulse: a number that pulses after another one, or after itself, starts
        # anew. The time is kept here: a call whose row is gone already must not stop the others.
        self._moment = None
        self.render()
        if self._moments:
            self._moment = self._moments.popleft()
            self._chime.play()
            self._home.later(MOMENT_S, self._play_next)
            self.render()

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The last calls, the latest first: number, counter, called, pulsing."""
        return self._rows

    @Property(QObject, constant=True)
    def waits(self) -> Rows:
        """The services whose turn it is, and how long they take: name, wait."""
        return self._waits

    @Property(str, notify=waitsChanged)
    def waitsTitle(self) -> str:
        """Whose waits these are: not those of who waits already."""
        return self._column.words(self.zone).say("Waiting time with a new ticket")

    @Property(int, notify=waitsChanged)
    def waitPlaces(self) -> int:
        """How many services have a place, so that the column has room for these and no more."""
        return self._column.places(self.zone)

    @Property(str, notify=callChanged)
    def pulsingNumber(self) -> str:
        """The number whose call is played now, empty if none."""
        return phrases.spaced(self._moment.number) if self._moment else ""

    @Property(str, notify=boardChanged)
    def nextNumbers(self) -> str:
        """The next few numbers, in order; none while they may have changed unheard."""
        known = self._board if self.link.state is LinkState.UP else None
        numbers = known.next if known else ()
        return " · ".join(phrases.left_to_right(phrases.spaced(number)) for number in numbers)

    @Property(str, notify=boardChanged)
    def notice(self) -> str:
        """What the wall must say because it cannot know, empty if it knows."""
        if self.link.state is LinkState.UP:
            return ""
        if self._board is None:
            return self.words.say("Connecting. Please listen for your number.")
        at = self.link.hub.at if self.link.hub else None
        if at is None or self.zone is None:
            return self.words.say("The display is not up to date. Please ask at the desk.")
        time = phrases.clock(self.words, at, self.zone.timezone)
        return self.words.say("As of {time}. Please ask at the desk.", time=time)
