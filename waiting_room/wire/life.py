"""Signs of life: what the hub and the devices say about themselves."""

from datetime import datetime

from pydantic import ConfigDict

from waiting_room.rules.shape import Shape
from waiting_room.wire.connection import Will
from waiting_room.wire.topics import Topics

BEAT_S = 2.0
"""How often the hub says that it is there."""

BEATS_MISSED = 3
"""So many beats in a row missed, and nobody knows any more."""


class HubState(Shape):
    """The hub about itself, every two seconds and to whoever connects; a last will is not `up`.

    `beat` counts, so that no two of a life are alike.
    """

    model_config = ConfigDict(extra="ignore")
    generation: int
    instance: str
    up: bool
    schema_version: int
    seq: int = 0
    at: datetime | None = None
    beat: int = 0


class Presence(Shape):
    """A device about itself; the nonce tells an old last will from a new life.

    `connection` counts those of its life, so that the hub sees a new one.
    """

    model_config = ConfigDict(extra="ignore")
    online: bool
    nonce: str
    connection: int = 0


def presence(online: bool, nonce: str, connection: int = 0) -> bytes:
    """Write what a device says about itself."""
    said = Presence(online=online, nonce=nonce, connection=connection)
    return said.model_dump_json().encode()


def last_will(zone: str, client: str, nonce: str) -> Will:
    """Give the last will that a device's connection should carry."""
    return Will(Topics(zone).online(client), presence(False, nonce))
