"""Wires: one program's connection to the played broker."""

from collections.abc import Callable, Sequence

from tests.outages.network import LATENCY_S, NOTICED_S, Network, Session
from waiting_room.wire.connection import Message, Will
from waiting_room.wire.topics import matches

AGAIN_S = (1.0, 3.0)
"""Between these seconds a client tries again, as paho is told to."""

Run = Callable[[Callable[[], None]], None]


class Killed(Exception):
    """The program was killed in the middle of what it did."""


class Wire:
    """One program's connection, which comes back by itself until the program has ended."""

    def __init__(
        self, network: Network, machine: str, client: str, run: Run, will: Will | None = None
    ) -> None:
        self.machine = machine
        self.client = client
        self.will = will
        self.session: Session | None = None
        self.heard_s: dict[str, float] = {}
        """When a message of each topic last came here that the broker had not kept."""
        self.tap: Callable[[str, bytes], None] = lambda topic, payload: None
        self.dies_at, self.dies_after = "", False
        self._network = network
        self._run = run
        self._is_alive = True
        self._filters: list[str] = []
        self._wanted: dict[str, bool] = {}
        self._heard: Callable[[Sequence[Message]], None] = lambda messages: None
        self._changed: Callable[[bool], None] = lambda up: None

    def open(
        self, heard: Callable[[Sequence[Message]], None], changed: Callable[[bool], None]
    ) -> None:
        """See Connection."""
        self._heard, self._changed = heard, changed
        self._network.home.soon(self._try)

    def _try(self) -> None:
        if not self._is_alive or self.session is not None:
            return
        if not self._network.reaches(self.machine):
            self._try_again()
            return
        self.session = session = self._network.begin(self)
        self._network.home.later(LATENCY_S, lambda: self._came_up(session))
        self._network.send_retained(session, self._filters)

    def _try_again(self) -> None:
        self._network.home.later(
            self._network.between(AGAIN_S, f"{self.machine} tries again"), self._try
        )

    def _came_up(self, session: Session) -> None:
        if self.session is session and self._is_alive:
            self._run(lambda: self._changed(True))

    def lost(self) -> None:
        """Notice that the broker cannot be reached any more, and begin to try."""
        self.session = None
        if self._is_alive:
            self._network.home.soon(lambda: self._run(lambda: self._changed(False)))
            self._try_again()

    def subscribe(self, *filters: str) -> None:
        """See Connection."""
        new = [one for one in filters if one not in self._filters]
        self._filters += new
        self._wanted.clear()
        if self.session is not None:
            self._network.send_retained(self.session, new)

    def wants(self, topic: str) -> bool:
        """Tell whether some filter wants a topic."""
        if topic not in self._wanted:
            self._wanted[topic] = any(matches(one, topic) for one in self._filters)
        return self._wanted[topic]

    def publish(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        """See Connection; a program that is about to be killed dies before or after it."""
        if not self._is_alive:
            return
        self.tap(topic, payload)
        is_last = self.dies_at != "" and self.dies_at in topic
        if is_last and not self.dies_after:
            raise Killed
        weather = self._network.weather
        is_lost = qos == 0 and self._network.chance(f"{self.machine} {topic} up") < weather.lost
        if self.session is not None and not is_lost:
            self._network.arrived(self.session, topic, payload, qos, retain)
        if is_last:
            raise Killed

    def hear(self, session: Session, messages: Sequence[Message]) -> None:
        """Hand over what has arrived in a session."""
        if self._is_alive and self.session is session:
            news = (one for one in messages if one not in session.kept)
            self.heard_s.update((topic, self._network.home.now_s) for topic, _ in news)
            self._run(lambda: self._heard(messages))

    def check(self) -> None:
        """See Connection; there is no thread here that could end."""

    def close(self) -> None:
        """See Connection."""
        self._is_alive = False
        if self.session is not None:
            self._network.end(self.session, will=False)

    def die(self, *, at_once: bool) -> None:
        """End with the program: the broker sees it at once, or, if its machine is dark, later."""
        self._is_alive = False
        session, self.session = self.session, None
        if session is None:
            return
        if at_once and not session.is_loose:
            self._network.end(session)
            return
        session.is_loose = True
        missed = self._network.between(NOTICED_S, f"{self.machine} is missed")
        self._network.home.later(missed, lambda: self._network.end(session))
