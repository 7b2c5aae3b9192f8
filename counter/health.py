"""Health: which of the zone's machines a clerk must know about, each in a sentence."""

from counter.sentences import NOT_IN_LINE, NUMBERS, PARTS, shown_number
from waiting_room.rules.shape import said
from waiting_room.rules.zone import Role
from waiting_room.wire.parts import DeviceHealth
from waiting_room.wire.views import HealthView
from waiting_room.words import Catalogue

LOOKED_AFTER = (Role.DISPLAY, Role.KIOSK)
"""Other devices are of no use to know at the counter."""


def _name(words: Catalogue, device: DeviceHealth) -> str:
    """Name a device as people know it, else by its id."""
    return said(device.name, words.language) or device.id


def troubles(words: Catalogue, health: HealthView | None) -> list[str]:
    """Say what is wrong, the worst first; empty if all is well or nothing is known."""
    devices = [one for one in health.devices if one.role in LOOKED_AFTER] if health else []
    walls = [one for one in devices if one.role is Role.DISPLAY]
    told = []
    if walls and not any(wall.online for wall in walls):
        told.append(words.say("No wall is connected. Please call out the numbers yourself."))
        devices = [one for one in devices if one.role is not Role.DISPLAY]
    for device in devices:
        if not device.online:
            told.append(words.say("{device} is not connected.", device=_name(words, device)))
        for part, sentences in PARTS.items():
            state = device.parts.get(part, "") if device.online else ""
            sentence = sentences.get(state)
            if sentence == NUMBERS["refused"]:
                told.append(_refused(words, device))
            elif sentence:
                told.append(words.say(sentence, device=_name(words, device)))
    return told


def _refused(words: Catalogue, device: DeviceHealth) -> str:
    """Say which numbers are not in line, as far as the kiosk names them."""
    named = device.parts.get("not-in-line", "ok")
    if named == "ok":
        return words.say(NUMBERS["refused"], device=_name(words, device))
    numbers = ", ".join(one if one == "…" else shown_number(one) for one in named.split())
    return words.say(NOT_IN_LINE, numbers=numbers, device=_name(words, device))
