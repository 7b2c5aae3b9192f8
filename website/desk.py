"""The way to the hub's booking desk: asks it, and bears that many people ask at once."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

from waiting_room.rules.commands import Command, FindBooking, FreeSlots, ReserveSlot
from waiting_room.rules.refused import Refused
from waiting_room.rules.tries import Tries
from waiting_room.wire.link import Link
from waiting_room.wire.messages import Reply
from website.mirror import Mirror

KEPT = timedelta(seconds=2)
"""So long the answer about free slots serves everybody who asks."""

WITHIN = timedelta(minutes=10)
WRONG_CODES = 10
RESERVATIONS = 30
"""How many each address may make within that time; a library or a shelter stands behind one."""

Slots = list[dict[str, Any]]


class Desk:
    """Asks the hub for whoever looks at a page; every method may raise Refused."""

    def __init__(self, link: Link, mirror: Mirror) -> None:
        self._link = link
        self._mirror = mirror
        self._known: dict[tuple[str, date | None], tuple[datetime, Slots]] = {}
        self._wrong_codes = Tries(WRONG_CODES, WITHIN)
        self._reservations = Tries(RESERVATIONS, WITHIN)

    async def days(self, service: str) -> Slots:
        """Give the days that can be booked, each with how many seats are free."""
        return await self._free(service, None, "days")

    async def slots(self, service: str, day: date) -> Slots:
        """Give the slots of a day, each with how many seats are free."""
        return await self._free(service, day, "slots")

    async def reserve(self, address: str, command: ReserveSlot) -> dict[str, Any]:
        """Reserve a seat, unless this address does so all the time."""
        self._reservations.check(address, self._mirror.now)
        self._reservations.count(address, self._mirror.now)
        return await self.change(command)

    async def find(self, address: str, code: str) -> dict[str, Any]:
        """Find a booking, unless this address gives wrong codes all the time."""
        self._wrong_codes.check(address, self._mirror.now)
        try:
            return await self._ask(FindBooking(code=code))
        except Refused as refused:
            if refused.code == "unknown_booking":
                self._wrong_codes.count(address, self._mirror.now)
            raise

    async def change(self, command: Command) -> dict[str, Any]:
        """Ask for what changes who has which seat."""
        self._known.clear()
        try:
            return await self._ask(command)
        finally:
            self._known.clear()

    async def _free(self, service: str, day: date | None, what: str) -> Slots:
        asked_at, known = self._known.get((service, day), (None, []))
        if asked_at is None or self._mirror.now >= asked_at + KEPT:
            asked_at = self._mirror.now
            known = (await self._ask(FreeSlots(service=service, day=day)))[what]
            self._known[service, day] = asked_at, known
        return known

    async def _ask(self, command: Command) -> dict[str, Any]:
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()

        def answered(reply: Reply) -> None:
            if not answer.done():  # whoever asked may have left
                answer.set_result(reply)

        self._link.ask(command, answered)
        reply = await answer
        if reply.error is not None:
            error = reply.error
            raise Refused(error.code, error.text, retry=error.retry, at=error.at)
        return reply.result
