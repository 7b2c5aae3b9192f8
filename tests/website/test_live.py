import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from starlette.types import Message

from tests.website.conftest import Stage, token_of
from waiting_room.rules import commands as asked
from website import live as live_module

Events = list[tuple[str, dict[str, str]]]


class Browser:
    """One reader of an event stream, whose line can be slow."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.text = ""
        self.ended = False
        self.sends = 0
        self.line: asyncio.Future[None] | None = None
        self._leaving = asyncio.Event()
        self._asked = False

    async def send(self, message: Message) -> None:
        if self.line is not None:
            await self.line
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.sends += 1
            self.text += message["body"].decode()
            if not message.get("more_body"):
                self.ended = True
                self._leaving.set()

    async def receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._leaving.wait()
        return {"type": "http.disconnect"}

    def leave(self) -> None:
        self._leaving.set()

    def heard(self) -> Events:
        """Give the events since the last time."""
        parts, self.text = self.text.split("\n\n"), ""
        pairs = [part.split("\n") for part in parts if part.startswith("event: ")]
        return [(e.removeprefix("event: "), json.loads(d.removeprefix("data: "))) for e, d in pairs]


Visit = Callable[..., Awaitable[Browser]]


@asynccontextmanager
async def visiting(stage: Stage) -> AsyncIterator[Visit]:
    """Open streams, and leave them all at the end."""
    tasks: list[tuple[Browser, asyncio.Task[None]]] = []

    async def visit(address: str, *, method: str = "GET", client: str = "10.0.0.1") -> Browser:
        path, _, query = address.partition("?")
        browser = Browser()
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [],
            "client": (client, 1),
            "server": ("website", 80),
            "scheme": "http",
            "root_path": "",
            "http_version": "1.1",
        }
        app = stage.app(scope, browser.receive, browser.send)
        tasks.append((browser, asyncio.ensure_future(app)))
        await turn()
        return browser

    yield visit
    for browser, task in tasks:
        browser.leave()
        await task


async def turn() -> None:
    """Let everything that is ready on the loop run."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_first_all_then_changes(stage: Stage) -> None:
    """A stream begins with all as it is now, and then says only what changed."""
    async with visiting(stage) as visit:
        browser = await visit("/live?lang=en")
        assert browser.status == 200
        assert browser.headers["content-type"].startswith("text/event-stream")
        assert browser.headers["cache-control"] == "no-store"
        assert browser.text.startswith("retry: ")
        events = dict(browser.heard())
        assert set(events) == {"state", "waits", "calls"}
        assert events["state"]["page@live"] == "yes"
        stage.issue()
        ((name, texts),) = browser.heard()
        assert (name, texts["service-new-application-people"]) == ("waits", "1 person waits")


async def test_calls_and_languages(stage: Stage) -> None:
    """A call reaches every open stream, each in its own language."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    stage.issue()
    async with visiting(stage) as visit:
        german, english = await visit("/live?lang=de"), await visit("/live?lang=en")
        stage.at_counter(asked.CallNext(counter="3"))
        assert dict(german.heard())["calls"]["call-0-counter"] == "Schalter 3"
        assert dict(english.heard())["calls"]["call-0-counter"] == "Counter 3"


async def test_ticket(stage: Stage) -> None:
    """A ticket's stream tells its own place and call, and nothing of others."""
    stage.at_counter(asked.OpenCounter(counter="3"))
    stage.issue()
    token = stage.issue()
    async with visiting(stage) as visit:
        browser = await visit(f"/t/{token}/live")
        assert dict(browser.heard())["ticket"]["headline"] == "1 person before you"
        stage.at_counter(asked.CallNext(counter="3"))
        assert dict(browser.heard())["ticket"]["headline"] == "Nobody is before you."
        stage.at_counter(asked.MarkNoShow(counter="3"), asked.CallNext(counter="3"))
        said = dict(browser.heard())["ticket"]
        assert (said["headline"], said["go"]) == ("You are called", "Counter 3")
        assert "Counter 3" in said["title"]


async def test_ticket_ends(stage: Stage) -> None:
    """The stream of a ticket whose day is over says so and ends."""
    token = stage.issue()
    async with visiting(stage) as visit:
        browser = await visit(f"/t/{token}/live")
        browser.heard()
        stage.jump(days=1)
        assert browser.heard()[-1] == ("gone", {})
        assert browser.ended


async def test_stale_is_told(stage: Stage) -> None:
    """An open stream is told when the hub falls silent, and when it is back."""
    async with visiting(stage) as visit:
        browser = await visit("/live?lang=en")
        browser.heard()
        stage.silence_hub()
        state = dict(browser.heard())["state"]
        assert state["page@live"] == "no"
        assert state["notice"] == "As of \u206609:41\u2069, not updating now."
        stage.store.close()
        stage.hub = stage.new_hub()
        stage.hub.open()
        stage.settle()
        assert dict(browser.heard())["state"]["page@live"] == "yes"


async def test_heartbeat(stage: Stage) -> None:
    """When nothing happens, every stream still hears the state before proxies or pages give up."""
    async with visiting(stage) as visit:
        browser = await visit("/live")
        browser.heard()
        stage.settle(live_module.HEARTBEAT_S + 1)
        assert [name for name, _ in browser.heard()] == ["state"]


async def test_slow_viewer(stage: Stage) -> None:
    """A slow viewer delays nobody, and gets the newest of each event once its line is free."""
    async with visiting(stage) as visit:
        slow, quick = await visit("/live?lang=en"), await visit("/live?lang=en")
        slow.heard()
        slow.line = asyncio.get_running_loop().create_future()
        for _ in range(5):
            stage.issue()
        assert [
            texts["service-new-application-people"]
            for name, texts in quick.heard()
            if name == "waits" and "1 person waits" not in texts.values()
        ][-1] == "5 people wait"
        assert slow.heard() == []
        line, slow.line = slow.line, None
        line.set_result(None)
        await turn()
        waits = [texts for name, texts in slow.heard() if name == "waits"]
        people = [texts["service-new-application-people"] for texts in waits]
        assert people == ["1 person waits", "5 people wait"]


async def test_written_once(stage: Stage) -> None:
    """Under load changes that come close together reach a viewer as few events."""
    async with visiting(stage) as visit:
        browser = await visit("/live")
        before = browser.sends
        for _ in range(50):
            stage.mirror._tell()
            stage.home.advance(0.01)
        assert browser.sends == before, "nothing has changed"
        for count in range(50):
            command = asked.IssueTicket(service="question", token=token_of(count))
            stage.kiosk.ask(command, lambda reply: None)
            stage.home.advance(0.01)
        stage.settle()
        assert browser.sends - before <= 4


async def test_caps(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """One address may open so many streams and no more; leaving makes room again."""
    monkeypatch.setattr(live_module, "MOST_PER_ADDRESS", 2)
    async with visiting(stage) as visit:
        first = await visit("/live")
        await visit("/live")
        refused = await visit("/live")
        assert refused.status == 503
        assert "retry-after" in refused.headers
        assert (await visit("/live", client="10.0.0.2")).status == 200
        first.leave()
        await turn()
        assert (await visit("/live")).status == 200
        assert stage.live.viewers == 3
    assert stage.live.viewers == 0


async def test_head(stage: Stage) -> None:
    """Whoever asks only for the head of a stream gets it and is done."""
    async with visiting(stage) as visit:
        browser = await visit("/live", method="HEAD")
        assert browser.ended
        assert stage.live.viewers == 0


async def test_slow_goodbye(stage: Stage) -> None:
    """A slow viewer's stream ends when its line is free, and nothing follows the end."""
    async with visiting(stage) as visit:
        slow = await visit("/live")
        line = slow.line = asyncio.get_running_loop().create_future()
        stage.issue()
        stage.live.close()
        assert not slow.ended
        slow.line = None
        line.set_result(None)
        stage.issue()
        await turn()
        assert slow.ended
        sends = slow.sends
        stage.issue()
        assert slow.sends == sends


async def test_goodbye(stage: Stage) -> None:
    """When the website ends, every stream ends, and no new one begins."""
    async with visiting(stage) as visit:
        browser = await visit("/live")
        stage.live.close()
        assert browser.ended
        assert (await visit("/live")).status == 503
