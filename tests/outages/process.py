"""A process: a program's home, which ends with it, also when the program fails."""

from collections.abc import Callable
from types import TracebackType

from waiting_room.wire.loopback import LoopbackHome, LoopbackTimer

TICK_S = 1e-6
"""The least that a clock moves on: a smaller wait would be none, again and again."""


class Process:
    """A home within the world's time: after its end no call of its program is made any more."""

    def __init__(self, home: LoopbackHome, failed: Callable[[Exception], None]) -> None:
        self._home = home
        self._failed = failed
        self.is_alive = True

    def soon(self, call: Callable[[], None]) -> None:
        """See Home."""
        self.later(0.0, call)

    def later(self, delay_s: float, call: Callable[[], None]) -> LoopbackTimer:
        """See Home."""
        return self._home.later(max(delay_s, TICK_S) if delay_s else 0.0, lambda: self.run(call))

    def run(self, call: Callable[[], None]) -> None:
        """Make a call of the program; if it fails, the program has failed."""
        if self.is_alive:
            with self:
                call()

    def __enter__(self) -> None:
        """Begin to run the program."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> bool:
        """End the process with its program's fault, whatever it is."""
        if not isinstance(error, Exception):
            return False
        self.is_alive = False
        self._failed(error)
        return True
