"""People: visitors at the kiosk and clerks at their counters, each with a finger on the glass."""

import asyncio
import os
import random
import re
from dataclasses import dataclass, field

from waiting_room.demo.hand import Hand, NothingThere
from waiting_room.demo.morning import Visitor
from waiting_room.demo.observer import Observer
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.shape import said
from waiting_room.rules.ticket import Status
from waiting_room.rules.zone import Zone
from waiting_room.words import LANGUAGES, catalogue

NUMBER = re.compile(r"^([A-WYZ][\u202f ]?\d{3,5}|X[\u202f ]?[2-9A-HJ-NP-Z]{4})$")
LOOKS_FOR_NUMBER_S = 15.0
WALKS_TO_COUNTER_MIN = 0.6
WAITS_FOR_NO_SHOW_MIN = 1.5


@dataclass
class Tally:
    """What was seen on the screens, to be held against the hub's own file."""

    numbers: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)


class KioskVisitors:
    """Lets visitors step up to the kiosk, one after the other."""

    def __init__(self, hand: Hand, scanner_fd: int, zone: Zone, tally: Tally) -> None:
        self._hand = hand
        self._scanner_fd = scanner_fd
        self._services = {service.id: service.name for service in zone.services}
        self._tally = tally
        self._kiosk = asyncio.Lock()

    async def visit(self, visitor: Visitor) -> None:
        """Take a ticket or check in, read the number, and step aside."""
        async with self._kiosk:
            try:
                if visitor.code is not None:
                    os.write(self._scanner_fd, visitor.code.encode() + b"\r")
                else:
                    await self._take_ticket(visitor)
                number = await read_number(self._hand)
                self._tally.numbers.append(number)
                if not visitor.comes:
                    self._tally.gone.add(number)
                await step_aside(self._hand)
            except (NothingThere, TimeoutError) as trouble:
                self._tally.troubles.append(f"at the kiosk: {trouble}")

    async def _take_ticket(self, visitor: Visitor) -> None:
        words = catalogue(visitor.language)
        await choose_language(self._hand, visitor.language)
        yes = words.say("Yes, take a ticket")
        await self._hand.press(said(self._services[visitor.service], visitor.language), yes)
        await self._hand.press(yes)


async def choose_language(kiosk: Hand, language: str) -> None:
    """Touch a language until the screen speaks it."""
    heading = catalogue(language).say("What brings you here?")
    while True:
        await kiosk.tap(LANGUAGES[language])
        if heading in await kiosk.read():
            return


async def read_number(kiosk: Hand) -> str:
    """Read the number on the kiosk's screen as soon as it is there."""
    seen = await kiosk.see(lambda seen: any(map(NUMBER.match, seen)), LOOKS_FOR_NUMBER_S)
    return next(plain(text) for text in seen if NUMBER.match(text))


def plain(number: str) -> str:
    """Give a number as it is on the wire, without the space it is shown with."""
    return number.replace("\u202f", "").replace(" ", "")


async def step_aside(kiosk: Hand) -> None:
    """Press Done, in whatever language the screen is now, until the start page is back."""
    done = {catalogue(language).say("Done") for language in LANGUAGES}
    while True:
        name = next((text for text in await kiosk.read() if text in done), None)
        if name is None:
            return
        await kiosk.press(name)


class Clerk:
    """Works at one counter: calls, waits, serves; speed is how many times faster than life."""

    def __init__(
        self,
        counter: str,
        hand: Hand,
        observer: Observer,
        zone: Zone,
        tally: Tally,
        *,
        speed: float,
        chance: random.Random,
        language: str,
    ) -> None:
        self._counter = counter
        self._hand = hand
        self._observer = observer
        self._minutes = {service.id: service.service_min for service in zone.services}
        self._tally = tally
        self._speed = speed
        self._chance = chance
        self._words = catalogue(language)

    async def work(self) -> None:
        """Work until told to go home."""
        while True:
            try:
                await self._one_visit()
            except (NothingThere, TimeoutError) as trouble:
                self._tally.troubles.append(f"at counter {self._counter}: {trouble}")

    async def _one_visit(self) -> None:
        view = await self._observer.counter(
            self._counter,
            lambda view: (
                view.ticket is not None
                or view.next is not None
                or view.status is not CounterStatus.OPEN
            ),
        )
        if view.status is not CounterStatus.OPEN:
            await self._press("Open counter")
            await self._observer.counter(
                self._counter, lambda view: view.status is CounterStatus.OPEN
            )
            return
        if view.ticket is None:
            await self._press("Next")
            view = await self._observer.counter(
                self._counter, lambda view: view.ticket is not None or view.next is None
            )
        if view.ticket is None:
            return
        number, service = view.ticket.number, view.ticket.service
        if view.ticket.status is Status.CALLED:
            if number in self._tally.gone:
                await self._wait(WAITS_FOR_NO_SHOW_MIN)
                await self._press("Recall")
                await self._wait(WAITS_FOR_NO_SHOW_MIN)
                await self._press("No-show")
                await self._empty()
                return
            await self._wait(WALKS_TO_COUNTER_MIN)
            await self._press("Start")
            await self._observer.counter(
                self._counter,
                lambda view: view.ticket is None or view.ticket.status is Status.SERVING,
            )
        await self._wait(self._minutes[service] * self._chance.uniform(0.4, 1.6))
        await self._press("Finish")
        await self._empty()

    async def _empty(self) -> None:
        await self._observer.counter(self._counter, lambda view: view.ticket is None)

    async def _press(self, message: str) -> None:
        await self._hand.tap(self._words.say(message))

    async def _wait(self, minutes: float) -> None:
        await asyncio.sleep(minutes * 60 / self._speed)
