"""A whole zone within one process: the real hub, kiosk and counter links, and the website."""

import asyncio
import contextlib
import secrets
import socket
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page, async_playwright

from waiting_room.hub.book_engine import book_file
from waiting_room.hub.booking_desk import BookingDesk
from waiting_room.hub.hub import Hub
from waiting_room.hub.keys import open_keys
from waiting_room.hub.seat_book import SeatBook
from waiting_room.hub.store import Store
from waiting_room.rules import commands as asked
from waiting_room.rules.commands import Command
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.typed_code import mint_code
from waiting_room.rules.zone import Zone
from waiting_room.wire.link import Link
from waiting_room.wire.loopback import LoopbackBroker, LoopbackConnection, LoopbackHome
from waiting_room.wire.messages import Reply
from website.__main__ import Server
from website.app import make_app
from website.live import Live
from website.mirror import Mirror

START = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)
"""A Monday, 09:41 in Berlin, when the example zone is open."""


ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Open = Callable[..., Awaitable[Page]]


def example_zone() -> Zone:
    """Give the example's zone, with a place to wait for one service."""
    raw = tomllib.loads(files("waiting_room").joinpath("example/zone.toml").read_text("utf-8"))
    raw["service"][0]["wait_in"] = {"de": "Wartebereich B", "en": "Waiting area B"}
    return Zone.model_validate(raw)


def token_of(count: int) -> str:
    """Make a token."""
    return f"{count:026}".translate(str.maketrans("0123456789", "abcdefghij"))


class AwakeHome(LoopbackHome):
    """A home where what takes no time also happens while a page waits for its answer."""

    def soon(self, call: Callable[[], None]) -> None:
        """See Home."""
        super().soon(call)
        with contextlib.suppress(RuntimeError):  # no loop runs while the stage is being built
            asyncio.get_running_loop().call_soon(self.advance)


class Stage:
    """The zone, and the website that shows it; its time moves when told."""

    def __init__(self, folder: Path) -> None:
        self.home = AwakeHome()
        self.broker = LoopbackBroker()
        self.folder = folder
        self.store = Store(folder / "sued.sqlite")
        self.zone = example_zone()
        self.start = START
        self.tokens = 0
        self.hub = self.new_hub()
        self.kiosk = self._link("kiosk-1")
        self.counter = self._link("counter-1")
        self.link = self._link("website")
        self.mirror = Mirror(self.link, self.clock)
        self.live = Live(self.mirror, self.home)
        self.app = make_app(self.link, self.mirror, self.live)

    def clock(self) -> datetime:
        """Give the zone's time."""
        return self.start + timedelta(seconds=self.home.now_s)

    def new_hub(self) -> Hub:
        """Make a hub over the same journal, as after a restart."""
        self.store.open()
        self._hub_connection = LoopbackConnection(self.broker, self.home)
        self.book = SeatBook(book_file(self.folder / "book.sqlite"), "sued")
        desk = BookingDesk(
            self.zone,
            self.book,
            open_keys(self.folder / "sued.keys.pem"),
            self.home,
            mint=partial(mint_code, secrets.randbelow),
        )
        return Hub(
            WaitingRoom(self.zone),
            self.store,
            self._hub_connection,
            self.home,
            instance="stage",
            clock=self.clock,
            desk=desk,
        )

    def change_zone(self, **changes: Any) -> None:
        """Change the zone's file and start the hub again."""
        self.zone = self.zone.model_copy(update=changes)
        self.hub.close()
        self.hub = self.new_hub()
        self.hub.open()
        self.settle()

    def change_first_service(self, **changes: Any) -> None:
        """Change the terms of the zone's first service."""
        first, *others = self.zone.services
        self.change_zone(services=(first.model_copy(update=changes), *others))

    def open(self) -> None:
        """Open everything, and let the website hear it."""
        self.hub.open()
        for link in (self.kiosk, self.counter, self.link):
            link.open()
        self.settle()

    def settle(self, seconds: float = 0.5) -> None:
        """Let all that was said arrive."""
        self.home.advance(seconds)

    def jump(self, **time: float) -> None:
        """Let the clock go on by hours or days in which nothing happens."""
        self.start += timedelta(**time)
        self.settle(3)

    def silence_hub(self) -> None:
        """Let the hub hang: its connection stays, its beats do not come."""
        self._hub_connection.close()
        self.settle(10)

    def issue(
        self, service: str = "new-application", language: str = "en", also: tuple[str, ...] = ()
    ) -> str:
        """Let a visitor take a ticket at the kiosk; gives its token."""
        self.tokens += 1
        token = token_of(self.tokens)
        command = asked.IssueTicket(service=service, token=token, language=language, also=also)
        self.ask(self.kiosk, command)
        return token

    def at_counter(self, *commands: Command) -> None:
        """Let a clerk ask one after the other."""
        for command in commands:
            self.ask(self.counter, command)

    def ask(self, link: Link, command: Command) -> Reply:
        """Ask the hub; a refusal is a fault of the test."""
        replies: list[Reply] = []
        link.ask(command, replies.append)
        self.settle()
        assert replies, f"no answer to {command}"
        assert replies[0].ok, replies[0].error
        return replies[0]

    def _link(self, client: str) -> Link:
        return Link(
            LoopbackConnection(self.broker, self.home),
            self.home,
            zone="sued",
            client=client,
            clock=lambda: self.home.now_s,
        )


@pytest.fixture
def prompt_hub(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the hub answer the website by itself, as it does where time passes; gives what was asked.

    Each is the command's name and its id.
    """
    asked_of_hub: list[str] = []
    ask = stage.link.ask

    def ask_and_go_on(command: Command, *words: Any, id: str, **more: Any) -> str:
        asked_of_hub.append(f"{type(command).__name__} {id}")
        asyncio.get_running_loop().call_soon(stage.settle)
        return ask(command, *words, id=id, **more)

    monkeypatch.setattr(stage.link, "ask", ask_and_go_on)
    return asked_of_hub


@pytest.fixture
def empty_stage(tmp_path: Path) -> Iterator[Stage]:
    """A stage on which nothing has been said yet."""
    stage = Stage(tmp_path)
    yield stage
    stage.live.close()
    stage.hub.close()


@pytest.fixture
def stage(empty_stage: Stage) -> Stage:
    """A stage with its hub up and nobody waiting."""
    empty_stage.open()
    return empty_stage


@pytest.fixture
async def web(empty_stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without JavaScript in front of the stage's website."""
    transport = httpx.ASGITransport(empty_stage.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://website") as web:
        yield web


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests of this file."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def site(stage: Stage) -> AsyncIterator[str]:
    """Serve the stage's website; gives its URL."""
    listening = asyncio.Event()
    config = uvicorn.Config(
        stage.app,
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = Server(config, listening.set)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.ensure_future(server.serve([listener]))
        await listening.wait()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        stage.live.close()
        server.should_exit = True
        await serving


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, site: str) -> AsyncIterator[Open]:
    """Open pages; whatever a page complains about, or asks of others, is a fault."""
    contexts = []
    faults: list[str] = []

    async def open_page(address: str, *, follows: bool = True, **options: object) -> Page:
        context = await browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda said: faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: None if request.url.startswith(site) else faults.append(request.url),
        )
        if follows:
            async with page.expect_response(lambda response: "/live?" in response.url):
                await page.goto(site + address)
        else:
            await page.goto(site + address)
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert [fault for fault in faults if "503" not in fault and "404" not in fault] == []
