"""The model's rules for numbers: who gives them out, and what is done if two have the same."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.checker.model.asked import Answer, Asked, event
from tests.checker.model.room import Room
from tests.checker.scene import BERLIN, DAY_STARTS

AT_ONCE = 100
LAST = 99_999
MORE = "BCDEFGHJKLMNPQRSTUVWYZ"
"""The letters that a number can have more; those of them that look like others are left out."""


def lease_numbers(room: Room, asked: Asked) -> Answer:
    """The next hundred of a kiosk's letter, above all that it or the hub knows of."""
    yield from unless_a_kiosk(room, asked.sender)
    letter = letter_of(room, asked.sender)
    first = max(highest(room, letter), asked["above"]) + 1
    if first > LAST:
        yield "numbers_used_up"
    today = day_of(asked.now)
    lease = {
        "letter": letter,
        "first": first,
        "last": min(first + AT_ONCE - 1, LAST),
        "day": today.isoformat(),
        "leased_at": asked.now,
        "ends_at": datetime.combine(today + timedelta(days=1), time(), BERLIN) + DAY_STARTS,
    }
    yield event("numbers_leased", device=asked.sender, lease=lease)


def day_of(at: datetime) -> date:
    """Tell to which day of the zone a moment belongs."""
    return (at.astimezone(BERLIN) - DAY_STARTS).date()


def unless_a_kiosk(room: Room, sender: str) -> Iterator[str]:
    """Refuse numbers of its own to any other device."""
    if room.devices[sender]["role"] != "kiosk":
        yield "not_allowed"


def letter_of(room: Room, sender: str) -> str:
    """Give the letter of a device, or its zone's."""
    return str(room.devices[sender].get("letter", room.zone["letter"]))


def highest(room: Room, letter: str) -> int:
    """Give the highest number that was leased or issued; a letter more does not count."""
    issued = (one["number"] for one in room.issued if one["number"].startswith(letter))
    counted = [int(number[1:]) for number in issued if number[1:].isdigit()]
    leased = [lease["last"] for lease in room.leases if lease["letter"] == letter]
    return max((*counted, *leased), default=0)


def counted_on(room: Room, sender: str) -> str:
    """Give the first number of the sender's letter that nobody has, or holds on lease."""
    letter = letter_of(room, sender)
    return f"{letter}{highest(room, letter) + 1:03}"


def with_one_more(room: Room, number: str) -> str:
    """Give the number on a slip, with a letter more if somebody else has the same."""
    plain = number[:5] if number.startswith("X") else number.rstrip(MORE)
    labels = (number, *(plain + letter for letter in MORE))
    return next(label for label in labels if label not in room.tickets)


def lease_of(room: Room, number: str) -> dict[str, Any] | None:
    """Find the lease that a number is of."""
    if not number[1:].isdigit():
        return None
    own = (lease for lease in room.leases if lease["letter"] == number[0])
    return next((one for one in own if one["first"] <= int(number[1:]) <= one["last"]), None)
