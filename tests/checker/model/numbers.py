"""The model's rules for numbers: who gives them out, and what is done if two have the same."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.checker.model.asked import Answer, Asked, event
from tests.checker.model.room import Room
from tests.checker.scene import BERLIN, DAY_STARTS

AT_ONCE = 100
LAST = 99_999
AHEAD = 1000
"""No slip takes a count further than this, and none that of somebody else's letter."""

MORE = "BCDEFGHJKLMNPQRSTUVWYZ"
"""The letters that a number can have more; those of them that look like others are left out."""


def lease_numbers(room: Room, asked: Asked) -> Answer:
    """The next hundred of a kiosk's letter, above all that it or the hub knows of.

    If somebody has one of them there are fewer.
    """
    yield from unless_a_kiosk(room, asked.sender)
    letter = letter_of(room, asked.sender)
    first = after(room, letter, max(highest(room, letter), asked["above"]))
    if first > LAST:
        yield "numbers_used_up"
    last = first
    while last < min(first + AT_ONCE - 1, LAST) and after(room, letter, last) == last + 1:
        last += 1
    today = day_of(asked.now)
    lease = {
        "letter": letter,
        "first": first,
        "last": last,
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
    """Give the highest number that was leased, or issued by whoever has the letter."""
    count = 0
    for number, by in room.counted[letter]:
        if by is None or (letter_of(room, by) == letter and number <= count + AHEAD):
            count = max(count, number)
    return count


def after(room: Room, letter: str, count: int) -> int:
    """Give the next number that nobody has."""
    following = count + 1
    while written(letter, following) in room.tickets:
        following += 1
    return following


def written(letter: str, count: int) -> str:
    """Write a number."""
    return f"{letter}{count:03}"


def counted_on(room: Room, sender: str) -> str:
    """Give the first number of the sender's letter that nobody has, or holds on lease."""
    letter = letter_of(room, sender)
    return written(letter, after(room, letter, highest(room, letter)))


def may_offer(room: Room, number: str, sender: str) -> bool:
    """Tell whether a kiosk may offer a number: one that nobody has, of its letter or of none."""
    return number not in room.tickets and number[0] in (letter_of(room, sender), "X")


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
