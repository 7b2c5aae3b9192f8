"""Reader: what arrives at the hub, as orders; what is none is answered, or counted, or both."""

from datetime import datetime
from typing import Any

from pydantic import ValidationError

from waiting_room.hub.health import Health
from waiting_room.hub.under_way import aged
from waiting_room.wire.connection import Connection
from waiting_room.wire.life import HubState
from waiting_room.wire.messages import Reply, Unreadable, read_order, told_by
from waiting_room.wire.topics import Topics


class Outdated(Exception):
    """The zone knows a newer hub; the text says what to do."""


class Reader:
    """Reads messages for one hub, known by its instance and generation."""

    def __init__(
        self,
        topics: Topics,
        health: Health,
        connection: Connection,
        instance: str,
        generation: int,
    ) -> None:
        self._topics = topics
        self._health = health
        self._connection = connection
        self._instance = instance
        self._generation = generation

    def read(self, topic: str, payload: bytes, now: datetime) -> tuple[str, Any] | None:
        """Give who asks what; what is no command is answered and counted, and changes nothing.

        Raises Outdated if the zone has heard a newer hub.
        """
        if topic == self._topics.hub:
            self._check_newest(payload)
            return None
        from_whom = self._topics.read_command(topic)
        if from_whom is None:
            self._health.presence(topic.rpartition("/")[2], payload)
            return None
        client, name = from_whom
        try:
            return client, aged(read_order(name, payload), now)
        except Unreadable as wrong:
            self._health.refused[wrong.code] += 1
            body = Reply.no(wrong.id, wrong).model_dump_json(exclude_none=True).encode()
            told = told_by(self._generation, body)
            self._connection.publish(self._topics.reply(client), told)
            return None

    def _check_newest(self, payload: bytes) -> None:
        """Nobody would believe a hub that is older than another one they have heard."""
        try:
            other = HubState.model_validate_json(payload)
        except ValidationError:  # somebody has cleared what brokers keep
            self._health.refused["wrong_hub"] += 1
            return
        if other.instance != self._instance and other.generation >= self._generation:
            raise Outdated(
                f"the zone has heard generation {other.generation} of its hub, and this is "
                f"generation {self._generation}: if its file was restored or is new, start it "
                "once with --restored; else stop the other hub, or this one"
            )
