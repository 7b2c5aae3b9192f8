"""A trial: real Mosquitto, the hub as a process, twelve clients; gives all that was left behind."""

import time
from pathlib import Path

from broker_config.running import Mosquitto
from tests.checker.clients import Clients
from tests.checker.evidence import Evidence
from tests.checker.journal import read
from tests.checker.plan import plan
from tests.checker.scene import ZONE_ID, Scene
from waiting_room.demo.processes import Processes, Program
from waiting_room.wire.settings import read_zone

SOUND = "sound"
"""What stands in the place of a fault for a hub that has none."""


async def trial(
    folder: Path,
    *,
    seed: int,
    operations: int,
    policy: str = "due-date",
    fault: str = SOUND,
    kills: int = 0,
) -> Evidence:
    """Play a plan against a hub, perhaps one with a fault, perhaps killed on the way."""
    scene = Scene(folder, policy)
    drawn = plan(seed, operations)
    processes = Processes(scene.logs, print)
    with Mosquitto(read_zone(scene.zone_file), scene.broker) as broker:
        settings = broker.credentials.file("hub")
        await processes.start(Program("hub", hub_command(scene, settings, fault)))
        clients = Clients(broker, ZONE_ID)
        try:
            await clients.connect()
            begun = time.perf_counter()
            share = len(drawn) // (kills + 1) + 1
            for first in range(0, len(drawn), share):
                if first:
                    processes.kill("hub")
                await clients.play(drawn[first : first + share])
            await clients.finish()
            played_s = time.perf_counter() - begun
            await clients.settle()
        finally:
            clients.close()
            await processes.end()
    return Evidence(
        zone=scene.zone(),
        history=clients.history,
        rows=read(scene.journal_file),
        calls=clients.onlooker.calls,
        views=clients.onlooker.views,
        beats=clients.onlooker.last_beats,
        kills=kills,
        played_s=played_s,
    )


def hub_command(scene: Scene, settings: Path, fault: str) -> list[str]:
    """Write how the hub is started; it is told when its day began, also when it starts again."""
    options = {
        "--config": settings,
        "--zone": scene.zone_file,
        "--data": scene.data,
        "--bookings": scene.bookings_file,
    }
    words = [str(word) for option in options.items() for word in option]
    return ["tests.checker.hub", fault, str(time.time()), *words]
