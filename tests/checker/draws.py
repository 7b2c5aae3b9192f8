"""Draws: commands from a seed, with what their askers can foresee of the room."""

from itertools import count
from random import Random
from typing import Any

from tests.checker.foreseen import Foreseen
from tests.checker.history import Operation
from tests.checker.scene import BOOKINGS, CLIENTS, QUOTA, WEBSITE, code

SERVICES = ("question", "papers", "application", "emergency", "photo")
HARDLY = ("evening", "advice", "fishing")
"""Services that give out no tickets now: by the hour, by booking only, and none at all."""

LETTERS_OF_TOKENS = "abcdefghijklmnopqrstuvwxyz234567"
SOME_TIME = "2019-02-28T23:59:59+14:00"
"""When a kiosk says that it has printed a slip: the hub believes no clock but its own."""


class Draws:
    """Draws for everybody; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.foreseen = Foreseen(self.random, self.token())
        self._ids = {client: count(1) for client in CLIENTS}
        self._photos = 0

    def chance(self, probability: float) -> bool:
        """Let the dice decide."""
        return self.random.random() < probability

    def token(self) -> str:
        """Mint a token."""
        return "".join(self.random.choices(LETTERS_OF_TOKENS, k=26))

    def code(self) -> str:
        """Give the code of a booking, now and then of none."""
        return "ZZZZ-ZZZZ" if self.chance(0.05) else code(self.random.randrange(BOOKINGS))

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

    def wish(self) -> dict[str, Any]:
        """Draw what a visitor comes for."""
        service = self.random.choices((*SERVICES, *HARDLY), (25, 25, 20, 8, 16, 2, 2, 2))[0]
        several = self.random.randint(1, 2) if self.chance(0.15) else 0
        also = self.random.choices((*SERVICES, *HARDLY), (28, 28, 22, 8, 6, 1, 1, 1), k=several)
        return {"service": service, "also": also or None}

    def issue(self, client: str, number: str | None = None) -> Operation:
        """Ask for a ticket, perhaps with a number; now and then with a token known already."""
        if self.chance(0.03):
            token, owner, service = self.foreseen.ticket()
            asker = owner if owner != WEBSITE != client else client
            return self.ask(asker, "issue_ticket", service=service, token=token)
        wish, token = self.wish(), self.token()
        self._foresee(client, wish["service"], wish["also"] or [], token, number)
        operation = self.ask(client, "issue_ticket", **wish, token=token, number=number)
        if self.chance(0.01):
            operation.ttl_ms = None
        return operation

    def own_number(self, client: str) -> Operation:
        """Let a device that is no kiosk come with a number; its broker lets it lease none."""
        printed_at = SOME_TIME if self.chance(0.5) else None
        told = {"number": self.foreseen.number(), "printed_at": printed_at}
        return self.ask(client, "issue_ticket", **self.wish(), token=self.token(), **told)

    def _foresee(
        self, client: str, service: str, also: list[str], token: str, number: str | None
    ) -> None:
        """Foresee a ticket, unless there will be none."""
        if service in HARDLY or {"advice", "fishing"} & set(also):
            return
        self._photos += service == "photo"
        if service == "photo" and self._photos > QUOTA:
            return
        self.foreseen.issued(client, token, service, number)
