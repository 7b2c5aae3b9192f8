"""The broker is killed while visitors come: numbers go on, calls do not, and nothing is late."""

import asyncio
import itertools
import json
import time
from datetime import datetime

import pytest
import zxingcpp
from PIL import Image

from tests.checker.journal import read
from tests.journeys.hall import GERMAN, KIOSKS, Hall

pytestmark = pytest.mark.journey
NUMBER_WITHIN_S = 1.0
TOLD_WITHIN_S = 10.0
NO_LINK = GERMAN.say("No connection. Calling is not possible right now.")
SILENT = GERMAN.say("The queue does not answer. Calling is not possible right now.")
NO_ANSWER = GERMAN.say("No answer came. Look at the number, then try again.")


async def test_visitors_of_an_outage(hall: Hall, gate: bool, record_property) -> None:  # type: ignore[no-untyped-def] # a fixture of pytest
    """Each has a number within a second, on paper, once, and the hub then knows all, in order."""
    visitors, away_s = (50, 60.0) if gate else (16, 8.0)
    await hall.hands["counter-1"].press(GERMAN.say("Open counter"))
    hall.broker.kill()
    ends_s = time.monotonic() + away_s
    places = itertools.count()

    async def queue(kiosk: str) -> list[tuple[str, float, datetime]]:
        taken = []
        while next(places) < visitors:
            taken.append(await hall.take_ticket(kiosk))
        return taken

    took = dict(zip(KIOSKS, await asyncio.gather(*map(queue, KIOSKS)), strict=True))
    desk = hall.hands["counter-1"]
    await hall.press_next()
    assert NO_LINK in await desk.read()
    await asyncio.sleep(max(0.0, ends_s - time.monotonic()))  # the outage itself
    hall.broker.start()
    await hall.observer.up(TOLD_WITHIN_S)
    await hall.observer.wait(lambda: hall.observer.waiting == visitors, TOLD_WITHIN_S)

    given = {number: touched_at for taken in took.values() for number, _, touched_at in taken}
    slowest = max(seconds for taken in took.values() for _, seconds, _ in taken)
    record_property("slowest_touch_to_number_s", round(slowest, 3))
    assert len(given) == visitors == sum(map(len, took.values())), "no number twice"
    assert slowest <= NUMBER_WITHIN_S
    for kiosk, taken in took.items():
        tray = hall.printers[kiosk].tray
        assert await asyncio.to_thread(tray.wait_for, len(taken), 10)
        assert tray.count == len(taken)
        assert hall.printers[kiosk].machine.errors == []
    await hall.processes.end("hub")
    rows = read(hall.folder / "data" / "sued.sqlite")
    issued = [json.loads(row.body)["ticket"] for row in rows if row.event == "ticket_issued"]
    assert sorted(ticket["number"] for ticket in issued) == sorted(given)
    assert not [row for row in rows if row.event == "ticket_called"]
    tokens = {ticket["number"]: ticket["token"] for ticket in issued}
    for kiosk, taken in took.items():
        printed = [token_on(paper.image) for paper in hall.printers[kiosk].tray.pieces]
        assert printed == [tokens[number] for number, _, _ in taken]
    arrived = {one["number"]: datetime.fromisoformat(one["arrived_at"]) for one in issued}
    off = max(abs((arrived[number] - at).total_seconds()) for number, at in given.items())
    record_property("farthest_from_touch_s", round(off, 3))
    assert off <= NUMBER_WITHIN_S
    for taken in took.values():
        moments = [arrived[number] for number, _, _ in taken]
        assert moments == sorted(moments)


def token_on(paper: Image.Image) -> str:
    """Read the token of a slip's own page from its QR code."""
    (code,) = zxingcpp.read_barcodes(paper.convert("L"))
    return code.text.rpartition("/")[2]


async def test_a_press_that_hung_in_the_network(hall: Hall) -> None:
    """A Next whose cable was dead for longer than its time to live calls nobody, ever."""
    await hall.hands["counter-1"].press(GERMAN.say("Open counter"))
    await hall.take_ticket("kiosk-1")
    await hall.observer.counter("1", lambda view: view.next is not None)
    hall.cables["counter-1"].cut()
    await hall.press_next()
    pressed_s = time.monotonic()
    await hall.hands["counter-1"].see(lambda seen: not {NO_ANSWER, SILENT}.isdisjoint(seen))
    await asyncio.sleep(pressed_s + 9 - time.monotonic())  # as long as the cable is dead
    hall.cables["counter-1"].mend()
    await hall.hands["counter-1"].see(
        lambda seen: GERMAN.say("Next") in seen and NO_LINK not in seen
    )
    await hall.take_ticket("kiosk-2")
    view = await hall.observer.counter("1", lambda view: view.waiting == 2)
    assert view.ticket is None
    await hall.processes.end("hub")
    rows = read(hall.folder / "data" / "sued.sqlite")
    assert not [row for row in rows if row.event == "ticket_called"]
