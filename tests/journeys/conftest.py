"""A zone of real programs on a real Mosquitto, each window on an X server of its own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broker_config.running import Mosquitto
from hardware.emulator.server import NetworkMachine
from hardware.emulator.tray import Tray
from tests.journeys.hall import Hall
from tests.journeys.x_server import XServer
from waiting_room.demo.hand import Hand, NothingThere
from waiting_room.demo.observer import Observer
from waiting_room.demo.processes import Processes, Program
from waiting_room.demo.scenery import OBSERVER, Place, write_bookings, write_zone
from waiting_room.demo.zone_here import free_ports, start_hub
from waiting_room.wire.settings import read_zone
from waiting_room.words import catalogue

TRIES = 5


class Journey:
    """A whole zone, with what a test needs to act in it and to look at it."""

    def __init__(self, folder: Path, machine: NetworkMachine, tray: Tray) -> None:
        self.folder = folder
        self.machine = machine
        self.tray = tray
        broker_port, website_port = free_ports(2)
        printer = f"network:127.0.0.1:{machine.port}"
        self.place = Place(folder, broker_port, website_port, "none:", printer)
        for name in ("logs", "hands"):
            (folder / name).mkdir()
        write_zone(self.place, ("1", "2", "3", "4"))
        write_bookings(self.place, datetime.now(UTC), 5)
        self.broker = Mosquitto(read_zone(self.place.zone_file), folder / "broker", broker_port)
        self.said: list[str] = []
        self.processes = Processes(folder / "logs", self.said.append)
        self.hands: dict[str, Hand] = {}
        self.screens: dict[str, XServer] = {}

    async def start(self) -> None:
        """Start everything and wait until every device is online."""
        self.broker.start()
        await start_hub(self.processes, self.place)
        listen = f"127.0.0.1:{self.place.website_port}"
        await self._run("website", "website", "--listen", listen)
        await self._window("kiosk-1", "kiosk", "1280x720", "--data", str(self.folder / "data"))
        await self._window("wall-1", "display", "1280x720", "--mute")
        await self._window("counter-1", "counter", "980x420", "--counter", "1")
        self.observer = Observer(self.place.device_file(OBSERVER), asyncio.get_running_loop())
        self.observer.link.open()
        await self.observer.online({"website", *self.hands}, within_s=40)

    async def _window(self, device: str, module: str, size: str, *options: str) -> None:
        self.screens[device] = XServer(size)
        socket = self.folder / "hands" / device
        await self._run(device, module, "--window", size, "--hand", str(socket), *options)
        self.hands[device] = Hand(socket)

    async def _run(self, device: str, module: str, *options: str) -> None:
        settings = ["--config", str(self.place.device_file(device))]
        environment = {"QT_QPA_PLATFORM": "xcb"}
        if device in self.screens:
            environment["DISPLAY"] = self.screens[device].display
        await self.processes.start(Program(device, [module, *settings, *options], environment))

    async def touch(self, device: str, name: str, then: str = "") -> None:
        """Touch what is on a device's screen, with the pointer of its X server.

        A page that has just appeared takes no touch for a moment; as people do, touch again until
        `then` is there, or what was touched is not.
        """
        hand = self.hands[device]
        for _ in range(TRIES):
            x, y = await hand.where(name)
            await asyncio.to_thread(self.screens[device].touch, x, y)
            with contextlib.suppress(NothingThere):
                await hand.see(lambda seen: then in seen if then else name not in seen, 1.0)
                return
        raise NothingThere(f"{name!r} was touched {TRIES} times and nothing happened")

    def link_notice(self, text: str) -> bool:
        """Tell whether a text is the wall's word that it cannot know."""
        return catalogue("de").say("As of {time}. Please ask at the desk.", time="")[-20:] in text

    async def close(self) -> None:
        """End everything, the broker last."""
        with contextlib.suppress(AttributeError):
            self.observer.link.close()
        for hand in self.hands.values():
            hand.close()
        await self.processes.end()
        for screen in self.screens.values():
            screen.close()
        self.broker.stop()


@pytest.fixture
async def journey(tmp_path: Path) -> AsyncIterator[Journey]:
    """A zone that is up."""
    tray = Tray(tmp_path / "paper")
    with NetworkMachine(tray) as machine:
        journey = Journey(tmp_path, machine, tray)
        try:
            await journey.start()
            yield journey
        finally:
            await journey.close()


@pytest.fixture
def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    """A hall that is up."""
    hall = Hall(tmp_path)
    try:
        await hall.start()
        yield hall
    finally:
        await hall.close()
