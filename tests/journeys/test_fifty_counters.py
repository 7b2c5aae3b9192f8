import asyncio

import pytest

from broker_config.running import Mosquitto
from waiting_room.demo.processes import Processes, Program
from waiting_room.demo.scenery import ALWAYS, EXAMPLE
from waiting_room.rules.commands import CallNext, FinishServing, IssueTicket, OpenCounter
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.link import LinkState
from waiting_room.wire.settings import make_link, read_settings, read_zone
from waiting_room.wire.token import mint_token

pytestmark = pytest.mark.journey
COUNTERS = range(1, 51)
TICKETS = 200


def zone_of_fifty(folder):
    head = EXAMPLE.read_text("utf-8").split("[hours]")[0]
    service = '[[service]]\nid = "question"\nname = { en = "Question" }\n'
    counters = [
        f'[[counter]]\nid = "{n}"\nname = {{ en = "Counter {n}" }}\nservices = ["question"]\n'
        f'[[device]]\nid = "counter-{n}"\nrole = "counter"\n'
        for n in COUNTERS
    ]
    file = folder / "zone.toml"
    file.write_text(f"{head}[hours]\n{ALWAYS}\n{service}{''.join(counters)}", "utf-8")
    return file


async def asked(link, command):
    answered = asyncio.get_running_loop().create_future()
    link.ask(command, answered.set_result, ttl_s=20)
    return await answered


async def test_fifty_counters_press_next_at_once(tmp_path):
    """Fifty clerks share two hundred tickets: every call is another ticket, and no error."""
    zone_file = zone_of_fifty(tmp_path)
    (tmp_path / "logs").mkdir()
    processes = Processes(tmp_path / "logs", print)
    home = AsyncioHome(asyncio.get_running_loop())
    with Mosquitto(read_zone(zone_file), tmp_path / "broker") as broker:
        hub = ["waiting_room.hub", "--config", str(broker.credentials.file("hub"))]
        hub += ["--zone", str(zone_file), "--data", str(tmp_path / "data")]
        await processes.start(Program("hub", hub))
        links = {}
        for n in COUNTERS:
            settings = read_settings(broker.credentials.file(f"counter-{n}"))
            links[n] = make_link(settings, home)
        up = asyncio.Semaphore(0)
        for link in links.values():
            link.on_state(lambda state: up.release() if state is LinkState.UP else None)
            link.open()
        async with asyncio.timeout(30):
            for _ in links:
                await up.acquire()
        for n, link in links.items():
            assert (await asked(link, OpenCounter(counter=str(n)))).ok
        for _ in range(TICKETS):
            token = mint_token()
            assert (await asked(links[1], IssueTicket(service="question", token=token))).ok

        async def clerk(n):
            called = []
            while True:
                reply = await asked(links[n], CallNext(counter=str(n)))
                if not reply.ok:
                    return called, reply.error.code
                called.append(reply.result["number"])
                assert (await asked(links[n], FinishServing(counter=str(n)))).ok

        results = await asyncio.gather(*(clerk(n) for n in COUNTERS))
        for link in links.values():
            link.close()
        await processes.end()

    called = [number for numbers, _ in results for number in numbers]
    assert len(called) == len(set(called)) == TICKETS
    assert {error for _, error in results} == {"nobody_waiting"}
