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
    letter = room.zone.letter_of(sender)
    return _number(letter, _first_free(room, letter, 0))


def lease(
    room: WaitingRoom, command: asked.LeaseNumbers, now: datetime, sender: str
) -> list[Event]:
    """Lease a kiosk its next numbers, all above those that it says it has had today.

    They end before a number that somebody has already: a slip can say any.
    """
    assert room.day is not None, "a day is open before anything else happens"
    letter = room.zone.letter_of(sender)
    first = _first_free(room, letter, command.above)
    counts = range(first, min(first + LEASED_AT_ONCE, LARGEST_NUMBER + 1))
    taken = (count for count in counts if _number(letter, count) in room.tickets)
    leased = Lease(
        letter=letter,
        first=first,
        last=next(taken, counts.stop) - 1,
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
    leased = _leased(room, number)
    return None if leased is None else leased.lease.leased_at


def is_own(room: WaitingRoom, number: str, sender: str) -> bool:
    """Tell whether a number is its sender's to give out: leased to it, or else of its letter.

    Emergency labels are everybody's.
    """
    leased = _leased(room, number)
    if leased is not None:
        return leased.device == sender
    return number[0] in ("X", room.zone.letter_of(sender))


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


def _number(letter: str, count: int) -> str:
    return f"{letter}{count:03}"


def _leased(room: WaitingRoom, number: str) -> happened.NumbersLeased | None:
    counted = re.fullmatch(COUNTED, number)
    for one in room.leases if counted else ():
        if one.lease.letter == number[0] and one.lease.first <= int(number[1:]) <= one.lease.last:
            return one
    return None


def _first_free(room: WaitingRoom, letter: str, known: int) -> int:
    """Find the next number of a letter that nobody has; of other kiosks' slips somebody may."""
    begin = max(room.last_number.get(letter, 0), known) + 1
    for count in range(begin, LARGEST_NUMBER + 1):
        if _number(letter, count) not in room.tickets:
            return count
    raise _used_up()


def _used_up() -> Refused:
    return Refused("numbers_used_up", "All numbers of today are given out.")
