"""Link: how a program talks to its hub, and knows whether the hub is there."""

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from pydantic import ValidationError

from waiting_room.rules.commands import Command
from waiting_room.rules.events import Event
from waiting_room.wire.asking import ANSWER_WITHIN_S, Asking
from waiting_room.wire.clock import running_s
from waiting_room.wire.connection import Connection, Message
from waiting_room.wire.following import Following
from waiting_room.wire.home import Home
from waiting_room.wire.hub_clock import HubClock
from waiting_room.wire.life import BEAT_S, BEATS_MISSED, HubState, presence
from waiting_room.wire.messages import Expect, Reply
from waiting_room.wire.moments import Moments
from waiting_room.wire.topics import Topics
from waiting_room.wire.views import View

log = logging.getLogger(__name__)

V = TypeVar("V", bound=View)
E = TypeVar("E", bound=Event)


class LinkState(StrEnum):
    """What a program can know now."""

    NO_BROKER = "no_broker"
    NO_HUB = "no_hub"
    UP = "up"


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
        clock: Callable[[], float] = running_s,
    ) -> None:
        self.topics = topics = Topics(zone)
        self.client = client
        self.state = LinkState.NO_BROKER
        self.hub: HubState | None = None
        self._connection = connection
        self._home = home
        self._nonce = nonce or secrets.token_hex(8)
        self._clock = clock
        self._hub_clock = HubClock()
        self._asking = Asking(connection, home, topics, client, self._hub_clock, clock)
        self._following = Following(connection, topics)
        self._moments = Moments(connection, topics)
        self._life_watchers: list[Callable[[], None]] = []
        self._state_watchers: list[Callable[[LinkState], None]] = []
        self._last_beat_s: float | None = None
        self._connected = False
        self._connections = 0
        self._first_beat: HubState | None = None
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

    @property
    def hub_at(self) -> datetime | None:
        """The hub's time now, carried on from its beats; None before the first was heard."""
        return self._hub_clock.now(self._clock())

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
        age_s: Callable[[], float] | None = None,
        id: str = "",
    ) -> str:
        """Ask the hub; `answered` is called exactly once, at the latest after `ttl_s`.

        The command is repeated with the same id until its answer arrives, and carries its age, so
        that the hub never carries out what is too old; with None as `ttl_s`, for what is on paper,
        it never is. `age_s` tells how old it is at each attempt; without it that counts from now.
        Gives the command's id: a new one, or that of an asker who may be asked the same twice, and
        only once the first is answered.
        """
        return self._asking.ask(command, answered, expect=expect, ttl_s=ttl_s, age_s=age_s, id=id)

    def watch(self, view: type[V], changed: Callable[[str, V | None], None], *keys: str) -> None:
        """Follow a view; `changed` gets its key (empty without one) and the view, None if gone.

        `+` as a key follows all of a keyed view.
        """
        self._following.watch(view, changed, *keys)

    def hear(self, event: type[E], happened: Callable[[E], None]) -> None:
        """Play moments as they are announced; one that was missed is not repeated."""
        self._moments.hear(event, happened)

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
            yield lambda: self._replied(reply)
        else:
            yield from self._following.read(topic, payload)
            yield from self._moments.read(topic, payload, self.hub_at)

    def _connection_changed(self, connected: bool) -> None:
        self._connected = connected
        if connected:
            self._connections += 1
            self._say_presence(True)
        else:
            self._last_beat_s = self._first_beat = None
        self._settle()

    def _hub_told(self, hub: HubState) -> None:
        if self.hub is not None and hub.generation < self.hub.generation:
            return
        if self._may_be_remembered(hub):
            return
        is_new = self.hub is None or hub.generation > self.hub.generation
        self.hub = hub
        self._last_beat_s = None
        if hub.up:  # the broker keeps a goodbye for days, with the time that it was then
            self._last_beat_s = self._clock()
            self._hub_clock.heard(hub, self._clock())
        self._settle()
        if is_new:
            self._moments.go_on_from(hub.seq)
            for begun in self._life_watchers:
                begun()

    def _replied(self, reply: Reply) -> None:
        """Hand an answer on; what an earlier life has done may be gone with its disk."""
        known = self.hub.generation if self.hub is not None else 0
        if reply.generation is None or reply.generation >= known:
            self._asking.hear(reply)

    def _may_be_remembered(self, hub: HubState) -> bool:
        """Tell whether a beat may be a broker's, which keeps the last one of a hub that is gone.

        That is what is heard first of a connection; only another one after it is a sign of life.
        """
        self._first_beat = self._first_beat or hub
        return hub.up and hub == self._first_beat

    def _check_beat(self) -> None:
        if self._closed:
            return
        self._connection.check()
        # A broker may take long to miss a device whose cable was cut.
        here = presence(True, self._nonce, self._connections)
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
        payload = presence(online, self._nonce, self._connections)
        self._connection.publish(self.topics.online(self.client), payload, qos=1, retain=True)
