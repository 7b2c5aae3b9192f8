"""NATS: writes nats-server's configuration, with each user's rights as subjects."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from broker_config.credentials import Credentials
from waiting_room.wire.topics import Rights

MAX_MESSAGE = 1 << 20
MAX_KEPT = 1 << 30
MAX_HELD_BACK = 16 << 20
MAX_CONNECTIONS = 500
# For each filter; a client's filters share 65,535, and one too many is refused without a word.
MAX_UNACKNOWLEDGED = 1_024
REDELIVER_AFTER = "5s"


def subjects(topics: Iterable[str]) -> list[str]:
    """Translate MQTT topics and filters: `a/+/b` is `a.*.b`, `a/#` is `a.>` and `a` itself."""
    return [subject for topic in topics for subject in _subjects(topic)]


def _subjects(topic: str) -> Iterator[str]:
    words = ["*" if word == "+" else word for word in topic.split("/")]
    if words[-1] == "#":
        yield ".".join(words[:-1])
        words[-1] = ">"
    yield ".".join(words)


def configuration(
    users: Iterable[Rights],
    credentials: Credentials,
    *,
    zone: str,
    host: str,
    port: int,
    data: Path,
) -> str:
    """Write the configuration as JSON, which nats-server reads as its own format.

    Passwords stand in it as they are, like in the devices' files beside it: whoever may read one
    may read the other. Sessions, acknowledgements and retained messages are the server's own
    work, so that no user needs a right on `$MQTT` or `$JS`.
    """
    where = f"[{host}]" if ":" in host else host
    settings: dict[str, Any] = {
        "server_name": f"wartemarke-{zone}",
        # A listener for NATS clients cannot be left out; nobody may log in there, see _user.
        "listen": f"{where}:-1",
        "max_payload": MAX_MESSAGE,
        "max_pending": MAX_HELD_BACK,
        "max_connections": MAX_CONNECTIONS,
        "jetstream": {"store_dir": str(data), "max_file_store": MAX_KEPT},
        "mqtt": {
            "listen": f"{where}:{port}",
            "ack_wait": REDELIVER_AFTER,
            "max_ack_pending": MAX_UNACKNOWLEDGED,
            "reject_qos2_publish": True,
        },
        "authorization": {"users": [_user(rights, credentials) for rights in users]},
    }
    # nats-server knows no \u escapes.
    return json.dumps(settings, indent=2, ensure_ascii=False) + "\n"


def _user(rights: Rights, credentials: Credentials) -> dict[str, Any]:
    return {
        "user": rights.user,
        "password": credentials.passwords[rights.user],
        "allowed_connection_types": ["MQTT"],
        "permissions": {
            "publish": {"allow": subjects(rights.write)},
            "subscribe": {"allow": subjects(rights.read)},
        },
    }
