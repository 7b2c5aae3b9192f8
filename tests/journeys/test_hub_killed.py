import asyncio
import time
import urllib.error
import urllib.request

import pytest

from waiting_room.demo.people import plain
from waiting_room.demo.summary import hubs_figures
from waiting_room.rules.commands import CallNext, FinishServing, IssueTicket, OpenCounter
from waiting_room.rules.events import TicketCalled
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.link import LinkState
from waiting_room.wire.settings import make_link, read_settings
from waiting_room.wire.token import mint_token

pytestmark = pytest.mark.journey
TRUTH_WITHIN_S = 5.0
COUNTERS = ("2", "3", "4")


class Client:
    """A device that asks and remembers what was acknowledged."""

    def __init__(self, journey, device):
        settings = read_settings(journey.place.device_file(device))
        self.link = make_link(settings, AsyncioHome(asyncio.get_running_loop()))
        self.calls = []
        self.link.hear(TicketCalled, self.calls.append)
        self.link.open()

    async def ask(self, command):
        answered = asyncio.get_running_loop().create_future()
        self.link.ask(command, answered.set_result, ttl_s=20)
        return await answered


async def test_a_killed_hub_loses_nothing_and_calls_nobody_twice(journey):
    """Under load the hub is killed; within five seconds every screen shows the truth again."""
    clients = {counter: Client(journey, f"counter-{counter}") for counter in COUNTERS}
    kiosk = clients["2"]
    for counter, client in clients.items():
        assert (await client.ask(OpenCounter(counter=counter))).ok
    issued, called = [], []
    enough = asyncio.Event()

    async def visitors():
        while len(issued) < 120:
            reply = await kiosk.ask(IssueTicket(service="new-application", token=mint_token()))
            assert reply.ok, reply
            issued.append(reply.result["number"])
            if len(issued) == 40:
                enough.set()

    async def clerk(counter):
        client = clients[counter]
        while len(called) < 100:
            reply = await client.ask(CallNext(counter=counter))
            if not reply.ok:
                assert reply.error.code == "nobody_waiting", reply
                continue
            called.append(reply.result["number"])
            assert (await client.ask(FinishServing(counter=counter))).ok

    working = asyncio.gather(visitors(), clerk("3"), clerk("4"))
    await enough.wait()
    journey.processes.kill("hub")
    killed_at = time.monotonic()
    await journey.observer.wait(lambda: journey.observer.link.state is not LinkState.UP, 5)
    await asyncio.wait_for(journey.observer.up(TRUTH_WITHIN_S), TRUTH_WITHIN_S)
    wall = journey.hands["wall-1"]
    called_before = len(called)
    await until(lambda: len(called) > called_before)
    await wall.see(lambda seen: called[-1] in set(map(plain, seen)), TRUTH_WITHIN_S)
    assert not [text for text in await wall.read() if journey.link_notice(text)]
    await asyncio.to_thread(until_healthy, f"{journey.place.url}/healthz", TRUTH_WITHIN_S)
    back_after_s = time.monotonic() - killed_at
    await working

    assert back_after_s <= TRUTH_WITHIN_S
    assert len(set(issued)) == len(issued) == 120
    assert len(set(called)) == len(called)
    assert set(called) <= set(issued)
    first_calls = [call.number for call in kiosk.calls if call.calls == 1]
    assert len(set(first_calls)) == len(first_calls), "a call was announced at two counters"
    for client in clients.values():
        client.link.close()
    await journey.processes.end("hub")
    known = await hub_knows(journey)
    assert set(issued) <= known


async def until(so):
    """Let the others work until something is so."""
    async with asyncio.timeout(TRUTH_WITHIN_S):
        while not so():
            await asyncio.to_thread(lambda: None)


def until_healthy(url, within_s):
    ends = time.monotonic() + within_s
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except urllib.error.URLError:
            continue
    raise AssertionError("the website does not know within five seconds")


async def hub_knows(journey):
    figures = await hubs_figures(journey.folder / "data", "sued")
    return set(figures["numbers"])
