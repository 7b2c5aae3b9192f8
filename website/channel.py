"""A channel: one stream that many watch, each event written once for all of them."""

import json
from collections.abc import Callable

from website.texts import Texts
from website.viewer import Viewer

Render = Callable[[], dict[str, Texts] | None]
"""Says every event of a channel, by name; None if there is nothing to watch any more."""


def frame(name: str, content: Texts) -> bytes:
    """Write one server-sent event."""
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n".encode()


class Channel:
    """One stream that many watch: the newest frame of each event, and the viewers."""

    def __init__(self, render: Render) -> None:
        self.viewers: set[Viewer] = set()
        self.frames: dict[str, bytes] = {}
        self._render = render
        self.refresh()

    def refresh(self, beat: bool = False) -> None:
        """Send what has changed since the last time; on a beat the state in any case."""
        events = self._render()
        if events is None:
            for viewer in tuple(self.viewers):
                viewer.offer({"gone": frame("gone", {})}, last=True)
            return
        frames = {name: frame(name, content) for name, content in events.items()}
        news = {
            name: written
            for name, written in frames.items()
            if self.frames.get(name) != written or (beat and name == "state")
        }
        self.frames = frames
        if news:
            for viewer in tuple(self.viewers):
                viewer.offer(news)
