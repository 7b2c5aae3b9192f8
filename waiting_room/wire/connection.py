"""Connection: what the language needs of a broker, whichever it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

Message = tuple[str, bytes]
"""Topic and payload."""


@dataclass(frozen=True)
class Will:
    """What the broker says, retained, when this client is gone without a word."""

    topic: str
    payload: bytes


class Connection(Protocol):
    """One client's connection; everything is heard on the client's home thread."""

    def open(
        self,
        heard: Callable[[Sequence[Message]], None],
        changed: Callable[[bool], None],
    ) -> None:
        """Connect, and stay connected for ever.

        `heard` gets what arrived, in order, as many as there are; `changed` hears True when the
        broker can be reached and the filters are subscribed, False when not.
        """

    def subscribe(self, *filters: str) -> None:
        """Want these topics (QoS 1), now and after every reconnect."""

    def publish(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        """Send if the broker can be reached, else drop: nothing is kept to surprise anybody.

        With QoS 1 what was on its way when the link broke may arrive once more after it.
        """

    def check(self) -> None:
        """Raise RuntimeError if this connection can never come back: then the program must end."""

    def close(self) -> None:
        """Disconnect without a last will."""
