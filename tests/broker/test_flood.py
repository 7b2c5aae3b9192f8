"""A flood: what was held back somewhere reaches a hub that was busy, all at once."""

import asyncio
import json
import sqlite3
import threading
from datetime import UTC, datetime
from itertools import count

import pytest

from waiting_room.hub.hub import Hub
from waiting_room.hub.store import Store
from waiting_room.rules.room import WaitingRoom
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.topics import HUB

pytestmark = pytest.mark.broker

COMMANDS = 40_000
WITHIN_S = 60
AS_DELIVERED = 32_766
"""How many variables SQLite allows in a statement; Debian's allows more."""


@pytest.fixture
async def flooded(hall, tmp_path):
    """Run a real hub; gives what is set once all commands stand in front of it."""
    store = Store(tmp_path / "sued.sqlite")
    store.open()
    store._connection.connection.driver_connection.setlimit(
        sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, AS_DELIVERED
    )
    connection = hall.talker(HUB).connection
    up, all_here, commands = asyncio.Event(), threading.Event(), count(1)
    take = connection._paho.on_message

    def taken(client, userdata, message):
        take(client, userdata, message)
        if hall.topics.read_command(message.topic) and next(commands) == COMMANDS:
            all_here.set()

    connection._paho.on_message = taken
    hub = Hub(
        WaitingRoom(hall.zone),
        store,
        connection,
        AsyncioHome(asyncio.get_running_loop()),
        instance="flooded",
        clock=lambda: datetime.now(UTC),
        up=up.set,
    )
    hub.open()
    await asyncio.wait_for(up.wait(), WITHIN_S)
    yield all_here
    hub.close()


async def test_all_of_a_flood_is_answered_in_its_order(hall, flooded):
    """Forty thousand commands that came while the hub was busy are answered, each one once."""
    counter = hall.talker("counter-1")
    counter.open(hall.topics.reply("counter-1"))
    await counter.is_up()
    ids = [f"press-{n}" for n in range(COMMANDS)]
    for id in ids:
        press = json.dumps({"id": id, "counter": "1", "ttl_ms": 60_000}).encode()
        counter.say(hall.topics.command("counter-1", "recall"), press)
    assert flooded.wait(WITHIN_S), "this thread is the hub's home, so that it hears nothing yet"
    await counter.until(lambda: len(counter.heard) >= COMMANDS, WITHIN_S)

    assert [json.loads(body)["id"] for _, body in counter.heard] == ids
