"""A link on a loopback broker, with a hub played by the test."""

import json
from itertools import count
from typing import Any

import pytest

from waiting_room.wire.life import last_will
from waiting_room.wire.link import Link
from waiting_room.wire.loopback import LoopbackBroker, LoopbackConnection, LoopbackHome


class Scene:
    """One link, and everything it sends; time moves when told."""

    def __init__(self) -> None:
        self.broker = LoopbackBroker()
        self.home = LoopbackHome()
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.states: list[str] = []
        self._beats = count(1)
        self.hub = LoopbackConnection(self.broker, self.home)
        self.hub.subscribe("wm/sued/command/+/+", "wm/sued/online/+")
        self.hub.open(self._hear, lambda up: None)
        will = last_will("sued", "counter-1", "n1")
        self.connection = LoopbackConnection(self.broker, self.home, will)
        self.link = Link(
            self.connection,
            self.home,
            zone="sued",
            client="counter-1",
            nonce="n1",
            clock=lambda: self.home.now_s,
        )
        self.link.on_state(self.states.append)
        self.link.open()
        self.home.advance()

    def _hear(self, messages: Any) -> None:
        self.sent += [(topic, json.loads(payload)) for topic, payload in messages]

    @property
    def commands(self) -> list[dict[str, Any]]:
        """Everything the link asked, in order."""
        return [body for topic, body in self.sent if "/command/" in topic]

    def say(self, topic: str, retain: bool = False, **body: Any) -> None:
        """Speak as the hub."""
        self.hub.publish(f"wm/sued/{topic}", json.dumps(body).encode(), retain=retain)
        self.home.advance()

    def beat(self, up: bool = True, generation: int = 1) -> None:
        """Say as the hub that it is there, twice: the first may be one that a broker remembered."""
        told = {"generation": generation, "instance": "i", "up": up, "schema_version": 1}
        for _ in range(2):
            self.say("hub", retain=True, beat=next(self._beats), **told)


@pytest.fixture
def scene() -> Scene:
    """A link that is connected; the hub has not spoken yet."""
    return Scene()
