"""What is measured: commands per second, press to wall, and the floors beside them."""

import asyncio
import os
import random
import sqlite3
import time
from pathlib import Path

from bench.scene import COUNTERS, RunningHub, ask, mint_token
from waiting_room.rules.commands import CallNext, FinishServing, IssueTicket, OpenCounter
from waiting_room.wire.link import Link
from waiting_room.wire.views import BoardView

PAUSE_S = (0.01, 0.04)
"""Presses come at random distances, so that no timer of ours can run in step with them."""


async def open_counters(link: Link) -> None:
    """Open all counters."""
    for counter in range(1, COUNTERS + 1):
        await ask(link, OpenCounter(counter=str(counter)))


async def commands_per_second(link: Link, outstanding: int, seconds: float) -> float:
    """Issue, call and finish at so many counters at once; every command is answered after fsync."""
    done = 0
    ends = time.perf_counter() + seconds

    async def clerk(counter: str) -> None:
        nonlocal done
        while time.perf_counter() < ends:
            await ask(link, IssueTicket(service="question", token=mint_token()))
            await ask(link, CallNext(counter=counter))
            await ask(link, FinishServing(counter=counter))
            done += 3

    begun = time.perf_counter()
    await asyncio.gather(*(clerk(str(one + 1)) for one in range(outstanding)))
    return done / (time.perf_counter() - begun)


class Wall:
    """A wall that tells when a number stands on it."""

    def __init__(self) -> None:
        self.shown_at: dict[str, float] = {}
        self._changed = asyncio.Event()

    def follow(self, link: Link) -> None:
        """Watch the board."""
        link.watch(BoardView, self._show)

    def _show(self, key: str, board: BoardView | None) -> None:
        for call in board.calls if board else ():
            self.shown_at.setdefault(call.number, time.perf_counter())
        self._changed.set()

    async def wait_for(self, number: str) -> float:
        """Wait until a number is shown; gives when."""
        while number not in self.shown_at:
            self._changed.clear()
            await asyncio.wait_for(self._changed.wait(), 10)
        return self.shown_at[number]


async def pause() -> None:
    """Wait as between two presses; the floor is measured after the same rest of the machine."""
    await asyncio.sleep(random.uniform(*PAUSE_S))


async def press_to_wall(link: Link, wall: Wall) -> float:
    """Press Next once; gives the seconds until the wall shows the number."""
    reply = await ask(link, IssueTicket(service="question", token=mint_token()))
    number = reply.result["number"]
    await pause()
    begun = time.perf_counter()
    calling = asyncio.create_task(ask(link, CallNext(counter="1")))
    shown = await wall.wait_for(number)
    await calling
    await ask(link, FinishServing(counter="1"))
    return shown - begun


def bare_group_commit(folder: Path, group: int, seconds: float) -> float:
    """Write rows like the journal's, `group` to a transaction, WAL and FULL; rows per second."""
    file = folder / "bare.sqlite"
    raw = sqlite3.connect(file, isolation_level=None)
    for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("CREATE TABLE journal (seq INTEGER PRIMARY KEY, at TEXT, body TEXT, hash BLOB)")
    body, seq, begun = "x" * 250, 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        raw.execute("BEGIN IMMEDIATE")
        rows = [(seq + one, "2026-11-23T08:00:00", body, bytes(32)) for one in range(group)]
        raw.executemany("INSERT INTO journal VALUES (?, ?, ?, ?)", rows)
        raw.execute("COMMIT")
        seq += group
    rate = seq / (time.perf_counter() - begun)
    raw.close()
    return rate


def synced_write(fd: int) -> None:
    """Append what a small transaction appends, and wait for the disk."""
    os.write(fd, bytes(4096))
    os.fdatasync(fd)


__all__ = ["RunningHub", "Wall", "bare_group_commit", "commands_per_second", "press_to_wall"]
