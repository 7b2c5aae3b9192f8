import asyncio
import re
import urllib.request
from urllib.error import HTTPError

import pytest
import zxingcpp

from waiting_room.demo.people import plain, read_number
from waiting_room.words import catalogue
from waiting_room.words.phrases import spaced

pytestmark = pytest.mark.journey
GERMAN = catalogue("de")


def page(url: str) -> str:
    """Give a page, or what is told in its place while the hub has not heard of the ticket."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read().decode()
    except HTTPError as none:
        with none:
            return none.read().decode()


async def until_page(url: str, wanted: str, within_s: float) -> str:
    """Fetch a page until it says something; AssertionError if it does not in time."""
    text = ""
    try:
        async with asyncio.timeout(within_s):
            while wanted not in (text := await asyncio.to_thread(page, url)):
                pass
    except TimeoutError:
        raise AssertionError(f"{url} does not say {wanted!r}: {text}") from None
    return text


async def test_from_the_touch_to_the_wall_and_the_web(journey):
    """A touch gives paper whose code opens the ticket's page; Next shows it on wall and web."""
    kiosk, wall = journey.hands["kiosk-1"], journey.hands["wall-1"]
    yes = GERMAN.say("Yes, take a ticket")
    await journey.touch("kiosk-1", "Unterlagen abgeben", then=yes)
    await journey.touch("kiosk-1", yes)
    number = await read_number(kiosk)
    assert number == "K001"

    await asyncio.to_thread(journey.tray.wait_for, 1, 10)
    assert journey.machine.machine.errors == []
    paper = journey.tray.pieces[0].image
    (code,) = zxingcpp.read_barcodes(paper.convert("L"))
    found = re.fullmatch(rf"{journey.place.url}/t/([a-z2-7]{{26}})", code.text)
    assert found, code.text
    await until_page(code.text, spaced(number), 5)

    counter = journey.screens["counter-1"]
    desk = journey.hands["counter-1"]
    if GERMAN.say("Open counter") in await desk.read():
        await journey.touch("counter-1", GERMAN.say("Open counter"))
    await journey.observer.counter("1", lambda view: view.next is not None)
    await journey.observer.counter("1", lambda view: view.status == "open")
    await asyncio.to_thread(counter.key, "F8")

    await wall.see(lambda seen: number in map(plain, seen) and "Schalter 1" in seen, 5)
    await until_page(code.text, "Schalter 1", 5)
    await until_page(f"{journey.place.url}/?lang=de", spaced(number), 5)
