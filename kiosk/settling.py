"""Settling: a new page takes taps only when nobody has touched the glass for a moment."""

from waiting_room.wire.home import Home, Timer

SETTLE_S = 0.45
"""How long nobody may touch a new page before it takes a tap: taps that follow each other faster
were all meant for the page before."""


class Settling:
    """Whether the page that is shown has settled."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._timer: Timer | None = None
        self.is_over = True

    def begin(self, *, down: bool = False) -> None:
        """Begin anew; while a finger is `down`, the end waits for it."""
        self.is_over = False
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if down else self._home.later(SETTLE_S, self._end)

    def _end(self) -> None:
        self.is_over = True
