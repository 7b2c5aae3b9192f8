"""A scene to measure in: a large zone, the real Mosquitto, a hub with a history."""

import asyncio
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from broker_config.running import Mosquitto
from waiting_room.demo.scenery import ALWAYS, EXAMPLE
from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.store import Store
from waiting_room.rules.commands import Command
from waiting_room.rules.events import (
    DayOpened,
    ServingFinished,
    ServingStarted,
    TicketCalled,
    TicketIssued,
)
from waiting_room.rules.reason import Reason, Why
from waiting_room.rules.ticket import Status, Ticket
from waiting_room.rules.zone import Zone
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.link import Link, LinkState
from waiting_room.wire.messages import Reply
from waiting_room.wire.settings import make_link, read_settings, read_zone
from waiting_room.wire.token import mint_token

COUNTERS = 50
EVENTS_A_DAY = 2400


def write_zone(folder: Path) -> Path:
    """Write a zone with fifty counters that is always open."""
    head = EXAMPLE.read_text("utf-8").split("[hours]")[0]
    parts = [head, "[hours]", ALWAYS]
    parts.append('[[service]]\nid = "question"\nname = { en = "Question" }\nservice_min = 5')
    for counter in range(1, COUNTERS + 1):
        parts.append(
            f'[[counter]]\nid = "{counter}"\nname = {{ en = "Counter {counter}" }}\n'
            'services = ["question"]'
        )
    for device, role in (("load", "counter"), ("wall", "display")):
        parts.append(f'[[device]]\nid = "{device}"\nrole = "{role}"')
    file = folder / "zone.toml"
    file.write_text("\n".join(parts) + "\n", "utf-8")
    return file


def write_history(folder: Path, zone: Zone, events: int) -> None:
    """Fill a hub's file with past days of tickets that were issued, called and served."""
    folder.mkdir(parents=True)
    store = Store(folder / f"{zone.id}.sqlite")
    store.open()
    days = -(-events // EVENTS_A_DAY)
    seq = 0
    for ago in range(days, 0, -1):
        at = datetime.now(UTC) - timedelta(days=ago)
        batch = Batch(at=at)
        day = at.date()

        def record(event: Any, batch: Batch = batch, day: date = day) -> None:
            nonlocal seq
            seq += 1
            batch.events.append(Recorded(seq, batch.at, day, event, "load", f"h{seq}"))

        record(DayOpened(day=day))
        while seq < events and len(batch.events) < EVENTS_A_DAY:
            ticket = _ticket(len(batch.issued) + 1, at)
            record(TicketIssued(ticket=ticket))
            why = Reason(code=Why.LONGEST, since=at)
            record(TicketCalled(number=ticket.number, counter="1", calls=1, language="de", why=why))
            record(ServingStarted(number=ticket.number, counter="1"))
            record(ServingFinished(number=ticket.number, counter="1", outcome="done"))
            batch.issued.append(ticket)
            batch.changed[ticket.number] = ticket.model_copy(update={"status": Status.FINISHED})
        store.save(batch)
    store.close()


def _ticket(count: int, at: datetime) -> Ticket:
    return Ticket(
        number=f"A{count:03}",
        token=mint_token(),
        service="question",
        issued_at=at,
        issued_by="load",
        arrived_at=at,
        stands_at=at,
    )


class RunningHub:
    """A hub as a process of its own, on a history; `started_s` is how long it took to be up."""

    def __init__(self, mosquitto: Mosquitto, zone_file: Path, data: Path) -> None:
        self._devices = mosquitto.credentials
        self._arguments = ["--zone", str(zone_file), "--data", str(data)]
        self._arguments += ["--config", str(self._devices.file("hub"))]
        self._process: asyncio.subprocess.Process | None = None
        self.started_s = 0.0

    async def __aenter__(self) -> "RunningHub":
        begun = time.perf_counter()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "waiting_room.hub",
            *self._arguments,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if b"is up" not in line:
            raise RuntimeError(f"the hub did not come up: {line!r}")
        self.started_s = time.perf_counter() - begun
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.terminate()
        await self._process.wait()

    async def client(self, device: str, prepare: Callable[[Link], None] = lambda _: None) -> Link:
        """Connect a device and wait until it hears the hub."""
        loop = asyncio.get_running_loop()
        link = make_link(read_settings(self._devices.file(device)), AsyncioHome(loop))
        up = asyncio.Event()
        link.on_state(lambda state: up.set() if state is LinkState.UP else None)
        prepare(link)
        link.open()
        await asyncio.wait_for(up.wait(), 20)
        return link


async def ask(link: Link, command: Command) -> Reply:
    """Ask and wait; a refusal is an error here."""
    answered: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
    link.ask(command, answered.set_result, ttl_s=30)
    reply = await answered
    if not reply.ok:
        raise RuntimeError(f"{command}: {reply.error}")
    return reply


__all__ = ["RunningHub", "ask", "mint_token", "read_zone", "write_history", "write_zone"]
