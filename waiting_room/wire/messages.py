"""Messages: how commands and replies are written as JSON, and read again without trust."""

import json
from datetime import datetime
from typing import Any

from pydantic import ConfigDict, Field, ValidationError

from waiting_room.rules.commands import COMMANDS, Command
from waiting_room.rules.faults import what_is_wrong
from waiting_room.rules.refused import Refused
from waiting_room.rules.shape import Instant, Number, Shape
from waiting_room.rules.ticket import Status

LARGEST_BYTES = 16 * 1024
SCHEMA_VERSION = 1
"""Raised when an old client could misread a new hub."""


class Expect(Shape):
    """What the asker believes to be so; if it is not, the command is a conflict."""

    ticket: Number | None = None
    status: Status | None = None


class Envelope(Shape):
    """What every command carries beside its own fields.

    `age_ms` is counted on the sender's monotonic clock at this attempt; `ttl_ms` is how old the
    command may get, null for never. `sent_at` is when this attempt was sent, by the hub's clock as
    its beats tell it; none if none was heard.
    """

    id: str = Field(min_length=1, max_length=64)
    age_ms: int = Field(default=0, ge=0)
    ttl_ms: int | None = Field(default=5000, ge=0)
    sent_at: Instant | None = None
    expect: Expect | None = None

    @property
    def expired(self) -> bool:
        """Tell whether the command is too old to be carried out."""
        return self.ttl_ms is not None and self.age_ms > self.ttl_ms


class Fault(Shape):
    """Why the answer is no."""

    model_config = ConfigDict(extra="ignore")
    code: str
    text: str
    retry: bool = False
    at: datetime | None = None


class Reply(Shape):
    """The hub's answer; `seq` is the journal's number of the last event it caused.

    `generation` is the life of the hub that tells it, which need not be the one that decided it.
    """

    model_config = ConfigDict(extra="ignore")
    id: str
    ok: bool
    seq: int = 0
    result: dict[str, Any] = Field(default_factory=dict)
    error: Fault | None = None
    generation: int | None = None

    @classmethod
    def no(cls, id: str, refused: Refused) -> "Reply":
        """Answer with a refusal."""
        fault = Fault(code=refused.code, text=refused.text, retry=refused.retry, at=refused.at)
        return cls(id=id, ok=False, error=fault)


ORDERS: dict[str, type[Any]] = {
    name: type(f"{command.__name__}Order", (Envelope, command), {"__doc__": command.__doc__})
    for name, command in COMMANDS.items()
}
"""Each command together with its envelope, read in one pass."""


class Unreadable(Refused):
    """A message that is no command; `id` is the sender's, as far as it could be read."""

    def __init__(self, code: str, text: str, id: str = "") -> None:
        super().__init__(code, text)
        self.id = id


def write_command(command: Command, envelope: Envelope) -> bytes:
    """Write a command as it goes onto the wire."""
    head = envelope.model_dump(mode="json", exclude={"expect", "sent_at"})
    if envelope.sent_at is not None:
        head["sent_at"] = envelope.sent_at.isoformat()
    if envelope.expect is not None:
        head["expect"] = envelope.expect.model_dump(mode="json", exclude_none=True)
    return json.dumps(head | command.model_dump(mode="json", exclude_none=True)).encode()


def told_by(generation: int, body: bytes) -> bytes:
    """Give a reply, written and kept without it, with the life of the hub that tells it now."""
    return b'{"generation":%d,' % generation + body[1:]


def read_order(name: str, payload: bytes) -> Any:
    """Read a command with its envelope; raises Unreadable with a clear sentence.

    The result is an instance of both `Envelope` and the command's class.
    """
    if len(payload) > LARGEST_BYTES:
        raise Unreadable("too_large", f"A message may have at most {LARGEST_BYTES} bytes.")
    order = ORDERS.get(name)
    if order is None:
        raise Unreadable("unknown_command", f'There is no command "{name}".', _id_in(payload))
    try:
        return order.model_validate_json(payload, strict=True)
    except ValidationError as error:
        if error.errors()[0]["type"] == "json_invalid":
            raise Unreadable("not_json", "The message is not JSON.") from None
        raise Unreadable("wrong_fields", what_is_wrong(error)[:500], _id_in(payload)) from None


def _id_in(payload: bytes) -> str:
    """Find the sender's id in a message that is otherwise wrong, so that it gets its answer."""
    try:
        return Envelope.model_validate_json(payload, extra="ignore").id
    except ValidationError:
        return ""
