"""A short tour for a machine without a screen: every screen is used once and pictured."""

import asyncio
from pathlib import Path

from waiting_room.demo import pictures
from waiting_room.demo.hand import Hand
from waiting_room.demo.observer import Observer
from waiting_room.demo.people import Tally, choose_language, read_number, step_aside
from waiting_room.demo.zone_here import COUNTERS
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.shape import said
from waiting_room.rules.ticket import Status
from waiting_room.rules.zone import Zone
from waiting_room.words import Catalogue, catalogue

VISITS = (
    ("de", "new-application"), ("ar", "new-application"), ("uk", "hand-in-documents"),
    ("tr", "question"), ("en", "hand-in-documents"),
)  # fmt: skip
CALLS_PLAYED_AFTER_S = 8.0
"""By then the wall has played three calls one after the other, and no number pulses."""


async def tour(
    hands: dict[str, Hand],
    observer: Observer,
    zone: Zone,
    tally: Tally,
    screens: Path,
    language: str,
) -> None:
    """Let two clerks open, five visitors take a ticket and three be called, all in pictures."""
    words = catalogue(language)
    # Counters open first: until somebody serves, nobody can know how long it takes.
    for counter in COUNTERS:
        await hands[f"counter-{counter}"].shot(screens / f"counter-{counter}-closed.png")
        await _open(counter, hands, observer, words)
    await _take_tickets(hands["kiosk-1"], zone, tally, screens)
    first, second = COUNTERS
    await _call(first, hands, observer, words)
    await _serve(first, hands, observer, words)
    for counter in (first, second):
        await _call(counter, hands, observer, words)
    await asyncio.sleep(CALLS_PLAYED_AFTER_S)
    await pictures.screens(hands, screens)


async def _take_tickets(kiosk: Hand, zone: Zone, tally: Tally, screens: Path) -> None:
    await kiosk.shot(screens / "kiosk-start.png")
    names = {service.id: service.name for service in zone.services}
    for visitor, service in VISITS:
        await choose_language(kiosk, visitor)
        await kiosk.shot(screens / f"kiosk-start-{visitor}.png")
        yes = catalogue(visitor).say("Yes, take a ticket")
        await kiosk.press(said(names[service], visitor), yes)
        await kiosk.shot(screens / f"kiosk-confirm-{visitor}.png")
        await kiosk.press(yes)
        tally.numbers.append(await read_number(kiosk))
        await kiosk.shot(screens / f"kiosk-ticket-{visitor}.png")
        await step_aside(kiosk)


async def _open(counter: str, hands: dict[str, Hand], observer: Observer, words: Catalogue) -> None:
    view = await observer.counter(counter, lambda view: True)
    if view.status is not CounterStatus.OPEN:
        await hands[f"counter-{counter}"].tap(words.say("Open counter"))
    await observer.counter(counter, lambda view: view.status is CounterStatus.OPEN)


async def _call(counter: str, hands: dict[str, Hand], observer: Observer, words: Catalogue) -> None:
    await hands[f"counter-{counter}"].tap(words.say("Next"))
    await observer.counter(counter, lambda view: view.ticket is not None)


async def _serve(
    counter: str, hands: dict[str, Hand], observer: Observer, words: Catalogue
) -> None:
    """Serve who is called, to the end."""
    await hands[f"counter-{counter}"].tap(words.say("Start"))
    await observer.counter(
        counter, lambda view: view.ticket is not None and view.ticket.status is Status.SERVING
    )
    await hands[f"counter-{counter}"].tap(words.say("Finish"))
    await observer.counter(counter, lambda view: view.ticket is None)
