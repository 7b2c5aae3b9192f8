"""The protocol as an AsyncAPI 3 document, made from the message classes themselves.

`python -m waiting_room.wire.asyncapi > docs/asyncapi.json`; a test compares the two.
"""

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel

from waiting_room.rules.commands import COMMANDS
from waiting_room.rules.events import EVENTS
from waiting_room.wire.life import HubState, Presence
from waiting_room.wire.messages import ORDERS, Reply
from waiting_room.wire.topics import Topics
from waiting_room.wire.views import KEYED, PUBLIC_VIEWS, VIEWS

TOPICS = Topics("{zone}")


def document() -> dict[str, Any]:
    """Give the whole document."""
    schemas: dict[str, Any] = {}
    channels: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    for id, address, sent_by_hub, shape, text in _channels():
        schema = shape.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= schema.pop("$defs", {})
        schemas[shape.__name__] = schema
        channels[id] = {
            "address": address,
            "description": text,
            "parameters": {part[1:-1]: {} for part in address.split("/") if part.startswith("{")},
            "messages": {id: {"payload": {"$ref": f"#/components/schemas/{shape.__name__}"}}},
        }
        operations[id] = {
            "action": "send" if sent_by_hub else "receive",
            "channel": {"$ref": f"#/channels/{id}"},
        }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Wartemarke, as the hub speaks and listens",
            "version": version("wartemarke"),
            "description": "What the topics mean and how messages are sent: protocol.md",
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _channels() -> Iterator[tuple[str, str, bool, type[BaseModel], str]]:
    """Give each channel: its id, address, whether the hub sends, the shape, and one sentence."""
    for name, command in COMMANDS.items():
        yield name, TOPICS.command("{client}", name), False, ORDERS[name], command.__doc__ or ""
    yield "reply", TOPICS.reply("{client}"), True, Reply, "The answer to a command."
    for name, event in EVENTS.items():
        if event.announced:
            yield name, TOPICS.event(name), True, event, event.__doc__ or ""
    for name, view in (VIEWS | PUBLIC_VIEWS).items():
        address = TOPICS.view(view, "{key}" if view in KEYED else None)
        yield (
            f"{'public' if view.public else 'view'}_{name}",
            address,
            True,
            view,
            view.__doc__ or "",
        )
    yield "hub", TOPICS.hub, True, HubState, HubState.__doc__ or ""
    yield "online", TOPICS.online("{client}"), False, Presence, Presence.__doc__ or ""


if __name__ == "__main__":
    print(json.dumps(document(), indent=1, ensure_ascii=False))
