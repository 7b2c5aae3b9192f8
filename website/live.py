"""Live: event streams of what changes, one channel per language and ticket, written once each."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from starlette.types import Receive, Scope, Send

from waiting_room.wire.home import Home
from waiting_room.words import catalogue
from website.channel import Channel, Render
from website.mirror import Mirror
from website.texts import public_events
from website.ticket_texts import ticket_events
from website.viewer import Viewer

GATHER_S = 0.02
"""What the hub publishes for one change is shown together."""

PACE_S = 0.2
"""Under load events follow each other at this distance."""

HEARTBEAT_S = 15
MOST_VIEWERS = 5000
MOST_PER_ADDRESS = 100
"""A library or a shelter stands behind one address."""

FIRST_RETRY_MS, LAST_RETRY_MS = 2000, 5000

HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)


def address_of(scope: Scope) -> str:
    """Give the address that a request comes from."""
    return str(scope["client"][0]) if scope["client"] else ""


class Live:
    """Keeps every open stream of the website at what the mirror shows."""

    def __init__(self, mirror: Mirror, home: Home) -> None:
        self._mirror = mirror
        self._home = home
        self._channels: dict[tuple[str, str], Channel] = {}
        self._addresses: Counter[str] = Counter()
        self._due = self._pausing = self._closed = False
        mirror.on_change(self._changed)
        home.later(HEARTBEAT_S, self._beat)

    @property
    def viewers(self) -> int:
        """Count the open streams."""
        return self._addresses.total()

    def close(self) -> None:
        """End every stream, so that the server can end."""
        self._closed = True
        for channel in self._channels.values():
            for viewer in tuple(channel.viewers):
                viewer.offer({}, last=True)

    def has_room_for(self, address: str) -> bool:
        """Tell whether one more stream may be opened from an address."""
        return (
            not self._closed
            and self.viewers < MOST_VIEWERS
            and self._addresses[address] < MOST_PER_ADDRESS
        )

    async def follow(
        self, scope: Scope, receive: Receive, send: Send, *, language: str, token: str = ""
    ) -> None:
        """Serve one stream until the viewer leaves: first all as it is now, then what changes."""
        address = address_of(scope)
        self._addresses[address] += 1
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            with self._viewer(send, language, token):
                while (await receive())["type"] != "http.disconnect":
                    pass
        finally:
            self._addresses[address] -= 1
            if not self._addresses[address]:
                del self._addresses[address]

    @contextmanager
    def _viewer(self, send: Send, language: str, token: str) -> Iterator[None]:
        key = language, token
        channel = self._channels.get(key)
        if channel is None:
            channel = self._channels[key] = Channel(self._render_of(language, token))
        viewer = Viewer(send)
        retry_ms = random.randint(FIRST_RETRY_MS, LAST_RETRY_MS)
        viewer.offer({"retry": f"retry: {retry_ms}\n\n".encode()} | channel.frames)
        channel.viewers.add(viewer)
        try:
            yield
        finally:
            channel.viewers.discard(viewer)
            if not channel.viewers:
                del self._channels[key]

    def _render_of(self, language: str, token: str) -> Render:
        words = catalogue(language)
        mirror = self._mirror
        if token:
            return partial(ticket_events, mirror, words, token)
        return partial(public_events, mirror, words)

    def _changed(self) -> None:
        if not self._due:
            self._due = True
            if not self._pausing:
                self._home.later(GATHER_S, self._tell)

    def _tell(self) -> None:
        self._due, self._pausing = False, True
        for channel in tuple(self._channels.values()):
            channel.refresh()
        self._home.later(PACE_S, self._pause_over)

    def _pause_over(self) -> None:
        self._pausing = False
        if self._due:
            self._tell()

    def _beat(self) -> None:
        for channel in tuple(self._channels.values()):
            channel.refresh(beat=True)
        self._home.later(HEARTBEAT_S, self._beat)
