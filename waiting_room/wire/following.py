"""Following: the newest of each view, handed to whoever wants it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from waiting_room.wire.connection import Connection
from waiting_room.wire.topics import Topics, matches
from waiting_room.wire.views import KEYED, Stamp, View

V = TypeVar("V", bound=View)


class Following:
    """The views that one program follows."""

    def __init__(self, connection: Connection, topics: Topics) -> None:
        self._connection = connection
        self._topics = topics
        self._watchers: list[tuple[str, type[View], Callable[[str, Any], None]]] = []
        self._newest: dict[str, tuple[int, int]] = {}

    def watch(self, view: type[V], changed: Callable[[str, V | None], None], *keys: str) -> None:
        """See Link.watch."""
        for key in keys or ("",):
            topic = self._topics.view(view, key or None)
            self._watchers.append((topic, view, changed))
            self._connection.subscribe(topic)

    def read(self, topic: str, payload: bytes) -> Iterator[Callable[[], None]]:
        """Give what is to be told of a view, unless a newer one is known.

        What has ended is told as None. Raises pydantic's ValidationError.
        """
        watchers = [w for w in self._watchers if matches(w[0], topic)]
        if not watchers:
            return
        if not payload:  # the broker forgets what has ended a day ago
            self._newest.pop(topic, None)
            return
        stamp = Stamp.model_validate_json(payload)
        if stamp.version < self._newest.get(topic, (0, 0)):
            return
        self._newest[topic] = stamp.version
        for _, view, changed in watchers:
            key = topic.removeprefix(f"{self._topics.view(view)}/") if view in KEYED else ""
            shown = None if stamp.gone else view.model_validate_json(payload)
            yield partial(changed, key, shown)
