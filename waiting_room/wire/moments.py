"""Moments: events that a screen plays as they are announced, once, and only while they are news."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from pydantic import ConfigDict

from waiting_room.rules.events import Event
from waiting_room.rules.shape import Instant, Shape, wire_name
from waiting_room.wire.connection import Connection
from waiting_room.wire.topics import Topics

E = TypeVar("E", bound=Event)

MOMENT_LASTS = timedelta(seconds=10)


class Moment(Shape):
    """What every event on the wire begins with."""

    model_config = ConfigDict(extra="ignore")
    seq: int
    at: Instant | None = None


class Moments:
    """The moments that one program plays."""

    def __init__(self, connection: Connection, topics: Topics) -> None:
        self._connection = connection
        self._topics = topics
        self._hearers: list[tuple[str, type[Event], Callable[[Any], None]]] = []
        self._last: dict[str, int] = {}

    def hear(self, event: type[E], happened: Callable[[E], None]) -> None:
        """See Link.hear."""
        topic = self._topics.event(wire_name(event))
        self._hearers.append((topic, event, happened))
        self._connection.subscribe(topic)

    def read(
        self, topic: str, payload: bytes, hub_at: datetime | None
    ) -> Iterator[Callable[[], None]]:
        """Give what is to be played; `hub_at` is the hub's time, as far as it is known.

        A broker, or the hub's own library, may send again after an outage what was on its way.
        Raises pydantic's ValidationError.
        """
        hearers = [h for h in self._hearers if h[0] == topic]
        if not hearers:
            return
        moment = Moment.model_validate_json(payload)
        late = hub_at is not None and moment.at is not None and hub_at - moment.at > MOMENT_LASTS
        if late or moment.seq <= self._last.get(topic, 0):
            return
        self._last[topic] = moment.seq
        for _, event, happened in hearers:
            yield partial(happened, event.model_validate_json(payload, extra="ignore"))

    def go_on_from(self, seq: int) -> None:
        """Hear a new hub, whose journal may count on from an earlier event, since restored."""
        self._last = {topic: last for topic, last in self._last.items() if last <= seq}
