"""Numbers: counted by the hub, and leased to kiosks by the hundred so that no paper waits."""

import re
from datetime import datetime

from waiting_room.rules import commands as asked
from waiting_room.rules import events as happened
from waiting_room.rules.events import Event, Lease
from waiting_room.rules.refused import Refused
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.shape import COUNTED
from waiting_room.rules.zone import Role

LEASED_AT_ONCE = 100
LARGEST_NUMBER = 99_999
SKIPPED = 1000
"""How many numbers a restored hub leaves out: more than were leased since its file was saved."""

LABELS_AFTER = "BCDEFGHJKLMNPQRSTUVWYZ"


def next_number(room: WaitingRoom, sender: str) -> str:
    """Give the next free number; its letter names who issues, never the concern."""
    letter = _letter(room, sender)
    return f"{letter}{_above(room, letter, 0):03}"


def lease(
    room: WaitingRoom, command: asked.LeaseNumbers, now: datetime, sender: str
) -> list[Event]:
    """Lease a kiosk its next numbers, all above those that it says it has had today."""
    assert room.day is not None, "a day is open before anything else happens"
    letter = _letter(room, sender)
    first = _above(room, letter, command.above)
    last = min(first + LEASED_AT_ONCE - 1, LARGEST_NUMBER)
    leased = Lease(
        letter=letter,
        first=first,
        last=last,
        day=room.day,
        leased_at=now,
        ends_at=room.zone.end_of_day(now),
    )
    return [happened.NumbersLeased(device=sender, lease=leased)]


def skip(room: WaitingRoom) -> list[Event]:
    """Leave numbers out that a restored hub has leased before and does not remember."""
    return [happened.NumbersSkipped(count=SKIPPED)]


def when_leased(room: WaitingRoom, number: str) -> datetime | None:
    """Tell when a number was leased: it cannot have been printed before."""
    counted = re.fullmatch(COUNTED, number)
    for one in room.leases if counted else ():
        if one.letter == number[0] and one.first <= int(number[1:]) <= one.last:
            return one.leased_at
    return None


def free_label(room: WaitingRoom, number: str) -> str:
    """Give the number on a slip, or, if somebody else has one with the same, one letter more.

    A slip that has such a letter already gets another one.
    """
    if number not in room.tickets:
        return number
    plain = number[:5] if number[0] == "X" else number.rstrip(LABELS_AFTER)
    labels = (plain + letter for letter in LABELS_AFTER)
    free = next((label for label in labels if label not in room.tickets), None)
    if free is None:
        raise _used_up()
    return free


def check_leases(room: WaitingRoom, sender: str) -> None:
    """Refuse numbers of its own to whoever is no kiosk."""
    if sender not in {one.id for one in room.zone.devices if one.role is Role.KIOSK}:
        raise Refused("not_allowed", "Only a kiosk gives out numbers of its own.")


def _letter(room: WaitingRoom, sender: str) -> str:
    letters = {device.id: device.letter for device in room.zone.devices}
    return letters.get(sender) or room.zone.letter


def _above(room: WaitingRoom, letter: str, known: int) -> int:
    count = max(room.last_number.get(letter, 0), known) + 1
    if count > LARGEST_NUMBER:
        raise _used_up()
    return count


def _used_up() -> Refused:
    return Refused("numbers_used_up", "All numbers of today are given out.")
