"""Both brokers as real processes, and clients that speak to them as programs do."""

import asyncio
import contextlib
import tomllib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path

import pytest

import waiting_room
from broker_config.embedded import Embedded
from broker_config.process import BrokerProcess
from broker_config.rights import rights_in
from broker_config.running import Mosquitto
from waiting_room.rules.zone import Device, Role, Zone
from waiting_room.wire.connection import Message, Will
from waiting_room.wire.home import AsyncioHome
from waiting_room.wire.mqtt import MqttConnection
from waiting_room.wire.topics import HUB, Rights, Topics

WITHIN_S = 8.0
SAY_AGAIN_S = 0.1


class Talker:
    """A user of the broker that remembers everything it heard."""

    def __init__(
        self, broker: BrokerProcess, user: str, *, password: str = "", will: Will | None = None
    ) -> None:
        self.user = user
        self.heard: list[Message] = []
        self.ups: list[bool] = []
        self._news = asyncio.Event()
        self.connection = MqttConnection(
            AsyncioHome(asyncio.get_running_loop()),
            client=user,
            host=broker.host,
            port=broker.port,
            password=password or broker.credentials.passwords[user],
            will=will,
        )

    def open(self, *filters: str) -> None:
        """Connect, with these topics wanted."""
        self.connection.subscribe(*filters)
        self.connection.open(self._hear, self._change)

    def say(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        """Publish."""
        self.connection.publish(topic, payload, qos=qos, retain=retain)

    async def until(self, true: Callable[[], bool], within_s: float = WITHIN_S) -> None:
        """Wait until something is so, and look again whenever something was heard."""
        async with asyncio.timeout(within_s):
            while not true():
                self._news.clear()
                await self._news.wait()

    async def is_up(self) -> None:
        """Wait until the broker has acknowledged the filters; what is said before is not sent.

        nats-server delivers messages before it acknowledges: to hear is not yet to be heard.
        """
        await self.until(lambda: self.ups[-1:] == [True])

    async def hears(self, topic: str, payload: bytes) -> None:
        """Wait for a message."""
        await self.until(lambda: (topic, payload) in self.heard)

    async def hears_again(self, say: Callable[[], None], topic: str, payload: bytes) -> None:
        """Have something said again and again until it is heard.

        nats-server can lose what is said while it takes a subscription, retained or not.
        """
        async with asyncio.timeout(WITHIN_S):
            while (topic, payload) not in self.heard:
                say()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(SAY_AGAIN_S):
                        await self.hears(topic, payload)

    def _hear(self, messages: Sequence[Message]) -> None:
        self.heard += messages
        self._news.set()

    def _change(self, up: bool) -> None:
        self.ups.append(up)
        self._news.set()


class Hall:
    """Everybody who speaks on one broker during one test."""

    def __init__(self, broker: BrokerProcess, zone: Zone) -> None:
        self.broker = broker
        self.zone = zone
        self.topics = Topics(zone.id)
        self.rights: dict[str, Rights] = {rights.user: rights for rights in rights_in(self.zone)}
        self._talkers: list[Talker] = []

    def talker(self, user: str, *, password: str = "", will: Will | None = None) -> Talker:
        """Give a user that is not connected yet."""
        talker = Talker(self.broker, user, password=password, will=will)
        self._talkers.append(talker)
        return talker

    async def hub(self) -> Talker:
        """Connect the hub; gives it when it speaks and hears: a presence that comes proves that."""
        hub = self.talker(HUB)
        hub.open(*self.rights[HUB].read)
        await hub.is_up()
        herald = self.talker(self.zone.devices[0].id)
        herald.open()
        await herald.is_up()
        topic = self.topics.online(herald.user)
        await hub.hears_again(lambda: herald.say(topic, b"herald", qos=1), topic, b"herald")
        self.leave(herald)
        return hub

    async def device(
        self, hub: Talker, user: str, *filters: str, will: Will | None = None
    ) -> Talker:
        """Connect a device with its own topics and further ones; it speaks and hears the hub."""
        device = self.talker(user, will=will)
        # Filters are taken one after the other: the one that proves it comes last.
        own = [one for one in self.rights[user].read if one != self.topics.hub]
        device.open(*filters, *own, self.topics.hub)
        await device.is_up()
        beat = b"beat for " + user.encode()
        topic = self.topics.hub
        await device.hears_again(lambda: hub.say(topic, beat, qos=1), topic, beat)
        return device

    def leave(self, talker: Talker) -> None:
        """Disconnect one."""
        talker.connection.close()
        self._talkers.remove(talker)

    def close(self) -> None:
        """Disconnect everybody."""
        for talker in self._talkers:
            talker.connection.close()


def example_zone() -> Zone:
    """Give the example's zone with a second counter program."""
    file = Path(waiting_room.__file__ or "").with_name("example") / "zone.toml"
    zone = Zone.model_validate(tomllib.loads(file.read_text("utf-8")))
    second = Device(id="counter-2", role=Role.COUNTER)
    return zone.model_copy(update={"devices": (*zone.devices, second)})


KINDS: dict[str, type[BrokerProcess]] = {"mosquitto": Mosquitto, "embedded": Embedded}

StartBroker = Callable[[Zone], BrokerProcess]


@pytest.fixture(scope="session", params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def broker(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrokerProcess]:
    """One broker of each kind for all tests that leave it running."""
    with KINDS[kind](example_zone(), tmp_path_factory.mktemp(kind)) as broker:
        yield broker


@pytest.fixture
def own_broker(kind: str, tmp_path: Path) -> Iterator[StartBroker]:
    """Start a broker for one test alone."""
    started: list[BrokerProcess] = []

    def start(zone: Zone) -> BrokerProcess:
        broker = KINDS[kind](zone, tmp_path / "broker")
        started.append(broker)
        broker.start()
        return broker

    yield start
    for broker in started:
        broker.stop()


@pytest.fixture
async def enter() -> AsyncIterator[Callable[[BrokerProcess, Zone], Hall]]:
    """Make a hall around a broker; everybody in it is disconnected at the end."""
    halls: list[Hall] = []

    def make(broker: BrokerProcess, zone: Zone) -> Hall:
        halls.append(Hall(broker, zone))
        return halls[-1]

    yield make
    for hall in halls:
        hall.close()


@pytest.fixture
def hall(broker: BrokerProcess, enter: Callable[[BrokerProcess, Zone], Hall]) -> Hall:
    return enter(broker, broker.zone)


@pytest.fixture
def zone() -> Zone:
    return example_zone()
