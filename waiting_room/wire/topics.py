"""Topics: where everything travels, and which device may write or read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from waiting_room.rules.commands import COMMANDS
from waiting_room.rules.zone import Device, Role
from waiting_room.wire.views import KEYED, PUBLIC_VIEWS, VIEWS, DeviceView, View, view_name

ROOT = "wm"
HUB = "hub"
"""The hub's client id and user name."""

HEARS_EVENTS = frozenset({Role.COUNTER, Role.DISPLAY})


@dataclass(frozen=True)
class Topics:
    """The topics of one zone."""

    zone: str

    def command(self, client: str, name: str) -> str:
        """Where a client asks."""
        return f"{ROOT}/{self.zone}/command/{client}/{name}"

    def reply(self, client: str) -> str:
        """Where a client is answered."""
        return f"{ROOT}/{self.zone}/reply/{client}"

    def event(self, name: str) -> str:
        """Where a moment is announced."""
        return f"{ROOT}/{self.zone}/event/{name}"

    def view(self, view: type[View], key: str | None = None) -> str:
        """Where a view is kept, retained."""
        family = "public" if view.public else "view"
        topic = f"{ROOT}/{self.zone}/{family}/{view_name(view)}"
        return topic if key is None else f"{topic}/{key}"

    def online(self, client: str) -> str:
        """Where a device says that it is there."""
        return f"{ROOT}/{self.zone}/online/{client}"

    @property
    def hub(self) -> str:
        """Where the hub tells about itself."""
        return f"{ROOT}/{self.zone}/hub"

    @property
    def all_commands(self) -> str:
        """The filter for everything that clients ask."""
        return self.command("+", "+")

    def read_command(self, topic: str) -> tuple[str, str] | None:
        """Take a command topic apart: who asks, and what; None if it is another topic."""
        parts = topic.split("/")
        if len(parts) != 5 or parts[:3] != [ROOT, self.zone, "command"]:
            return None
        return parts[3], parts[4]


@dataclass(frozen=True)
class Rights:
    """What one user of the broker may write and read: topics, `+` and a last `#` as in MQTT."""

    user: str
    write: tuple[str, ...]
    read: tuple[str, ...]


def rights_of(zone: str, device: Device) -> Rights:
    """Derive a device's rights from its role; nothing else is allowed to it."""
    topics = Topics(zone)
    write = [
        topics.command(device.id, name)
        for name, command in COMMANDS.items()
        if device.role in command.asked_by
    ]
    read = [topics.reply(device.id), topics.hub, *_readable(topics, device)]
    if device.role in HEARS_EVENTS:
        read.append(topics.event("+"))
    return Rights(device.id, (*write, topics.online(device.id)), tuple(read))


def rights_of_hub(zone: str) -> Rights:
    """The hub writes everything but commands and presence, and reads those two; and other hubs."""
    topics = Topics(zone)
    root = f"{ROOT}/{zone}"
    write = [f"{root}/reply/+", f"{root}/event/+", f"{root}/view/#", f"{root}/public/#", topics.hub]
    return Rights(HUB, tuple(write), (topics.all_commands, topics.online("+"), topics.hub))


def _readable(topics: Topics, device: Device) -> Iterator[str]:
    for view in (*VIEWS.values(), *PUBLIC_VIEWS.values()):
        if device.role not in view.readers:
            continue
        if view is DeviceView:
            yield topics.view(view, device.id)
        else:
            yield topics.view(view, "+" if view in KEYED else None)


def matches(wanted: str, topic: str) -> bool:
    """Tell whether an MQTT filter wants a topic."""
    wants, words = wanted.split("/"), topic.split("/")
    for place, want in enumerate(wants):
        if want == "#":
            return True
        if place >= len(words) or want not in ("+", words[place]):
            return False
    return len(wants) == len(words)
