"""Booking on the website, as a browser without JavaScript does it, against a real hub."""

import asyncio
import re
from datetime import UTC, datetime
from html import unescape

import httpx
import pytest
import zxingcpp
from icalendar import Calendar
from PIL import Image

from tests.website.conftest import Stage
from waiting_room.rules import commands as asked
from waiting_room.wire.connection import Message
from waiting_room.wire.loopback import LoopbackConnection
from website.qr import outline

TOMORROW = "2026-11-24"
EIGHT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
TIMES = f"/book/advice/{TOMORROW}?lang=en"


def fields(page: httpx.Response) -> dict[str, str]:
    """Give the hidden fields of a page's form."""
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in found}


def times(page: httpx.Response) -> list[str]:
    """Give the times that a page offers."""
    return re.findall(r'name="starts_at" value="([^"]+)"', page.text)


def code_on(page: httpx.Response) -> str:
    """Give the code that a booking's page shows."""
    return re.findall(r'class="code" dir="ltr">([^<]+)<', page.text)[0]


async def reserve(web: httpx.AsyncClient, place: int = 0) -> httpx.Response:
    """Choose a time of tomorrow; gives the page that asks whether all is right."""
    page = await web.get(TIMES)
    form = fields(page) | {"starts_at": times(page)[place]}
    return await web.post(TIMES, data=form, follow_redirects=True)


async def book(web: httpx.AsyncClient, place: int = 0, **wishes: object) -> httpx.Response:
    """Book a time of tomorrow; gives the booking's page."""
    page = await reserve(web, place)
    form = fields(page) | wishes
    return await web.post("/reserved?lang=en", data=form, follow_redirects=True)


async def test_four_steps_to_a_booking(stage: Stage, web: httpx.AsyncClient) -> None:
    """Service, day, time, yes: then the page shows the code, and the room knows the booking."""
    days = await web.get("/book?lang=en", follow_redirects=True)
    assert days.url.path == "/book/advice", "there is one service to book, so nobody is asked"
    assert f'<a href="/book/advice/{TOMORROW}?lang=en">' in days.text
    assert "Tuesday 24 November" in days.text
    assert "9 times free" in days.text
    assert len(times(await web.get(TIMES))) == 9

    sure = await reserve(web)
    assert "Is everything right?" in sure.text
    assert "We keep this time for you until \u206609:51\u2069." in sure.text
    booked = await web.post(
        "/reserved?lang=en",
        data=fields(sure) | {"needs": ["interpreter", "wheelchair"]},
        follow_redirects=True,
    )

    assert booked.status_code == 200
    (known,) = stage.hub._room.bookings.values()
    assert (known.code, known.starts_at, known.language) == (code_on(booked), EIGHT, "en")
    assert known.needs == ("interpreter", "wheelchair")
    assert len(times(await web.get(TIMES))) == 8


async def test_sent_twice_it_is_one_booking(stage: Stage, web: httpx.AsyncClient) -> None:
    """The back button and a second press lead to the same booking."""
    sure = await reserve(web)
    pages = [
        await web.post("/reserved?lang=en", data=fields(sure), follow_redirects=True)
        for _ in range(2)
    ]

    assert code_on(pages[0]) == code_on(pages[1])
    assert len(stage.hub._room.bookings) == 1


async def test_the_qr_code_says_the_signed_code(stage: Stage, web: httpx.AsyncClient) -> None:
    """What the page draws can be scanned, and lets its visitor check in."""
    page = await book(web)
    code = code_on(page)
    path = re.findall(r'<path d="(M[^"]+)"', page.text)[0]
    side = int(re.findall(r'class="qr" viewBox="0 0 (\d+)', page.text)[0])
    image = Image.new("L", (side * 4, side * 4), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1", path):
        image.paste(0, (int(x) * 4, int(y) * 4, int(x) * 4 + 4, int(y) * 4 + 4))
    (scanned,) = zxingcpp.read_barcodes(image)

    assert scanned.text.startswith(f"WM1:SUED:{code}:ADVICE:20261124T0700Z:30:0:")
    assert (side, path) == outline(scanned.text)
    assert side == 41 + 8, "version 6, which a scanner reads from a phone"
    stage.jump(hours=22)
    token = "z" * 26
    assert stage.ask(stage.kiosk, asked.CheckIn(code=scanned.text, token=token)).ok


async def test_somebody_else_was_faster(stage: Stage, web: httpx.AsyncClient) -> None:
    """A time that is gone is said to be so, beside those that are left."""
    page = await web.get(TIMES)
    await reserve(web)
    late = await web.post(TIMES, data=fields(page) | {"starts_at": times(page)[0]})

    assert late.status_code == 409
    assert "This time is not free any more." in late.text
    assert len(times(late)) == 8


async def test_a_reservation_that_is_over(stage: Stage, web: httpx.AsyncClient) -> None:
    """Who takes too long, and whose seat is another's, is told to choose again."""
    sure = await reserve(web)
    stage.jump(minutes=11)
    await reserve(web)
    late = await web.post("/reserved?lang=en", data=fields(sure))

    assert late.status_code == 409
    assert "The time is not kept for you any longer." in late.text


async def test_move(stage: Stage, web: httpx.AsyncClient) -> None:
    """A booking is moved with its code; the code stays, the seat of before is free."""
    page = await book(web)
    address = f"/booking/{code_on(page)}/move/{TOMORROW}?lang=en"
    choice = await web.get(address)
    assert len(times(choice)) == 8
    moved = await web.post(address, data={"starts_at": times(choice)[1]}, follow_redirects=True)

    assert code_on(moved) == code_on(page)
    assert '<span class="clock">\u206609:00\u2069</span>' in moved.text
    assert len(times(await web.get(TIMES))) == 8
    (known,) = stage.hub._room.bookings.values()
    assert known.revision == 1


async def test_a_move_to_a_time_that_is_gone(stage: Stage, web: httpx.AsyncClient) -> None:
    """The booking stays as it is, and the page says so."""
    page = await book(web)
    address = f"/booking/{code_on(page)}/move/{TOMORROW}?lang=en"
    choice = await web.get(address)
    await book(web)
    late = await web.post(address, data={"starts_at": times(choice)[0]})

    assert late.status_code == 409
    assert "This time is not free any more." in late.text
    assert "08:00" in (await web.get(f"/booking/{code_on(page)}?lang=en")).text


async def test_cancel(stage: Stage, web: httpx.AsyncClient) -> None:
    """Looking at the question cancels nothing; the button does, and a second press is no fault."""
    code = code_on(await book(web))
    address = f"/booking/{code}/cancel?lang=en"
    assert "Cancel this booking?" in (await web.get(address)).text
    assert not stage.hub._room.bookings[code].cancelled

    for _ in range(2):
        page = await web.post(address, follow_redirects=True)
        assert "This booking was cancelled." in page.text
    assert "svg" not in page.text.partition("<main")[2]
    assert stage.hub._room.bookings[code].cancelled
    assert len(times(await web.get(TIMES))) == 9
    refused = await web.post(
        f"/booking/{code}/move/{TOMORROW}?lang=en", data={"starts_at": EIGHT.isoformat()}
    )
    assert refused.status_code == 409


async def test_find_by_a_code_kindly_read(stage: Stage, web: httpx.AsyncClient) -> None:
    """Small letters and a missing dash do not matter; an unknown code is said to be so."""
    code = code_on(await book(web))
    kindly = {"code": code.lower().replace("-", " "), "lang": "en"}
    found = await web.get("/booking", params=kindly, follow_redirects=True)
    assert code_on(found) == code

    unknown = await web.get("/booking?lang=en&code=2222-2222", follow_redirects=True)
    assert unknown.status_code == 404
    assert "We do not know this code." in unknown.text
    assert "Find my booking" in (await web.get("/booking?lang=en")).text


async def test_guessing(stage: Stage, web: httpx.AsyncClient) -> None:
    """After ten wrong codes an address waits for ten minutes, whatever it asks."""
    code = code_on(await book(web))
    for n in range(10):
        assert (await web.get(f"/booking/9999-999{n}")).status_code == 404
    refused = await web.get(f"/booking/{code}?lang=en")
    assert refused.status_code == 429
    assert "Please try again at \u206609:51\u2069." in refused.text
    stage.jump(minutes=10)
    assert (await web.get(f"/booking/{code}")).status_code == 200


async def test_reserving_everything(stage: Stage, web: httpx.AsyncClient) -> None:
    """One address cannot keep all times for itself."""
    page = await web.get(TIMES)
    answers = [
        await web.post(TIMES, data={"token": letter * 26, "starts_at": times(page)[0]})
        for letter in "abcdefghijklmnopqrstuvwxyz234567"
    ]
    assert [answer.status_code for answer in answers].count(429) == 2


async def test_calendar_entry(stage: Stage, web: httpx.AsyncClient) -> None:
    """The entry says when and where and the code, nothing of the concern; a move replaces it."""
    code = code_on(await book(web))
    answer = await web.get(f"/booking/{code}/calendar.ics?lang=uk")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")

    assert event["DTSTART"].dt == EIGHT
    assert event["SUMMARY"] == "Запис на прийом"
    assert event["LOCATION"] == "Приймальня «Південь», Musterallee 12, 40000 Musterstadt"
    assert event["DESCRIPTION"] == f"Ваш код: {code}"
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    await web.post(f"/booking/{code}/cancel")
    (event,) = Calendar.from_ical((await web.get(f"/booking/{code}/calendar.ics")).content).walk(
        "VEVENT"
    )
    assert (event["SEQUENCE"], event["STATUS"]) == (1, "CANCELLED")


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/book/question", 404),
        ("GET", "/book/fishing", 404),
        ("GET", "/book/advice/2026-11-25", 404),
        ("GET", "/book/advice/tomorrow", 404),
        ("GET", "/book/advice/2020-01-01", 404),
        ("GET", "/reserved", 400),
        ("GET", "/reserved?service=advice&starts_at=never", 400),
        (
            "GET",
            "/reserved?service=advice&minutes=30&starts_at=9999-12-31T23:59:59Z"
            f"&reserved_until=2026-11-23T09:00:00Z&token={'a' * 26}",
            400,
        ),
        ("POST", "/reserved", 400),
        ("POST", f"/book/advice/{TOMORROW}", 400),
        ("POST", "/book/advice", 405),
        ("GET", "/booking/%00%ff", 404),
        ("GET", "/booking/" + "9" * 600, 404),
        ("POST", "/booking/9999-9999/cancel", 404),
    ],
)
async def test_what_nobody_can_have_chosen(
    stage: Stage, web: httpx.AsyncClient, method: str, address: str, status: int
) -> None:
    """Addresses that lead nowhere and forms that nobody was shown are answered with a page."""
    answer = await web.request(method, address)
    assert answer.status_code == status
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    ("body", "status"), [(b"x=1&" * 2000, 413), (b"\xff\xfe", 400), (b"a=1&" * 30, 400)]
)
async def test_bodies_that_are_no_forms(
    stage: Stage, web: httpx.AsyncClient, body: bytes, status: int
) -> None:
    """Whatever somebody sends, it is read no further than a form is long."""
    assert (await web.post("/reserved", content=body)).status_code == status


async def test_pages_of_bookings_are_kept_nowhere(stage: Stage, web: httpx.AsyncClient) -> None:
    """Neither a browser nor a machine in between keeps them, and no search engine finds them."""
    code = code_on(await book(web))
    for address in ("/book/advice", TIMES, f"/booking/{code}", f"/booking/{code}/calendar.ics"):
        answer = await web.get(address)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-robots-tag"] == "noindex"


async def test_while_the_hub_is_silent(stage: Stage, web: httpx.AsyncClient) -> None:
    """Nothing can be booked, and the page says so."""
    code = code_on(await book(web))
    stage.silence_hub()
    asking = asyncio.ensure_future(web.get(f"/booking/{code}?lang=en"))
    while not asking.done():
        stage.settle(1)
        await asyncio.sleep(0)
    answer = await asking

    assert answer.status_code == 503
    assert "Nothing can be booked at the moment." in answer.text


async def test_many_look_and_the_hub_is_asked_once(stage: Stage, web: httpx.AsyncClient) -> None:
    """What is free is asked of the hub at most every two seconds for all."""
    heard: list[Message] = []
    listener = LoopbackConnection(stage.broker, stage.home)
    listener.subscribe("wm/sued/command/website/free_slots")
    listener.open(heard.extend, lambda up: None)
    for _ in range(20):
        await web.get("/book/advice")
    assert len(heard) == 1
    stage.settle(3)
    await web.get("/book/advice")
    assert len(heard) == 2


async def test_nothing_to_book(stage: Stage, web: httpx.AsyncClient) -> None:
    """A zone without bookings links to no booking, and says on that page what to do instead."""
    services = [one.model_copy(update={"booking": None}) for one in stage.zone.services]
    stage.change_zone(services=tuple(services))
    assert "/book" not in (await web.get("/?lang=en")).text
    page = await web.get("/book?lang=en")
    assert page.status_code == 404
    assert "Nothing can be booked here." in page.text
    assert "Please take a ticket, or ask at the reception desk." in page.text
    assert 'href="/book' not in page.text
