"""A viewer: one open event stream, into which the publisher itself writes.

No task wakes for an event: the publisher steps the server's `send()`, which ends at once as long
as the viewer's line is free. On a slow line it stops in the middle; what comes meanwhile is kept
once per event, the newest only, and follows when the line is free again.
"""

import asyncio
from collections.abc import Generator, Mapping
from typing import Any

from starlette.types import Send


class Viewer:
    """Whoever watches one channel."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._due: dict[str, bytes] = {}
        self._last = False
        self._stuck = False
        self._over = False

    def offer(self, frames: Mapping[str, bytes], *, last: bool = False) -> None:
        """Send these events, now or when the line is free; `last` ends the stream."""
        if self._over:
            return
        self._due.update(frames)
        self._last |= last
        if not self._stuck:
            self._push()

    def _push(self) -> None:
        body = b"".join(self._due.values())
        self._due.clear()
        self._over = self._last
        sending = self._send(
            {"type": "http.response.body", "body": body, "more_body": not self._last}
        )
        self._step(sending.__await__())

    def _step(self, sending: Generator[Any, None, None]) -> None:
        """Drive one `send()` up to its end, or to where it waits for the line."""
        try:
            line_free = next(sending)
        except StopIteration:
            self._stuck = False
        except OSError:
            self._over = True  # the viewer is gone, and its receive() says so
        else:
            self._stuck = True
            assert asyncio.isfuture(line_free), "send() waits for its line and for nothing else"
            line_free.add_done_callback(lambda _: self._go_on(sending))

    def _go_on(self, sending: Generator[Any, None, None]) -> None:
        self._step(sending)
        if not self._stuck and not self._over and (self._due or self._last):
            self._push()
