"""Signs of life: what the hub and the devices say about themselves."""

from datetime import datetime

from pydantic import ConfigDict

from waiting_room.rules.shape import Shape


class HubState(Shape):
    """The hub about itself, every two seconds; `up` is false in its last will."""

    model_config = ConfigDict(extra="ignore")
    generation: int
    instance: str
    up: bool
    schema_version: int
    seq: int = 0
    at: datetime | None = None


class Presence(Shape):
    """A device about itself; the nonce tells an old last will from a new life."""

    model_config = ConfigDict(extra="ignore")
    online: bool
    nonce: str
