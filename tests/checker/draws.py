"""Draws: commands from a seed, with what their askers can foresee of the room.

Letters belong to devices and numbers are counted, so numbers that may be waiting need no answer.
"""

from itertools import count
from random import Random
from typing import Any, TypeVar

from tests.checker.history import Operation
from tests.checker.scene import CLIENTS, LETTERS, QUOTA, WEBSITE

T = TypeVar("T")

SERVICES = ("question", "papers", "application", "emergency", "photo")
HARDLY = ("evening", "advice", "fishing")
"""Services that give out no tickets now: by the hour, by booking only, and none at all."""

LETTERS_OF_TOKENS = "abcdefghijklmnopqrstuvwxyz234567"


class Draws:
    """Draws for everybody; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._ids = {client: count(1) for client in CLIENTS}
        self._photos = 0
        self._issued = dict.fromkeys("KLMA", 0)
        self._numbers = ["K001"]
        self._tickets = [(self.token(), WEBSITE, "question")]

    def chance(self, probability: float) -> bool:
        """Let the dice decide."""
        return self.random.random() < probability

    def token(self) -> str:
        """Mint a token."""
        return "".join(self.random.choices(LETTERS_OF_TOKENS, k=26))

    def number(self) -> str:
        """Give a number that was issued not long ago, if all went as foreseen."""
        return self._latest(self._numbers)

    def known_token(self) -> str:
        """Give a token that a ticket was issued for not long ago, if all went as foreseen."""
        token, _, _ = self._latest(self._tickets)
        return token

    def ask(self, client: str, name: str, **fields: Any) -> Operation:
        """Write a command; fields that are None are left out."""
        given = {field: value for field, value in fields.items() if value is not None}
        return Operation(client, str(next(self._ids[client])), name, given)

    def expecting(self, operation: Operation, number: str, *statuses: str) -> Operation:
        """Let a command now and then say what its asker believes."""
        if self.chance(0.2):
            status = self.random.choice((*statuses, None, "waiting", "called"))
            operation.expect = {"ticket": number} | ({"status": status} if status else {})
        return operation

    def issue(self, client: str) -> Operation:
        """Ask for a ticket; now and then with a token that is known already."""
        if self.chance(0.03):
            token, owner, service = self._latest(self._tickets)
            asker = owner if owner != WEBSITE != client else client
            return self.ask(asker, "issue_ticket", service=service, token=token)
        service = self.random.choices((*SERVICES, *HARDLY), (28, 28, 22, 8, 6, 2, 2, 2))[0]
        several = self.random.randint(1, 2) if self.chance(0.15) else 0
        also = self.random.choices((*SERVICES, *HARDLY), (28, 28, 22, 8, 6, 1, 1, 1), k=several)
        token = self.token()
        self._foresee(client, service, also, token)
        return self.ask(client, "issue_ticket", service=service, token=token, also=also or None)

    def _foresee(self, client: str, service: str, also: list[str], token: str) -> None:
        """Count a number, unless there will be none."""
        if service in HARDLY or {"advice", "fishing"} & set(also):
            return
        self._photos += service == "photo"
        if service == "photo" and self._photos > QUOTA:
            return
        letter = LETTERS.get(client, "A")
        self._issued[letter] += 1
        self._numbers.append(f"{letter}{self._issued[letter]:03}")
        self._tickets.append((token, client, service))

    def _latest(self, of: list[T]) -> T:
        return of[max(-len(of), -1 - int(self.random.expovariate(1 / 30)))]
