import asyncio
import sys

import pytest

from broker_config.running import Mosquitto
from waiting_room.demo.observer import Observer
from waiting_room.demo.scenery import OBSERVER, Place, write_bookings, write_zone
from waiting_room.demo.summary import hubs_figures
from waiting_room.demo.zone_here import free_ports
from waiting_room.rules.commands import IssueTicket
from waiting_room.wire.settings import read_zone
from waiting_room.wire.token import mint_token

pytestmark = pytest.mark.journey
LARGEST_FILE_BYTES = 300_000


def hub_command(place, *more):
    arguments = ["--config", place.device_file("hub"), "--zone", place.zone_file]
    arguments += ["--data", place.folder / "data", *more]
    return [sys.executable, "-m", "waiting_room.hub", *map(str, arguments)]


async def test_a_disk_that_fails_ends_the_hub_and_loses_nothing(tmp_path, now):
    """When a file cannot grow any more the hub ends at once; what it answered is all there."""
    port, website = free_ports(2)
    place = Place(tmp_path, port, website, "none:")
    write_zone(place, ("1",))
    write_bookings(place, now, 1)
    with Mosquitto(read_zone(place.zone_file), tmp_path / "broker", port):
        limit = ["prlimit", f"--fsize={LARGEST_FILE_BYTES}"]
        hub = await asyncio.create_subprocess_exec(
            *limit, *hub_command(place), stderr=asyncio.subprocess.PIPE
        )
        observer = Observer(place.device_file(OBSERVER), asyncio.get_running_loop())
        observer.link.open()
        await observer.up(within_s=20)
        acknowledged, ended = [], asyncio.Event()

        async def visitors():
            while not ended.is_set():
                answered = asyncio.get_running_loop().create_future()
                token = mint_token()
                command = IssueTicket(service="question", token=token)
                observer.link.ask(command, answered.set_result, ttl_s=1)
                reply = await answered
                if reply.ok:
                    acknowledged.append(reply.result["number"])

        working = asyncio.gather(*(visitors() for _ in range(20)))
        _, said = await asyncio.wait_for(hub.communicate(), 60)
        ended.set()
        await working
        observer.link.close()

    assert hub.returncode == 1
    assert b"nothing that was acknowledged is lost" in said
    assert len(acknowledged) > 20
    figures = await hubs_figures(tmp_path / "data", "sued")
    assert set(acknowledged) <= set(figures["numbers"])
    check = await asyncio.create_subprocess_exec(
        *hub_command(place, "--check"), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await check.communicate()
    assert check.returncode == 0
    assert b"the journal is whole" in out
