"""A kiosk as the plan draws one: it leases numbers, gives them out, and tells the hub of slips."""

from collections import deque
from typing import Any

from tests.checker.draws import SOME_TIME, Draws
from tests.checker.history import Operation
from tests.checker.scene import KIOSKS, LETTERS

FEW = 10
ALL_OF_THEM = 99_999
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
YESTERDAY_MS = 25 * 3600 * 1000
AGES_MS = (0, 300, 20_000, 60_000, 600_000, 2_700_000, YESTERDAY_MS)
"""How long ago a slip was printed; the last but one is before most leases."""


class Kiosk:
    """Whoever prints slips; what the hub answers to them changes nothing here."""

    def __init__(self, draws: Draws, client: str) -> None:
        self.draws = draws
        self.chance, self.choice = draws.chance, draws.random.choice
        self.client = client
        self._held: deque[str] = deque()
        self._slips: list[Operation] = []

    def somebody(self) -> Operation:
        """Do what one visitor without a booking asks for, or what must be done before."""
        if len(self._held) < FEW or self.chance(0.06):
            return self.lease()
        if self.chance(0.02):
            return self.draws.ask(self.client, "report_device", parts={"printer": "ok"})
        plays = (self.slip, self.again, self.hub_decides, self.offer)
        return self.draws.random.choices(plays, (55, 8, 29, 8))[0]()

    def lease(self) -> Operation:
        """Ask for numbers, now and then above some that nobody else has heard of."""
        highest = self.draws.foreseen.highest(self.client)
        jump = highest + self.draws.random.randint(1, 40)
        above = self.draws.random.choices((None, highest, jump, ALL_OF_THEM), (60, 25, 10, 5))[0]
        if above != ALL_OF_THEM:
            self._held += self.draws.foreseen.lease(self.client, above or 0)
        return self.draws.ask(self.client, "lease_numbers", above=above)

    def hub_decides(self) -> Operation:
        """Let the hub give out the number."""
        return self.draws.issue(self.client)

    def offer(self) -> Operation:
        """Let the hub decide, and offer a number for it: its own next one, or one that is taken."""
        return self.draws.issue(self.client, number=self.offered())

    def slip(self) -> Operation:
        """Tell of a slip, whatever the hub may think of it."""
        wish, told_s = self.draws.wish(), self.choice((None, [300, 600]))
        return self._printed("issue_ticket", token=self.draws.token(), **wish, told_s=told_s)

    def again(self) -> Operation:
        """Tell of a slip once more, as if it had never been told."""
        if not self._slips:
            return self.slip()
        known = self.choice(self._slips[-20:])
        return self._told(known.name, known.fields)

    def check_in(self, code: str) -> Operation:
        """Ask the hub for the ticket of a booking, now and then with a number or a known token."""
        number = self.offered() if self.chance(0.3) else None
        fields = {"code": code, "token": self._token(), "number": number}
        return self.draws.ask(self.client, "check_in", **fields)

    def booked_slip(self, code: str) -> Operation:
        """Tell of a slip for a booking, whatever its time."""
        return self._printed("check_in", token=self._token(), code=code)

    def offered(self) -> str:
        """Give a number to offer: leased, as somebody else's, or never leased."""
        kind = self.draws.random.choices(("own", "same", "unknown"), (65, 20, 15))[0]
        if kind == "unknown":
            return self._unknown()
        return self._held.popleft() if kind == "own" and self._held else self._same()

    def _number(self) -> str:
        """Give the number of a slip: leased, as somebody else's, by chance, or never leased."""
        kind = self.draws.random.choices(("own", "same", "label", "unknown"), (72, 8, 6, 14))[0]
        if kind == "own" and self._held:
            return self._held.popleft()
        if kind == "same":
            return self._same()
        if kind == "unknown":
            return self._unknown()
        return "X" + "".join(self.draws.random.choices(SIGNS, k=4))

    def _same(self) -> str:
        return self.draws.foreseen.number()

    def _unknown(self) -> str:
        """Give a number of any kiosk's letter, a little or far above what is leased."""
        owner = self.choice(KIOSKS)
        near = self.draws.foreseen.highest(owner) + self.draws.random.randint(1, 40)
        far = self.draws.random.randint(ALL_OF_THEM // 2, ALL_OF_THEM)
        return f"{LETTERS[owner]}{near if self.chance(0.6) else far:03}"

    def _token(self) -> str:
        return self.draws.foreseen.ticket()[0] if self.chance(0.04) else self.draws.token()

    def _printed(self, name: str, **fields: Any) -> Operation:
        number = self._number()
        slip = self._told(name, {"number": number, "printed_at": SOME_TIME} | fields)
        self._slips.append(slip)
        if slip.age_ms != YESTERDAY_MS:
            service = fields.get("service", "advice")
            self.draws.foreseen.printed(self.client, fields["token"], service, number)
        return slip

    def _told(self, name: str, fields: dict[str, Any]) -> Operation:
        slip = self.draws.ask(self.client, name, **fields)
        slip.age_ms = self.draws.random.choices(AGES_MS, (40, 25, 15, 9, 5, 4, 2))[0]
        slip.ttl_ms = None
        return slip
