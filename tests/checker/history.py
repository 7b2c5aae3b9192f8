"""History: what the clients sent and heard, in the one order in which that happened here."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from tests.checker.model.asked import Asked

Key = tuple[str, str]
Reply = dict[str, Any]

NEVER = 10**9


@dataclass(eq=False)
class Operation:
    """One command of one client with everything that was sent and heard of it.

    `sent` and `heard` are moments of the history: one number after the other, whoever acted.
    """

    client: str
    id: str
    name: str
    fields: dict[str, Any]
    expect: dict[str, Any] | None = None
    age_ms: int = 0
    ttl_ms: int | None = 60_000
    sent: list[int] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What the hub knows it by."""
        return self.client, self.id

    @property
    def reply(self) -> Reply | None:
        """The first reply, if any came."""
        return self.replies[0] if self.replies else None

    @property
    def code(self) -> str | None:
        """Why it was refused; None if it was not."""
        error = (self.reply or {}).get("error")
        return None if error is None else str(error["code"])

    def asked(self, now: datetime) -> Asked:
        """Give it as the model is asked it, at a moment."""
        envelope = self.expect, self.age_ms, self.ttl_ms
        return Asked(self.name, self.fields, self.client, now, *envelope)

    def payload(self) -> bytes:
        """Write the command as docs/protocol.md has it."""
        head: dict[str, Any] = {"id": self.id, "age_ms": self.age_ms, "ttl_ms": self.ttl_ms}
        if self.expect is not None:
            head["expect"] = self.expect
        return json.dumps(head | self.fields).encode()

    def __str__(self) -> str:
        """Put it into one line for a complaint."""
        expect = f" expecting {self.expect}" if self.expect else ""
        age = f" {self.age_ms} ms ago" if self.age_ms else ""
        return f"{self.client} no. {self.id}: {self.name} {self.fields}{expect}{age}"


class History:
    """Everything that was sent and heard."""

    def __init__(self) -> None:
        self.operations: dict[Key, Operation] = {}
        self.strays: list[tuple[str, Reply]] = []
        self._moments = count()

    def sent(self, operation: Operation) -> None:
        """Note that a command is sent now, perhaps once more."""
        self.operations[operation.key] = operation
        operation.sent.append(next(self._moments))

    def heard(self, client: str, payload: bytes) -> Operation | None:
        """Note that a client hears a reply now; gives what it answers."""
        reply = json.loads(payload)
        operation = self.operations.get((client, reply["id"]))
        if operation is None:
            self.strays.append((client, reply))
            return None
        operation.heard.append(next(self._moments))
        operation.replies.append(reply)
        return operation
