"""Foreseen: numbers and tokens that there will be, if all goes as it was asked.

Letters belong to devices and numbers are counted, so numbers that may be waiting need no answer.
Where commands cross on their way it comes out otherwise, as it does where people ask.
"""

from collections import Counter
from itertools import count, takewhile
from random import Random
from typing import TypeVar

from tests.checker.scene import LETTERS, WEBSITE, ZONES_LETTER

T = TypeVar("T")

LEASED_AT_ONCE = 100
FARTHEST = 1000
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
        letter = LETTERS[client]
        first = self._free(letter, max(self.highest(client), above))
        counts = range(first, first + LEASED_AT_ONCE)
        leased = list(takewhile(self._is_free, (f"{letter}{one:03}" for one in counts)))
        self._highest[letter] = first + len(leased) - 1
        return leased

    def issued(self, client: str, token: str, service: str, offer: str | None) -> None:
        """Note a ticket with the number that is offered, or else with the next one."""
        letter = LETTERS.get(client, ZONES_LETTER)
        following = f"{letter}{self._free(letter, self._highest[letter]):03}"
        is_taken = offer is not None and offer[0] in (letter, "X") and self._is_free(offer)
        self.printed(client, token, service, offer if offer and is_taken else following)

    def printed(self, client: str, token: str, service: str, number: str) -> None:
        """Note a ticket with the number on a slip, or with a letter more."""
        plain = _plain(number)
        letter = LETTERS.get(client, ZONES_LETTER)
        if plain[0] == letter and int(plain[1:]) <= self._highest[letter] + FARTHEST:
            self._highest[letter] = max(self._highest[letter], int(plain[1:]))
        self._numbers.append(plain + MORE[min(self._slips[plain], len(MORE) - 1)])
        self._slips[plain] += 1
        self._tickets.append((token, client, service))

    def _is_free(self, number: str) -> bool:
        return not self._slips[_plain(number)]

    def _free(self, letter: str, above: int) -> int:
        return next(one for one in count(above + 1) if self._is_free(f"{letter}{one:03}"))

    def _latest(self, of: list[T]) -> T:
        return of[max(-len(of), -1 - int(self._random.expovariate(1 / 30)))]


def _plain(number: str) -> str:
    """Give a number as it is without a letter more."""
    return number[:5] if number.startswith("X") else number.rstrip("".join(MORE))
