"""`wartemarke demo`: a whole zone on this machine, and a busy morning if you like."""

import argparse
import asyncio
import contextlib
import fcntl
import logging
import random
import shutil
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from waiting_room.demo import pictures
from waiting_room.demo.hand import Hand
from waiting_room.demo.morning import morning
from waiting_room.demo.observer import Observer
from waiting_room.demo.people import Clerk, KioskVisitors, Tally
from waiting_room.demo.processes import Processes
from waiting_room.demo.scenery import OBSERVER, Place, write_bookings, write_zone
from waiting_room.demo.summary import hubs_figures, lost, summary
from waiting_room.demo.tour import tour
from waiting_room.demo.zone_here import (
    COUNTERS,
    UP_WITHIN_S,
    ScannerCable,
    free_ports,
    has_screen,
    is_free,
    start_broker,
    start_devices,
    start_hub,
)
from waiting_room.rules.zone import Zone
from waiting_room.wire.settings import DONE, FAULT, read_zone
from waiting_room.words import LANGUAGES

DEVICES = {"kiosk-1", "wall-1", "website", *(f"counter-{counter}" for counter in COUNTERS)}
PROGRESS_EVERY_S = 5.0
MORNING_MIN = 270.0
BOOKINGS = 60
BOOKINGS_ON_TOUR = 3
"""Whoever has booked is expected: with a whole morning's bookings nobody's wait would be short."""


def seconds(text: str) -> float:
    """Read a time such as 60s, 5m or 90."""
    number, unit = (text[:-1], text[-1]) if text[-1:] in "smh" else (text, "s")
    try:
        value = float(number) * {"s": 1, "m": 60, "h": 3600}[unit]
    except ValueError:
        raise argparse.ArgumentTypeError(f'write a time as 60s, 5m or 1h, not "{text}"') from None
    if value <= 0:
        raise argparse.ArgumentTypeError("a time is more than nothing")
    return value


def main() -> int:
    """Run the demo until it is over or Ctrl-C; gives the exit code."""
    options = argparse.ArgumentParser(
        prog="wartemarke demo", description="Run a whole zone on this machine."
    )
    options.add_argument("--visitors", action="store_true", help="play a busy morning")
    options.add_argument("--for", dest="seconds", type=seconds, help="end after 60s, 5m, …")
    options.add_argument(
        "--speed", type=float, default=60.0, help="how many times faster than life (60)"
    )
    options.add_argument("--seed", type=int, default=1, help="which morning (1)")
    options.add_argument(
        "--folder", type=Path, default=Path("wartemarke-demo"), help="for pictures"
    )
    options.add_argument("--language", choices=LANGUAGES, default="de", help="of the screens (de)")
    options.add_argument("--port", type=int, default=0, help="of the website (a free one)")
    asked = options.parse_args()
    if asked.speed <= 0:
        options.error("--speed is more than nothing")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        return asyncio.run(Demo(asked).run())
    except (RuntimeError, OSError, TimeoutError) as error:
        print(f"wartemarke demo: {error or 'a program did not come up in time'}", file=sys.stderr)
        print(f"what the programs said is in {asked.folder / 'logs'}", file=sys.stderr)
        return FAULT


class Demo:
    """One run of the demo."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked = asked
        self._folder: Path = asked.folder.absolute()
        self._screens = self._folder / "screens"
        self._tally = Tally()
        self._cable = ScannerCable.new()
        self._ended = asyncio.Event()

    async def run(self) -> int:
        """Set the scene, play, clear away whatever happens, and sum up."""
        place, codes = self._set_scene()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._ended.set)
        processes = Processes(self._folder / "logs", tell)
        playing = asyncio.create_task(self._play(processes, place, codes))
        ending = asyncio.create_task(self._ended.wait())
        try:
            await asyncio.wait({playing, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (playing, ending):
                task.cancel()
            (trouble, _) = await asyncio.gather(playing, ending, return_exceptions=True)
            tell("ending all programs")
            await processes.end()
        if isinstance(trouble, Exception):
            raise trouble
        return await self._sum_up(place)

    def _set_scene(self) -> tuple[Place, list[str]]:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = lock(self._folder)
        for old in ("data", "logs", "hands", "paper", "screens", "broker"):
            shutil.rmtree(self._folder / old, ignore_errors=True)
        for new in ("logs", "hands", "paper", "screens"):
            (self._folder / new).mkdir(parents=True)
        broker_port, free = free_ports(2)
        port = self._asked.port or free
        if not is_free(port):
            raise RuntimeError(f"port {port} is taken; name another one with --port")
        place = Place(self._folder, broker_port, port, self._cable.address)
        write_zone(place, COUNTERS)
        bookings = BOOKINGS if self._asked.visitors else BOOKINGS_ON_TOUR
        return place, write_bookings(place, datetime.now(UTC), bookings)

    async def _play(self, processes: Processes, place: Place, codes: list[str]) -> None:
        """Start everything, and let happen what was asked for."""
        begun, screen = time.monotonic(), has_screen()
        await start_broker(processes, place)
        await start_hub(processes, place)
        observer = Observer(place.device_file(OBSERVER), asyncio.get_running_loop())
        observer.link.open()
        watching = asyncio.create_task(self._watch(processes, observer))
        try:
            await observer.up(UP_WITHIN_S)
            language = self._asked.language
            hands = await start_devices(processes, place, screen=screen, language=language)
            await observer.online(DEVICES, UP_WITHIN_S)
            tell(f"the zone is up after {time.monotonic() - begun:.1f} s; website: {place.url}")
            where = "windows" if screen else f"offscreen, pictures in {self._screens}"
            tell(f"kiosk, two counters and a wall: {where}; tickets come out in {place.paper}")
            zone = read_zone(place.zone_file)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._asked.seconds):
                    if self._asked.visitors:
                        await self._morning(hands, observer, zone, codes)
                    else:
                        if not screen:
                            tell("a short tour begins: five visitors, two clerks")
                            await tour(hands, observer, zone, self._tally, self._screens, language)
                            await self._web_pictures(place)
                            count = len(list(self._screens.glob("*.png")))
                            tell(f"the tour is over: {count} pictures in {self._screens}")
                        tell(f"the zone stays up, see {place.url}; Ctrl-C ends it")
                        await asyncio.Event().wait()
            if self._asked.visitors and not screen:
                await pictures.screens(hands, self._screens)
                await self._web_pictures(place)
        finally:
            watching.cancel()
            observer.link.close()

    async def _morning(
        self, hands: dict[str, Hand], observer: Observer, zone: Zone, codes: list[str]
    ) -> None:
        """Let the visitors of a morning come, and two clerks work, until the morning is over."""
        asked = self._asked
        visitors = morning(asked.seed, MORNING_MIN, codes)
        kiosk = KioskVisitors(hands["kiosk-1"], self._cable.our_end, zone, self._tally)
        async with asyncio.TaskGroup() as people:
            clerks = [
                people.create_task(
                    Clerk(
                        counter,
                        hands[f"counter-{counter}"],
                        observer,
                        zone,
                        self._tally,
                        speed=asked.speed,
                        chance=random.Random(asked.seed + int(counter)),
                        language=asked.language,
                    ).work()
                )
                for counter in COUNTERS
            ]
            begun = time.monotonic()
            for visitor in visitors:
                due_s = visitor.at_min * 60 / asked.speed
                await asyncio.sleep(max(0.0, due_s - (time.monotonic() - begun)))
                await kiosk.visit(visitor)
            for clerk in clerks:
                clerk.cancel()

    async def _web_pictures(self, place: Place) -> None:
        for name, query in (
            ("website", f"?lang={self._asked.language}"),
            ("website-ar", "?lang=ar"),
        ):
            if not await pictures.page(f"{place.url}/{query}", self._screens / f"{name}.png"):
                tell("there is no Chromium here, so the website has no picture")
                return

    async def _watch(self, processes: Processes, observer: Observer) -> None:
        """Say how it goes, and end the demo when a program does not stay up."""
        last = ""
        while True:
            try:
                processes.check()
            except RuntimeError as error:
                tell(str(error))
                self._ended.set()
            now = (
                f"{len(self._tally.numbers)} tickets, {observer.called} called, "
                f"{observer.waiting} waiting"
            )
            if self._tally.numbers and now != last:
                last = now
                progress(now)
            await asyncio.sleep(PROGRESS_EVERY_S)

    async def _sum_up(self, place: Place) -> int:
        zone = read_zone(place.zone_file)
        figures = await hubs_figures(self._folder / "data", zone.id)
        speed = self._asked.speed if self._asked.visitors else 1.0
        for line in summary(self._tally, figures, speed):
            print(line, flush=True)
        return FAULT if lost(self._tally.numbers, figures) else DONE


def lock(folder: Path) -> IO[str]:
    """Keep a second demo out of a folder for as long as the file stays open."""
    file = (folder / "lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RuntimeError(
            f"a demo is running in {folder} already; end it, or name another --folder"
        ) from None
    return file


def tell(text: str) -> None:
    """Say something to whoever started the demo."""
    print(f"\r\033[K{text}" if sys.stdout.isatty() else text, flush=True)


def progress(text: str) -> None:
    """Say how it goes: on a terminal one line that changes, else a line each time."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)
    else:
        print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
