"""The network: one broker, its sessions, and everything that can happen to cables and messages."""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from waiting_room.wire.connection import Message
from waiting_room.wire.loopback import LoopbackHome
from waiting_room.wire.topics import matches

if TYPE_CHECKING:
    from tests.outages.wire import Wire

LATENCY_S = 0.005
NOTICED_S = (5.0, 15.0)
"""Between these seconds both ends notice that a cable hangs loose: the keepalive, and half more."""


@dataclass(frozen=True)
class Weather:
    """How messages travel: the longest delay, and how many come twice or, of QoS 0, never."""

    delay_s: float = 0.0
    twice: float = 0.0
    lost: float = 0.0


FAIR = Weather()


@dataclass
class Session:
    """One connection as the broker knows it; what meets a loose cable is held up on either side."""

    wire: "Wire"
    is_open: bool = True
    is_loose: bool = False
    held_up: list[tuple[str, bytes, int, bool]] = field(default_factory=list)
    held_down: list[Message] = field(default_factory=list)
    kept: set[Message] = field(default_factory=set)
    """What the broker had from before, and sent when it was asked for."""


class Network:
    """The broker: keeps retained messages, hands on, and speaks last wills."""

    def __init__(self, home: LoopbackHome, seed: int) -> None:
        self.home = home
        self.weather = FAIR
        self.is_up = True
        self.retained: dict[str, bytes] = {}
        self.sessions: dict[str, Session] = {}
        self.loose: set[str] = set()
        self.unplugged: set[str] = set()
        self.figures: Counter[str] = Counter()
        self.passed_s: dict[str, float] = {}
        """When a message of each topic last came through."""
        self._seed = seed
        self._drawn: Counter[str] = Counter()

    def chance(self, what: str) -> float:
        """Draw from 0 to 1, the same for the n-th of each kind whatever else is drawn."""
        self._drawn[what] += 1
        return zlib.crc32(f"{self._seed} {what} {self._drawn[what]}".encode()) / 2**32

    def between(self, span: tuple[float, float], what: str) -> float:
        """Draw a number of seconds."""
        return span[0] + (span[1] - span[0]) * self.chance(what)

    def reaches(self, machine: str) -> bool:
        """Tell whether a machine could connect now."""
        return self.is_up and machine not in self.loose and machine not in self.unplugged

    def stop(self, *, remembers: bool = False) -> None:
        """End the broker, which every client sees at once; what it does not remember is gone."""
        self.is_up = False
        if not remembers:
            self.retained.clear()
        for session in list(self.sessions.values()):
            self.end(session, will=False)
            session.wire.lost()

    def start(self) -> None:
        """Begin again; clients come back by themselves."""
        self.is_up = True

    def loosen(self, machine: str) -> None:
        """Let a cable hang loose: nobody notices for a while, and what is sent is held up."""
        self.loose.add(machine)
        for session in self._of(machine):
            session.is_loose = True
            noticed = self.between(NOTICED_S, f"{machine} notices")
            missed = self.between(NOTICED_S, f"{machine} is missed")
            self.home.later(noticed, lambda one=session: self._notice(one))  # type: ignore[misc]
            self.home.later(missed, lambda one=session: self._miss(one))  # type: ignore[misc]

    def unplug(self, machine: str) -> None:
        """Take a cable out, which both ends see at once."""
        self.unplugged.add(machine)
        for session in self._of(machine):
            self.end(session)
            session.wire.lost()

    def mend(self, machine: str) -> None:
        """Put a cable right: what was held up arrives now, unless an end has given up."""
        self.loose.discard(machine)
        self.unplugged.discard(machine)
        for session in self._of(machine):
            session.is_loose = False
            if session.wire.session is not session:
                self.end(session)  # its client has begun anew, or will
                continue
            self.figures["held up"] += len(session.held_up) + len(session.held_down)
            up, session.held_up = session.held_up, []
            down, session.held_down = session.held_down, []
            for message in up:
                self.arrived(session, *message)
            if down:
                self.home.later(LATENCY_S, lambda one=session, all=down: one.wire.hear(one, all))  # type: ignore[misc]

    def _of(self, machine: str) -> list[Session]:
        return [one for one in self.sessions.values() if one.wire.machine == machine]

    def _notice(self, session: Session) -> None:
        if session.is_loose and session.wire.session is session:
            session.wire.lost()

    def _miss(self, session: Session) -> None:
        if session.is_loose and session.is_open:
            self.end(session)
            if session.wire.session is session:
                session.wire.lost()  # at the latest when its packets are answered with a reset

    def begin(self, wire: "Wire") -> Session:
        """Take a client in; another one of the same name is thrown out."""
        other = self.sessions.get(wire.client)
        if other is not None:
            self.figures["thrown out"] += other.wire is not wire
            self.end(other)
            if other.wire is not wire:
                other.wire.lost()
        session = self.sessions[wire.client] = Session(wire)
        return session

    def end(self, session: Session, *, will: bool = True) -> None:
        """End a session, and say its client's last will."""
        if not session.is_open:
            return
        session.is_open = False
        if self.sessions.get(session.wire.client) is session:
            del self.sessions[session.wire.client]
        if will and session.wire.will is not None and self.is_up:
            self._hand_on(session.wire.will.topic, session.wire.will.payload, 1, retain=True)

    def arrived(self, session: Session, topic: str, payload: bytes, qos: int, retain: bool) -> None:
        """Take a message from a client."""
        if not session.is_open:
            return
        if session.is_loose:
            session.held_up.append((topic, payload, qos, retain))
        else:
            self.passed_s[topic] = self.home.now_s
            self._hand_on(topic, payload, qos, retain=retain)

    def _hand_on(self, topic: str, payload: bytes, qos: int, *, retain: bool) -> None:
        if retain and payload:
            self.retained[topic] = payload
        elif retain:
            self.retained.pop(topic, None)
        for session in list(self.sessions.values()):
            if session.wire.wants(topic):
                self._send(session, (topic, payload), qos)

    def send_retained(self, session: Session, filters: Sequence[str]) -> None:
        """Send what was kept to whoever has just begun to want it."""
        for topic, payload in list(self.retained.items()):
            if any(matches(one, topic) for one in filters):
                session.kept.add((topic, payload))
                self._send(session, (topic, payload), 1)

    def _send(self, session: Session, message: Message, qos: int) -> None:
        weather, way = self.weather, f"{session.wire.machine} {message[0]}"
        if weather is FAIR:
            delays = [LATENCY_S]
        elif qos == 0 and self.chance(f"{way} lost") < weather.lost:
            self.figures["lost"] += 1
            return
        else:
            delays = [LATENCY_S + weather.delay_s * self.chance(way)]
            if self.chance(f"{way} twice") < weather.twice:
                self.figures["came twice"] += 1
                delays.append(LATENCY_S + 2 * weather.delay_s * self.chance(way))
        for delay_s in delays:
            self.home.later(delay_s, lambda: self._deliver(session, message))

    def _deliver(self, session: Session, message: Message) -> None:
        if session.is_loose:
            session.held_down.append(message)
        elif session.is_open:
            session.wire.hear(session, [message])
