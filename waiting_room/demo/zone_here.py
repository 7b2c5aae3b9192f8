"""The zone on this machine: its programs with their arguments, and the order they start in."""

import asyncio
import os
import pty
import socket
import tty
from dataclasses import dataclass
from pathlib import Path

from waiting_room.demo.hand import Hand
from waiting_room.demo.processes import Processes, Program
from waiting_room.demo.scenery import Place

COUNTERS = ("1", "3")
UP_WITHIN_S = 30.0
SIZES = {
    "kiosk-1": "1920x1080",
    "wall-1": "1920x1080",
    "counter-1": "980x360",
    "counter-3": "980x360",
}
PLACES = {
    "kiosk-1": "1120x630+0+0",
    "wall-1": "780x439+1130+0",
    "counter-1": "940x360+0+680",
    "counter-3": "940x360+960+680",
}
"""With a real screen all four windows stand side by side on one of 1920 by 1080."""


@dataclass(frozen=True)
class ScannerCable:
    """A scanner's cable: the demo holds one end, the kiosk opens the other."""

    our_end: int
    their_end: int

    @classmethod
    def new(cls) -> "ScannerCable":
        """Lay a cable."""
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        return cls(ours, theirs)

    @property
    def address(self) -> str:
        """How the kiosk names its end."""
        return f"serial:{os.ttyname(self.their_end)}"


def free_ports(count: int) -> list[int]:
    """Find ports that nobody uses now."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


def is_free(port: int) -> bool:
    """Tell whether a port of this machine can be listened on."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def has_screen() -> bool:
    """Tell whether windows can be shown."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def counter_of(device: str) -> str:
    """Give the counter that a counter device works at."""
    return device.removeprefix("counter-")


async def start_broker(processes: Processes, place: Place) -> None:
    """Start the embedded broker and wait until it takes connections."""
    arguments = ["broker_config", "--config", str(place.zone_file)]
    arguments += ["--folder", str(place.folder / "broker"), "--port", str(place.broker_port)]
    await processes.start(Program("broker", arguments))
    async with asyncio.timeout(UP_WITHIN_S):
        while not await _answers(place.broker_port):
            processes.check()
            await asyncio.sleep(0.05)


async def start_hub(processes: Processes, place: Place) -> None:
    """Start the hub."""
    arguments = ["waiting_room.hub", "--config", str(place.device_file("hub"))]
    arguments += ["--zone", str(place.zone_file), "--data", str(place.folder / "data")]
    arguments += ["--bookings", str(place.bookings_file)]
    await processes.start(Program("hub", arguments))


async def start_devices(
    processes: Processes, place: Place, *, screen: bool, language: str
) -> dict[str, Hand]:
    """Start website, wall, counters and kiosk; gives a hand for each that has a window."""
    listen = f"127.0.0.1:{place.website_port}"
    settings = ["--config", str(place.device_file("website"))]
    await processes.start(Program("website", ["website", *settings, "--listen", listen]))
    hands = {}
    for device in ("wall-1", *(f"counter-{counter}" for counter in COUNTERS), "kiosk-1"):
        socket_file = place.folder / "hands" / device
        arguments = _window_program(device, place, socket_file, screen)
        arguments += ["--language", language]
        environment = {} if screen else {"QT_QPA_PLATFORM": "offscreen"}
        await processes.start(Program(device, arguments, environment))
        hands[device] = Hand(socket_file)
    return hands


def _window_program(device: str, place: Place, hand: Path, screen: bool) -> list[str]:
    sizes = PLACES if screen else SIZES
    module = {"wall": "display"}.get(device.split("-")[0], device.split("-")[0])
    arguments = [module, "--config", str(place.device_file(device)), "--hand", str(hand)]
    arguments += ["--window", sizes[device]]
    if module == "counter":
        arguments += ["--counter", counter_of(device)]
    if module == "kiosk":
        arguments += ["--data", str(place.folder / "data")]
    return arguments


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
