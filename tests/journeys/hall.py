"""A hall of real programs: broker, hub, two kiosks with printers that answer, and a counter."""

import asyncio
import contextlib
import os
import re
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from broker_config.running import Mosquitto
from hardware.emulator.pty_line import VirtualScanner
from hardware.emulator.server import NetworkMachine
from hardware.emulator.tray import Tray
from tests.journeys.cable import Cable
from tests.journeys.x_server import XServer
from waiting_room.demo.hand import AGAIN_AFTER_S, Hand
from waiting_room.demo.observer import Observer
from waiting_room.demo.people import NUMBER, plain
from waiting_room.demo.processes import Processes, Program
from waiting_room.demo.scenery import OBSERVER, Place, write_bookings, write_zone
from waiting_room.demo.zone_here import free_ports, start_hub
from waiting_room.wire.settings import read_zone
from waiting_room.words import catalogue

GERMAN = catalogue("de")
SERVICE = "Unterlagen abgeben"
KIOSKS = {"kiosk-1": "K", "kiosk-2": "L"}


class Hall:
    """The programs, the machines at their cables, and a finger for each screen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        broker_port, website_port = free_ports(2)
        self.place = Place(folder, broker_port, website_port, "none:")
        for name in ("logs", "hands", "cut"):
            (folder / name).mkdir()
        write_zone(self.place, ("1",))
        with self.place.zone_file.open("a", encoding="utf-8") as zone:
            zone.write('[[device]]\nid = "kiosk-2"\nrole = "kiosk"\nletter = "L"\n')
        write_bookings(self.place, datetime.now(UTC), 1)
        self.broker = Mosquitto(read_zone(self.place.zone_file), folder / "broker", broker_port)
        self.processes = Processes(folder / "logs", lambda told: None)
        self.printers = {kiosk: NetworkMachine(Tray(folder / kiosk)) for kiosk in KIOSKS}
        self.scanners = {kiosk: VirtualScanner() for kiosk in KIOSKS}
        self.hands: dict[str, Hand] = {}
        self.cables: dict[str, Cable] = {}
        self.programs: dict[str, Program] = {}
        self.desk = XServer("1280x720")  # only there a key can be pressed

    async def start(self) -> None:
        """Start everything, and wait until every device is online and every kiosk has numbers."""
        self.broker.start()
        await start_hub(self.processes, self.place)
        for kiosk in KIOSKS:
            machines = ["--printer", f"network:127.0.0.1:{self.printers[kiosk].port}"]
            machines += ["--scanner", f"serial:{self.scanners[kiosk].path}"]
            await self._run(kiosk, "kiosk", "--data", str(self.folder / "data"), *machines)
        await self._run("counter-1", "counter", "--counter", "1")
        self.observer = Observer(self.place.device_file(OBSERVER), asyncio.get_running_loop())
        self.observer.link.open()
        await self.observer.online(set(self.hands), within_s=40)
        for kiosk in KIOSKS:
            await self.hands[kiosk].see(lambda seen: SERVICE in seen)

    async def _run(self, device: str, module: str, *options: str) -> None:
        """Start a program, its link through a cable that can be cut; kiosks need no screen."""
        cable = self.cables[device] = Cable(self.place.broker_port)
        await cable.open()
        told = self.place.device_file(device).read_text("utf-8")
        settings = self.folder / "cut" / f"{device}.toml"
        settings.write_text(re.sub(r"port = \d+", f"port = {cable.port}", told), "utf-8")
        hand = self.folder / "hands" / device
        arguments = [module, "--config", str(settings), "--hand", str(hand)]
        arguments += ["--window", "1280x720", *options]
        screen = {"QT_QPA_PLATFORM": "offscreen"}
        if module == "counter":
            screen = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": self.desk.display}
        program = Program(device, arguments, screen)
        self.programs[device] = program
        await self.processes.start(program)
        self.hands[device] = Hand(hand)

    def pid(self, device: str) -> int:
        """Give the process of a device's program, as it is now."""
        process = self.programs[device].process
        assert process is not None
        return process.pid

    def pause(self, device: str) -> None:
        """Freeze a program; `end` lets it go on first."""
        os.kill(self.pid(device), signal.SIGSTOP)

    async def take_ticket(self, kiosk: str) -> tuple[str, float, datetime]:
        """Take a ticket; gives the number, seconds from touch to number, and when was touched."""
        hand, yes = self.hands[kiosk], GERMAN.say("Yes, take a ticket")
        await hand.press(SERVICE, yes)
        await asyncio.sleep(AGAIN_AFTER_S)
        while True:
            touched_at, touched_s = datetime.now(UTC), time.monotonic()
            await hand.tap(yes)
            # A page that has just appeared takes no touch; then this one was too early.
            if yes not in (seen := await hand.read()):
                break
            await asyncio.sleep(AGAIN_AFTER_S)
        if not any(map(NUMBER.match, seen)):
            seen = await hand.see(lambda seen: any(map(NUMBER.match, seen)))
        took_s = time.monotonic() - touched_s
        number = next(plain(text) for text in seen if NUMBER.match(text))
        await hand.press(GERMAN.say("Done"))
        return number, took_s, touched_at

    async def press_next(self) -> None:
        """Press the key of the counter's large button, whatever the button looks like."""
        # Without a window manager it is a touch that gives a window the keyboard.
        await asyncio.to_thread(self.desk.touch, 2, 2)
        await asyncio.to_thread(self.desk.key, "F8")

    async def staff_read(self, so: Callable[[str], bool], within_s: float) -> float:
        """Wait until the counter says what is so; gives the seconds that took."""
        began_s = time.monotonic()
        await self.hands["counter-1"].see(lambda seen: any(map(so, seen)), within_s)
        return time.monotonic() - began_s

    async def close(self) -> None:
        """End everything, the broker last."""
        with contextlib.suppress(AttributeError):
            self.observer.link.close()
        for hand in self.hands.values():
            hand.close()
        await self.processes.end()
        for cable in self.cables.values():
            await cable.close()
        self.broker.stop()
        self.desk.close()
        for scanner in self.scanners.values():
            scanner.close()
        for printer in self.printers.values():
            printer.close()
