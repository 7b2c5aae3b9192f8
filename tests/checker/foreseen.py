"""Foreseen: numbers and tokens that there will be, if all goes as it was asked.

Letters belong to devices and numbers are counted, so numbers that may be waiting need no answer.
Where commands cross on their way it comes out otherwise, as it does where people ask.
"""

from collections import Counter
from random import Random
from typing import TypeVar

from tests.checker.scene import LETTERS, WEBSITE, ZONES_LETTER

T = TypeVar("T")

LEASED_AT_ONCE = 100
MORE = ("", "B", "C", "D", "E")
"""What the first slips with one number have behind it."""


class Foreseen:
    """What those who ask can know of the room without hearing an answer."""

    def __init__(self, random: Random, first_token: str) -> None:
        self._random = random
        self._highest = dict.fromkeys((*LETTERS.values(), ZONES_LETTER), 0)
        self._numbers = ["K001"]
        self._slips: Counter[str] = Counter()
        self._tickets = [(first_token, WEBSITE, "question")]

    def number(self) -> str:
        """Give a number that was given out not long ago."""
        return self._latest(self._numbers)

    def ticket(self) -> tuple[str, str, str]:
        """Give token, owner and service of a ticket that was given out not long ago."""
        return self._latest(self._tickets)

    def highest(self, client: str) -> int:
        """Give the highest number of a device's letter."""
        return self._highest[LETTERS.get(client, ZONES_LETTER)]

    def lease(self, client: str, above: int) -> list[str]:
        """Count on by a lease; gives its numbers."""
        letter, first = LETTERS[client], max(self.highest(client), above) + 1
        self._highest[letter] = first + LEASED_AT_ONCE - 1
        return [f"{letter}{count:03}" for count in range(first, first + LEASED_AT_ONCE)]

    def issued(self, client: str, token: str, service: str, offer: str | None) -> None:
        """Note a ticket with the number that is offered, or else with the next one."""
        letter = LETTERS.get(client, ZONES_LETTER)
        following = f"{letter}{self._highest[letter] + 1:03}"
        is_free = offer is not None and not self._slips[_plain(offer)]
        self.printed(client, token, service, offer if offer and is_free else following)

    def printed(self, client: str, token: str, service: str, number: str) -> None:
        """Note a ticket with the number on a slip, or with a letter more."""
        plain = _plain(number)
        if plain[0] in self._highest:
            self._highest[plain[0]] = max(self._highest[plain[0]], int(plain[1:]))
        self._numbers.append(plain + MORE[min(self._slips[plain], len(MORE) - 1)])
        self._slips[plain] += 1
        self._tickets.append((token, client, service))

    def _latest(self, of: list[T]) -> T:
        return of[max(-len(of), -1 - int(self._random.expovariate(1 / 30)))]


def _plain(number: str) -> str:
    """Give a number as it is without a letter more."""
    return number[:5] if number.startswith("X") else number.rstrip("".join(MORE))
