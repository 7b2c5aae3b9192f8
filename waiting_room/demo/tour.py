"""A short tour for a machine without a screen: every screen is used once and pictured."""

from pathlib import Path

from waiting_room.demo import pictures
from waiting_room.demo.hand import Hand
from waiting_room.demo.observer import Observer
from waiting_room.demo.people import Tally, choose_language, read_number, step_aside
from waiting_room.demo.zone_here import COUNTERS
from waiting_room.rules.counter import CounterStatus
from waiting_room.rules.shape import said
from waiting_room.rules.zone import Zone
from waiting_room.words import catalogue

VISITS = (
    ("de", "new-application"), ("ar", "new-application"), ("uk", "hand-in-documents"),
    ("tr", "question"), ("en", "hand-in-documents"),
)  # fmt: skip


async def tour(
    hands: dict[str, Hand],
    observer: Observer,
    zone: Zone,
    tally: Tally,
    screens: Path,
    language: str,
) -> None:
    """Let five visitors take a ticket and two clerks call, with a picture of every step."""
    kiosk = hands["kiosk-1"]
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
    words = catalogue(language)
    for counter in COUNTERS:
        hand = hands[f"counter-{counter}"]
        await hand.shot(screens / f"counter-{counter}-closed.png")
        view = await observer.counter(counter, lambda view: True)
        if view.status is not CounterStatus.OPEN:
            await hand.tap(words.say("Open counter"))
        await observer.counter(counter, lambda view: view.status is CounterStatus.OPEN)
        await hand.tap(words.say("Next"))
        await observer.counter(counter, lambda view: view.ticket is not None)
    await pictures.screens(hands, screens)
