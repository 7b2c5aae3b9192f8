"""Asking: commands on their way to the hub, each repeated until it is answered or too old."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from waiting_room.rules.commands import Command
from waiting_room.rules.refused import Refused
from waiting_room.rules.shape import wire_name
from waiting_room.wire.connection import Connection
from waiting_room.wire.home import Home, Timer
from waiting_room.wire.hub_clock import HubClock
from waiting_room.wire.messages import Envelope, Expect, Reply, write_command
from waiting_room.wire.topics import Topics

REPEAT_S = 0.5
ANSWER_WITHIN_S = 5.0

NO_ANSWER = Refused("no_answer", "The hub does not answer. Please try again.", retry=True)


@dataclass
class _Asked:
    """A command that waits for its answer."""

    id: str
    command: Command
    answered: Callable[[Reply], None]
    age_s: Callable[[], float]
    ttl_s: float | None
    expect: Expect | None
    again: Timer | None = None


class Asking:
    """What one client asks its hub."""

    def __init__(
        self,
        connection: Connection,
        home: Home,
        topics: Topics,
        client: str,
        hub_clock: HubClock,
        clock: Callable[[], float],
    ) -> None:
        self._connection = connection
        self._home = home
        self._topics = topics
        self._client = client
        self._hub_clock = hub_clock
        self._clock = clock
        self._waiting: dict[str, _Asked] = {}

    def ask(
        self,
        command: Command,
        answered: Callable[[Reply], None],
        *,
        expect: Expect | None,
        ttl_s: float | None,
        age_s: Callable[[], float] | None,
        id: str,
    ) -> str:
        """See Link.ask."""
        id = id or secrets.token_hex(12)
        assert id not in self._waiting, "one id is asked again only after its answer"
        now_s = self._clock()
        age_s = age_s or (lambda: self._clock() - now_s)
        self._waiting[id] = asked = _Asked(id, command, answered, age_s, ttl_s, expect)
        self._send(asked)
        return id

    def hear(self, reply: Reply) -> None:
        """Hand an answer on to its asker, once."""
        asked = self._waiting.pop(reply.id, None)
        if asked is None:
            return
        if asked.again is not None:
            # The same id may be asked again at once, and is then repeated by itself.
            asked.again.cancel()
        asked.answered(reply)

    def _send(self, asked: _Asked) -> None:
        age_s = asked.age_s()
        ttl_s = asked.ttl_s
        if ttl_s is not None and age_s >= ttl_s:
            del self._waiting[asked.id]
            asked.answered(Reply.no(asked.id, NO_ANSWER))
            return
        if ttl_s is None and not self._hub_clock.is_sure:
            # What is on paper stands in line by when it was printed: first the time, then the slip.
            asked.again = self._home.later(REPEAT_S, lambda: self._send(asked))
            return
        envelope = Envelope(
            id=asked.id,
            age_ms=int(age_s * 1000),
            ttl_ms=None if ttl_s is None else int(ttl_s * 1000),
            sent_at=self._hub_clock.now(self._clock()),
            expect=asked.expect,
        )
        topic = self._topics.command(self._client, wire_name(type(asked.command)))
        self._connection.publish(topic, write_command(asked.command, envelope))
        wait_s = REPEAT_S if ttl_s is None else min(REPEAT_S, ttl_s - age_s)
        asked.again = self._home.later(wait_s, lambda: self._send(asked))
