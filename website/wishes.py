"""Wishes: what a ticket's holder asks for, carried out once however often a button is pressed."""

import asyncio
from contextlib import suppress
from hashlib import sha256

from waiting_room.rules.commands import Command
from waiting_room.wire.asking import NO_ANSWER
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.messages import Reply
from website.mirror import Mirror

SHOWN_WITHIN_S = 1
"""How long a page waits to be able to show what was done."""


class Wishes:
    """Asks the hub for the holder of a ticket."""

    def __init__(self, link: Link, mirror: Mirror) -> None:
        self._link = link
        self._mirror = mirror
        self._under_way: dict[str, asyncio.Future[Reply]] = {}
        self._news = asyncio.Event()
        mirror.on_change(self._news.set)

    async def ask(self, command: Command, once: str) -> Reply:
        """Ask under an id made of the wish and of the page it was made on, and see it done.

        `once` is that page's own. The second half of a double click is the same wish: it shares
        the answer on its way, and the hub answers an id that it knows with its first answer.
        """
        id = sha256(f"{command!r} {once}".encode()).hexdigest()
        if id not in self._under_way:
            if self._link.state is not LinkState.UP:
                return Reply.no(id, NO_ANSWER)
            answer = self._under_way[id] = asyncio.get_running_loop().create_future()
            answer.add_done_callback(lambda _: self._under_way.pop(id))
            self._link.ask(command, answer.set_result, id=id)
        reply = await asyncio.shield(self._under_way[id])
        with suppress(TimeoutError):
            async with asyncio.timeout(SHOWN_WITHIN_S):
                await self._shown(reply.seq)
        return reply

    async def _shown(self, seq: int) -> None:
        """Wait until pages show what was done: a reply can be faster than a view."""
        while self._mirror.seq < seq:
            self._news.clear()
            await self._news.wait()
