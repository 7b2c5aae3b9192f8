"""Home: the one thread a program lives on, where everything from outside is handed over."""

import asyncio
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """A call that was put off."""

    def cancel(self) -> None:
        """Forget the call; harmless after it was made."""


class Home(Protocol):
    """The thread a program lives on."""

    def soon(self, call: Callable[[], None]) -> None:
        """Make a call on this thread; may be asked from any thread."""

    def later(self, delay_s: float, call: Callable[[], None]) -> Timer:
        """Make a call after so many seconds; asked on this thread only."""


class AsyncioHome:
    """The thread of an asyncio loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def soon(self, call: Callable[[], None]) -> None:
        """See Home; after the loop has closed there is nobody to call."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call)

    def later(self, delay_s: float, call: Callable[[], None]) -> Timer:
        """See Home."""
        return self._loop.call_later(delay_s, call)
