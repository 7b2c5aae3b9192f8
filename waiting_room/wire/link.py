"""Link: how a program talks to its hub: asks until answered, and keeps the newest views."""

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from pydantic import ValidationError

from waiting_room.rules.commands import Command
from waiting_room.rules.events import Event
from waiting_room.rules.refused import Refused
from waiting_room.rules.shape import wire_name
from waiting_room.wire.connection import Connection, Message
from waiting_room.wire.home import Home
from waiting_room.wire.hub_clock import HubClock
from waiting_room.wire.life import HubState, presence
from waiting_room.wire.messages import Envelope, Expect, Reply, write_command
from waiting_room.wire.topics import Topics, matches
from waiting_room.wire.views import KEYED, Moment, Stamp, View

log = logging.getLogger(__name__)

V = TypeVar("V", bound=View)
E = TypeVar("E", bound=Event)

REPEAT_S = 0.5
BEAT_S = 2.0
BEATS_MISSED = 3
ANSWER_WITHIN_S = 5.0
MOMENT_LASTS = timedelta(seconds=10)

NO_ANSWER = Refused("no_answer", "The hub does not answer. Please try again.", retry=True)


class LinkState(StrEnum):
    """What a program can know now."""

    NO_BROKER = "no_broker"
    NO_HUB = "no_hub"
    UP = "up"


@dataclass
class _Asked:
    """A command that waits for its answer."""

    command: Command
    answered: Callable[[Reply], None]
    asked_at_s: float
    ttl_s: float | None
    expect: Expect | None


class Link:
    """A device's link to its hub; everything is heard on the home thread."""

    def __init__(
        self,
        connection: Connection,
        home: Home,
        *,
        zone: str,
        client: str,
        nonce: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.topics = Topics(zone)
        self.client = client
        self.state = LinkState.NO_BROKER
        self.hub: HubState | None = None
        self._connection = connection
        self._home = home
        self._nonce = nonce or secrets.token_hex(8)
        self._clock = clock
        self._waiting: dict[str, _Asked] = {}
        self._watchers: list[tuple[str, type[View], Callable[[str, Any], None]]] = []
        self._hearers: list[tuple[str, type[Event], Callable[[Any], None]]] = []
        self._life_watchers: list[Callable[[], None]] = []
        self._state_watchers: list[Callable[[LinkState], None]] = []
        self._newest: dict[str, tuple[int, int]] = {}
        self._last_moment: dict[str, int] = {}
        self._last_beat_s: float | None = None
        self._hub_clock = HubClock()
        self._connected = False
        self._closed = False

    def open(self) -> None:
        """Connect and stay connected."""
        self._connection.subscribe(self.topics.reply(self.client), self.topics.hub)
        self._connection.open(self._heard, self._connection_changed)
        self._home.later(BEAT_S, self._check_beat)

    def close(self) -> None:
        """Say goodbye and disconnect."""
        self._closed = True
        self._say_presence(False)
        self._connection.close()

    def on_state(self, changed: Callable[[LinkState], None]) -> None:
        """Follow what can be known; `changed` hears the present state at once."""
        self._state_watchers.append(changed)
        changed(self.state)

    def on_new_life(self, begun: Callable[[], None]) -> None:
        """Follow the lives of the hub; `begun` hears of each when its first beat arrives."""
        self._life_watchers.append(begun)

    def ask(
        self,
        command: Command,
        answered: Callable[[Reply], None],
        *,
        expect: Expect | None = None,
        ttl_s: float | None = ANSWER_WITHIN_S,
        age_s: float = 0.0,
        id: str = "",
    ) -> str:
        """Ask the hub; `answered` is called exactly once, at the latest after `ttl_s`.

        The command is repeated with the same id until its answer arrives, and carries its age, so
        that the hub never carries out what is too old; with None as `ttl_s`, for what is on paper,
        it never is. `age_s` is how old it is already. Gives the command's id: a new one, or that of
        an asker who may be asked the same twice, and only once the first is answered.
        """
        id = id or secrets.token_hex(12)
        assert id not in self._waiting, "one id is asked again only after its answer"
        self._waiting[id] = _Asked(command, answered, self._clock() - age_s, ttl_s, expect)
        self._send(id)
        return id

    def watch(self, view: type[V], changed: Callable[[str, V | None], None], *keys: str) -> None:
        """Follow a view; `changed` gets its key (empty without one) and the view, None if gone.

        `+` as a key follows all of a keyed view.
        """
        for key in keys or ("",):
            topic = self.topics.view(view, key or None)
            self._watchers.append((topic, view, changed))
            self._connection.subscribe(topic)

    def hear(self, event: type[E], happened: Callable[[E], None]) -> None:
        """Play moments as they are announced; one that was missed is not repeated."""
        topic = self.topics.event(wire_name(event))
        self._hearers.append((topic, event, happened))
        self._connection.subscribe(topic)

    def _send(self, id: str) -> None:
        asked = self._waiting.get(id)
        if asked is None:
            return
        age_s = self._clock() - asked.asked_at_s
        ttl_s = asked.ttl_s
        if ttl_s is not None and age_s >= ttl_s:
            del self._waiting[id]
            asked.answered(Reply.no(id, NO_ANSWER))
            return
        if self._connected:
            name = wire_name(type(asked.command))
            envelope = Envelope(
                id=id,
                age_ms=int(age_s * 1000),
                ttl_ms=None if ttl_s is None else int(ttl_s * 1000),
                sent_at=self._hub_clock.now(self._clock()),
                expect=asked.expect,
            )
            payload = write_command(asked.command, envelope)
            self._connection.publish(self.topics.command(self.client, name), payload)
        wait_s = REPEAT_S if ttl_s is None else min(REPEAT_S, ttl_s - age_s)
        self._home.later(wait_s, lambda: self._send(id))

    def _heard(self, messages: Sequence[Message]) -> None:
        for topic, payload in messages:
            try:
                tellings = list(self._read(topic, payload))
            except ValidationError:
                log.warning(
                    "cannot read what came on %s; is this program older than its hub?", topic
                )
                continue
            for tell in tellings:
                tell()

    def _read(self, topic: str, payload: bytes) -> Iterator[Callable[[], None]]:
        """Read one message, whole, and give what is to be told then."""
        if topic == self.topics.hub:
            hub = HubState.model_validate_json(payload)
            yield lambda: self._hub_told(hub)
        elif topic == self.topics.reply(self.client):
            reply = Reply.model_validate_json(payload)
            yield lambda: self._answered(reply)
        else:
            yield from self._read_view(topic, payload)
            yield from self._read_moment(topic, payload)

    def _answered(self, reply: Reply) -> None:
        asked = self._waiting.pop(reply.id, None)
        if asked is not None:
            asked.answered(reply)

    def _read_view(self, topic: str, payload: bytes) -> Iterator[Callable[[], None]]:
        """Hand a view on unless a newer one is known; what has ended is handed on as None."""
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
            key = topic.removeprefix(f"{self.topics.view(view)}/") if view in KEYED else ""
            shown = None if stamp.gone else view.model_validate_json(payload)
            yield partial(changed, key, shown)

    def _read_moment(self, topic: str, payload: bytes) -> Iterator[Callable[[], None]]:
        """Hand a moment on once, and only while it is one.

        A broker, or the hub's own library, may send again after an outage what was on its way.
        """
        hearers = [h for h in self._hearers if h[0] == topic]
        if not hearers:
            return
        moment = Moment.model_validate_json(payload)
        hub_at = self.hub.at if self.hub else None
        late = hub_at is not None and moment.at is not None and hub_at - moment.at > MOMENT_LASTS
        if late or moment.seq <= self._last_moment.get(topic, 0):
            return
        self._last_moment[topic] = moment.seq
        for _, event, happened in hearers:
            yield partial(happened, event.model_validate_json(payload, extra="ignore"))

    def _connection_changed(self, connected: bool) -> None:
        self._connected = connected
        if connected:
            self._say_presence(True)
        else:
            self._last_beat_s = None
        self._settle()

    def _hub_told(self, hub: HubState) -> None:
        if self.hub is not None and hub.generation < self.hub.generation:
            return
        is_new = self.hub is None or hub.generation > self.hub.generation
        self.hub = hub
        self._last_beat_s = self._clock() if hub.up else None
        self._hub_clock.heard(hub, self._clock())
        self._settle()
        if is_new:
            # A restored journal counts on from an earlier event.
            self._last_moment = {t: s for t, s in self._last_moment.items() if s <= hub.seq}
            for begun in self._life_watchers:
                begun()

    def _check_beat(self) -> None:
        if self._closed:
            return
        self._connection.check()
        if self._connected:
            # A broker may take long to miss a device whose cable was cut.
            here = presence(True, self._nonce)
            self._connection.publish(self.topics.online(self.client), here)
        self._settle()
        self._home.later(BEAT_S / 2, self._check_beat)

    def _settle(self) -> None:
        """Work out what can be known now, and tell it if it changed."""
        fresh = (
            self._last_beat_s is not None
            and self._clock() - self._last_beat_s <= BEAT_S * BEATS_MISSED
        )
        state = LinkState.NO_HUB
        if not self._connected:
            state = LinkState.NO_BROKER
        elif fresh:
            state = LinkState.UP
        if state is not self.state:
            self.state = state
            for changed in self._state_watchers:
                changed(state)

    def _say_presence(self, online: bool) -> None:
        payload = presence(online, self._nonce)
        self._connection.publish(self.topics.online(self.client), payload, qos=1, retain=True)
