"""The floor under press-to-wall: two broker hops and one synced write, with nothing between."""

import argparse
import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any

from bench.measures import synced_write
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.mqtt import MqttConnection


def main() -> None:
    """Be the middle: write and sync whatever comes, then pass it on."""
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--file", type=Path, required=True)
    asked = options.parse_args()
    asyncio.run(_pass_on(asked.port, asked.file))


async def _pass_on(port: int, file: Path) -> None:
    fd = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    connection = MqttConnection(
        AsyncioHome(asyncio.get_running_loop()), client="middle", host="127.0.0.1", port=port
    )

    def heard(messages: Any) -> None:
        synced_write(fd)
        for _, payload in messages:
            connection.publish("floor/shown", payload, qos=1, retain=True)

    connection.subscribe("floor/pressed")
    connection.open(heard, lambda up: print("up" if up else "down", flush=True))
    await asyncio.Event().wait()


class Floor:
    """The middle as a process, and both ends of it here."""

    def __init__(self, port: int, file: Path) -> None:
        self._port = port
        self._file = file
        self._shown: asyncio.Future[float] | None = None

    async def __aenter__(self) -> "Floor":
        arguments = ["--port", str(self._port), "--file", str(self._file)]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.floor", *arguments, stdout=asyncio.subprocess.PIPE
        )
        assert self._process.stdout is not None
        await self._process.stdout.readline()
        home = AsyncioHome(asyncio.get_running_loop())
        up = asyncio.Event()
        self._pressing = MqttConnection(home, client="press", host="127.0.0.1", port=self._port)
        self._pressing.open(lambda messages: None, lambda is_up: None)
        self._wall = MqttConnection(home, client="shown", host="127.0.0.1", port=self._port)
        self._wall.subscribe("floor/shown")
        self._wall.open(self._heard, lambda is_up: up.set())
        await up.wait()
        await asyncio.sleep(0.5)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._pressing.close()
        self._wall.close()
        self._process.kill()
        await self._process.wait()

    def _heard(self, messages: Any) -> None:
        if self._shown is not None and not self._shown.done():
            self._shown.set_result(time.perf_counter())

    async def press_to_shown(self) -> float:
        """Press once; gives the seconds until it was shown."""
        self._shown = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        self._pressing.publish("floor/pressed", b"x" * 120)
        return await asyncio.wait_for(self._shown, 10) - begun


if __name__ == "__main__":
    main()
