"""Loopback: a broker within one process, with time that moves when told; for tests and trials."""

import heapq
from collections.abc import Callable, Sequence
from itertools import count

from waiting_room.wire.connection import Message, Will
from waiting_room.wire.topics import matches


class LoopbackTimer:
    """A call that was put off in a LoopbackHome."""

    def __init__(self, call: Callable[[], None]) -> None:
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        """See Timer."""
        self.call = None


class LoopbackHome:
    """A home whose time stands still until `advance` moves it."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._order = count()
        self._calls: list[tuple[float, int, LoopbackTimer]] = []

    def soon(self, call: Callable[[], None]) -> None:
        """See Home."""
        self.later(0.0, call)

    def later(self, delay_s: float, call: Callable[[], None]) -> LoopbackTimer:
        """See Home."""
        timer = LoopbackTimer(call)
        heapq.heappush(self._calls, (self.now_s + delay_s, next(self._order), timer))
        return timer

    def advance(self, seconds: float = 0.0) -> None:
        """Let time pass and make every call that falls due, in order."""
        until = self.now_s + seconds
        while self._calls and self._calls[0][0] <= until:
            self.now_s, _, timer = heapq.heappop(self._calls)
            if timer.call is not None:
                timer.call()
        self.now_s = until


class LoopbackBroker:
    """Keeps retained messages and hands every message to whoever wants its topic."""

    def __init__(self) -> None:
        self.retained: dict[str, bytes] = {}
        self.connections: list[LoopbackConnection] = []
        self.is_up = True

    def deliver(self, topic: str, payload: bytes, retain: bool) -> None:
        """Keep and hand on one message."""
        if retain and payload:
            self.retained[topic] = payload
        elif retain:
            self.retained.pop(topic, None)
        for connection in self.connections:
            connection.offer(topic, payload)

    def stop(self, *, remembers: bool = False) -> None:
        """Go down, and forget everything, or remember it as a broker that keeps it on disk."""
        self.is_up = False
        if not remembers:
            self.retained.clear()
        for connection in self.connections:
            connection.tell(False)

    def start(self) -> None:
        """Come back, with what is remembered."""
        self.is_up = True
        for connection in self.connections:
            connection.tell(True)


class LoopbackConnection:
    """One client's connection to a LoopbackBroker."""

    def __init__(
        self, broker: LoopbackBroker, home: LoopbackHome, will: Will | None = None
    ) -> None:
        self._broker = broker
        self._home = home
        self._will = will
        self._filters: list[str] = []
        self._heard: Callable[[Sequence[Message]], None] = lambda messages: None
        self._changed: Callable[[bool], None] = lambda up: None

    def open(
        self,
        heard: Callable[[Sequence[Message]], None],
        changed: Callable[[bool], None],
    ) -> None:
        """See Connection."""
        self._heard, self._changed = heard, changed
        self._broker.connections.append(self)
        if self._broker.is_up:
            self.tell(True)

    def subscribe(self, *filters: str) -> None:
        """See Connection."""
        new = [one for one in filters if one not in self._filters]
        self._filters += new
        if self in self._broker.connections and self._broker.is_up:
            self._send_retained(new)

    def publish(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        """See Connection."""
        if self._broker.is_up and self in self._broker.connections:
            self._broker.deliver(topic, payload, retain)

    def close(self) -> None:
        """See Connection."""
        if self in self._broker.connections:
            self._broker.connections.remove(self)

    def check(self) -> None:
        """See Connection; there is no thread here that could end."""

    def die(self) -> None:
        """End without a word, so that the last will is spoken."""
        self.close()
        if self._will is not None and self._broker.is_up:
            self._broker.deliver(self._will.topic, self._will.payload, retain=True)

    def offer(self, topic: str, payload: bytes) -> None:
        """Take a message if some filter wants it."""
        if any(matches(one, topic) for one in self._filters):
            self._home.soon(lambda: self._heard([(topic, payload)]))

    def tell(self, up: bool) -> None:
        """Hear that the broker came or went."""
        if up:
            self._send_retained(self._filters)
        self._home.soon(lambda: self._changed(up))

    def _send_retained(self, filters: Sequence[str]) -> None:
        for topic, payload in list(self._broker.retained.items()):
            if any(matches(one, topic) for one in filters):
                self._home.soon(lambda message=(topic, payload): self._heard([message]))  # type: ignore[misc] # binds now
