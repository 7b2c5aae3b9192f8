"""Noise: scans that nobody can read, as of a torn code or of a scanner with a loose cable."""

from collections import deque
from collections.abc import Callable

from hardware.framing import SAME_CODE_S

MANY, WITHIN_S = 6, 60.0
"""So many in such a time, with nothing readable between: the scanner itself is what is wrong."""


class Noise:
    """Counts them; what goes on without a pause of `SAME_CODE_S` is one to visitors.

    `clock` is monotonic, in seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last_s = float("-inf")
        self._counted_s: deque[float] = deque(maxlen=MANY)

    def heard(self) -> bool:
        """Hear some; tell whether a visitor should be told that a code could not be read."""
        now_s = self._clock()
        is_new = now_s - self._last_s >= SAME_CODE_S
        self._last_s = now_s
        if not self._counted_s or now_s - self._counted_s[-1] >= SAME_CODE_S:
            self._counted_s.append(now_s)
        return is_new and not self.is_all

    def over(self) -> None:
        """Hear that something could be read."""
        self._counted_s.clear()

    @property
    def is_all(self) -> bool:
        """Whether nothing else has been read for a while."""
        counted_s = self._counted_s
        return len(counted_s) == MANY and self._clock() - counted_s[0] < WITHIN_S

    @property
    def state(self) -> str:
        """The same in a word, for staff: ok or garbled."""
        return "garbled" if self.is_all else "ok"
