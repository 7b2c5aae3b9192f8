"""Hands: the demo's side of `--hand`, one visitor's or clerk's finger on a running program."""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LOOK_EVERY_S = 0.05
PATIENCE_S = 15.0
AGAIN_AFTER_S = 0.6
"""A new page takes no touch before the glass was quiet for a moment; who hammers on it waits."""


class NothingThere(RuntimeError):
    """What should be touched did not appear; the text lists what did."""


class Hand:
    """Touches one program through its local socket, and looks at it so often."""

    def __init__(self, socket: Path, look_every_s: float = LOOK_EVERY_S) -> None:
        self._socket = socket
        self._look_every_s = look_every_s
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def tap(self, name: str, patience_s: float = PATIENCE_S) -> None:
        """Press what is visible under an accessible name, as soon as it is there."""
        seen: list[str] = []
        try:
            async with asyncio.timeout(patience_s):
                while True:
                    answer = await self._ask({"tap": name})
                    if answer["ok"]:
                        return
                    seen = answer["seen"]
                    await asyncio.sleep(self._look_every_s)
        except TimeoutError:
            raise NothingThere(f'"{name}" cannot be touched; there are: {seen}') from None

    async def press(
        self, name: str, until: str | None = None, patience_s: float = PATIENCE_S
    ) -> None:
        """Press, again if need be, until something is there, or what was pressed is not.

        A page that has just appeared takes no touch for a moment, so that a double tap on the
        page before it does nothing; people press again, and so does this hand.
        """
        await self.tap(name, patience_s)
        tapped_s = time.monotonic()

        def done(seen: list[str]) -> bool:
            return name not in seen if until is None else until in seen

        async with asyncio.timeout(patience_s):
            while not done(await self.read()):
                await asyncio.sleep(self._look_every_s)
                if time.monotonic() - tapped_s >= AGAIN_AFTER_S:
                    await self._ask({"tap": name})
                    tapped_s = time.monotonic()

    async def see(
        self, so: Callable[[list[str]], bool], patience_s: float = PATIENCE_S
    ) -> list[str]:
        """Look until what can be read is so and give it, or raise NothingThere with what is."""
        seen: list[str] = []
        try:
            async with asyncio.timeout(patience_s):
                # Nobody can tell us when another process's screen changes.
                while not so(seen := await self.read()):  # noqa: ASYNC110
                    await asyncio.sleep(self._look_every_s)
        except TimeoutError:
            raise NothingThere(f"what was waited for did not appear; there are: {seen}") from None
        return seen

    async def where(self, name: str, patience_s: float = PATIENCE_S) -> tuple[int, int]:
        """Tell where on the screen something is that can be touched, as soon as it is there."""
        async with asyncio.timeout(patience_s):
            while True:
                answer = await self._ask({"where": name})
                if answer["ok"]:
                    return answer["x"], answer["y"]
                await asyncio.sleep(self._look_every_s)

    async def read(self) -> list[str]:
        """List what can be read on the screen."""
        answer = await self._ask({"read": True})
        return list(answer["seen"])

    async def shot(self, file: Path) -> None:
        """Save a picture of the window."""
        await self._ask({"shot": str(file)})

    async def _ask(self, what: dict[str, Any]) -> dict[str, Any]:
        """Ask and wait for the answer; a program that was restarted is found again."""
        while True:
            try:
                if self._streams is None:
                    self._streams = await asyncio.open_unix_connection(self._socket)
                reader, writer = self._streams
                writer.write(json.dumps(what).encode() + b"\n")
                await writer.drain()
                line = await reader.readline()
                if line:
                    return dict(json.loads(line))
            except OSError:
                await asyncio.sleep(self._look_every_s)
            except asyncio.CancelledError:
                # Whoever asks next must not take this answer for theirs.
                self.close()
                raise
            self.close()

    def close(self) -> None:
        """Let go."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None
