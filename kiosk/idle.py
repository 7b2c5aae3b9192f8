"""Idle: counts down while nobody touches the screen, asks in time, and says when it is over."""

from collections.abc import Callable

from waiting_room.wire.home import Home, Timer

ASK_S = 20
"""How long the question stands: what EN 301 549 and WCAG 2.2.1 ask for at least."""


class Idle:
    """A countdown in whole seconds; `changed` hears each of them, `ended` the last."""

    def __init__(self, home: Home, changed: Callable[[], None], ended: Callable[[], None]) -> None:
        self.left_s = 0
        self._home = home
        self._changed = changed
        self._ended = ended
        self._whole_s = 0
        self._ask_s = 0
        self._timer: Timer | None = None

    @property
    def asking(self) -> bool:
        """Whether the visitor should be asked now if anybody is still there."""
        return self._timer is not None and self.left_s <= self._ask_s

    def start(self, whole_s: int, ask_s: int = 0) -> None:
        """Count down from `whole_s`; the question stands for the last `ask_s` of it."""
        self.stop()
        self._whole_s, self._ask_s = whole_s, ask_s
        self.left_s = whole_s
        self._timer = self._home.later(1, self._tick)
        self._changed()

    def touched(self) -> None:
        """Begin anew, because somebody is there; a question that stands wants its own answer."""
        if self._timer is not None and not self.asking:
            self.start(self._whole_s, self._ask_s)

    def stay(self) -> None:
        """Begin anew, because somebody answered the question."""
        if self._timer is not None:
            self.start(self._whole_s, self._ask_s)

    def stop(self) -> None:
        """Count no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._changed()

    def _tick(self) -> None:
        self.left_s -= 1
        if self.left_s > 0:
            self._timer = self._home.later(1, self._tick)
            self._changed()
        else:
            self._timer = None
            self._ended()
