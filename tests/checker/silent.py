"""The silent: what was answered and left nothing in the journal, refused or already so.

Where in the order such an operation stands is not written anywhere. It is justified if there is a
state in its window in which the model answers the same.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tests.checker import replies
from tests.checker.complaint import Complaint
from tests.checker.history import Operation, Reply
from tests.checker.journal import Commit
from tests.checker.model import rules
from tests.checker.model.room import Room
from tests.checker.window import Window, Windows


class Silent:
    """The silent operations that wait for a state that justifies them."""

    def __init__(self, operations: Iterable[Operation], windows: Windows) -> None:
        found = [(_window(one, windows.of(one)), one) for one in operations]
        self._later = sorted(found, key=lambda one: one[0].low, reverse=True)
        self._now: list[tuple[Window, Operation]] = []

    def between(
        self, room: Room, before: Commit | None, after: Commit | None
    ) -> Iterator[Complaint]:
        """Hold the room between two commits against what may have been answered in it."""
        seq = before.last if before is not None else 0
        moments = [commit.at for commit in (before, after) if commit is not None]
        while self._later and self._later[-1][0].low <= seq:
            self._now.append(self._later.pop())
        unjustified = []
        for window, operation in self._now:
            if window.high < seq:
                yield _not_justified(window, operation)
            elif not any(_justified(room, operation, operation.replies[0], now) for now in moments):
                unjustified.append((window, operation))
        self._now = unjustified

    def left(self) -> Iterator[Complaint]:
        """Complain of what no state has justified."""
        return (_not_justified(*one) for one in (*self._now, *self._later))


def _window(operation: Operation, window: Window) -> Window:
    """Narrow a window down to the seq that a reply names; a refusal names none."""
    reply = operation.replies[0]
    if not reply["ok"]:
        return window
    return Window(max(window.low, reply["seq"]), min(window.high, reply["seq"]))


def _justified(room: Room, operation: Operation, reply: Reply, now: datetime) -> bool:
    """Tell whether the model answers the same, in the room as it is, at a moment."""
    answer = rules.answer(room, operation.asked(now))
    if not reply["ok"]:
        return any(one == reply["error"]["code"] for one in answer)
    if any(answer):
        return False
    return replies.is_right(room, operation, reply, now, at_that_moment=False)


def _not_justified(window: Window, operation: Operation) -> Complaint:
    text = f"{operation}: {operation.replies[0]}, in no state of {window.low}..{window.high}"
    return Complaint("no such answer", text)
