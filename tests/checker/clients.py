"""The clients of a run: one connection each, many commands on their way, all heard noted."""

import asyncio
import json
from collections.abc import Callable, Sequence
from functools import partial

from broker_config.process import BrokerProcess
from tests.checker.history import History, Key, Operation
from tests.checker.onlooker import Onlooker
from tests.checker.scene import CLIENTS, WALL, WEBSITE
from waiting_room.wire.connection import Message
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.mqtt import MqttConnection

OUTSTANDING = 64
"""How many commands are on their way at once, over all clients."""

REPEAT_S = 1.0
TRIES = 60
"""A command is repeated each second without any answer, and given up after so many of them."""

WITHIN_S = 60.0


class Clients:
    """Twelve devices that ask, and a wall that listens."""

    def __init__(self, broker: BrokerProcess, zone: str) -> None:
        self.history = History()
        self.onlooker = Onlooker()
        self._root = f"wm/{zone}"
        self._waiting: dict[Key, Operation] = {}
        self._news = asyncio.Event()
        self._up: set[str] = set()
        home = AsyncioHome(asyncio.get_running_loop())
        self._connections = {
            client: MqttConnection(
                home,
                client=client,
                host=broker.host,
                port=broker.port,
                password=broker.credentials.passwords[client],
            )
            for client in (*CLIENTS, WALL)
        }

    async def connect(self) -> None:
        """Connect everybody, and wait until the wall hears a hub."""
        for client, connection in self._connections.items():
            connection.subscribe(f"{self._root}/reply/{client}")
            if client == WALL:
                self._watch(WALL, "event/+", "view/board")
            connection.open(partial(self._heard, client), partial(self._changed, client))
        await self._until(lambda: len(self._up) == len(self._connections))
        await self._until(lambda: self.onlooker.hears_a_hub)

    async def play(self, plan: Sequence[Operation]) -> None:
        """Send a plan in its order, as fast as answers come; repeat what has no answer."""
        for operation in plan:
            if not await self._waits_for(fewer_than=OUTSTANDING):
                return
            self._send(operation)

    async def finish(self) -> None:
        """Wait until everything is answered, or nothing more will be."""
        await self._waits_for(fewer_than=1)

    async def settle(self) -> None:
        """Look at all views until nothing changes any more."""
        self._watch(WEBSITE, "view/line/+", "view/lines", "view/ticket/+")
        self._watch("counter-1", "view/counter/+")
        await self._until(lambda: self.onlooker.settled)

    def close(self) -> None:
        """Disconnect everybody."""
        for connection in self._connections.values():
            connection.close()

    def _watch(self, device: str, *topics: str) -> None:
        # Brokers send what is retained in the order of the filters: the beat comes last.
        self.onlooker.watch(device)
        whole = [f"{self._root}/{topic}" for topic in (*topics, "hub")]
        self._connections[device].subscribe(*whole)

    def _send(self, operation: Operation) -> None:
        self.history.sent(operation)
        if operation.reply is None:
            self._waiting[operation.key] = operation
        topic = f"{self._root}/command/{operation.client}/{operation.name}"
        self._connections[operation.client].publish(topic, operation.payload())

    async def _waits_for(self, fewer_than: int) -> bool:
        """Wait until so few commands have no answer; False if no more answers come."""
        for _ in range(TRIES):
            try:
                async with asyncio.timeout(REPEAT_S):
                    while len(self._waiting) >= fewer_than:
                        self._news.clear()
                        await self._news.wait()
                return True
            except TimeoutError:
                for operation in list(self._waiting.values()):
                    self._send(operation)
        return False

    async def _until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(WITHIN_S):
            while not true():
                self._news.clear()
                await self._news.wait()

    def _changed(self, client: str, up: bool) -> None:
        (self._up.add if up else self._up.discard)(client)
        self._news.set()

    def _heard(self, client: str, messages: Sequence[Message]) -> None:
        for topic, payload in messages:
            what = topic.removeprefix(f"{self._root}/")
            if not what.startswith("reply/"):
                self.onlooker.heard(client, what, json.loads(payload))
            elif (operation := self.history.heard(client, payload)) is not None:
                self._waiting.pop(operation.key, None)
        self._news.set()
