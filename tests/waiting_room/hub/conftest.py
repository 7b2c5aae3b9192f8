"""A hub on a loopback broker, with its store on disk and a clock that moves when told."""

import json
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.waiting_room.hub.postgresql import Cluster
from tests.waiting_room.hub.website import Desk
from waiting_room.hub.book_engine import book_file
from waiting_room.hub.booking_desk import BookingDesk
from waiting_room.hub.hub import Hub
from waiting_room.hub.keys import open_keys
from waiting_room.hub.seat_book import SeatBook
from waiting_room.hub.store import Store
from waiting_room.rules.booking import Booking
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.typed_code import mint_code
from waiting_room.rules.zone import Zone
from waiting_room.wire.connection import Will
from waiting_room.wire.life import HubState
from waiting_room.wire.loopback import LoopbackBroker, LoopbackConnection, LoopbackHome

EXAMPLE = Path(__file__).parents[3] / "waiting_room" / "example" / "zone.toml"
DATABASES = count()
MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Stage:
    """A hub that can be killed and started again, and a client that speaks raw JSON to it."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        self.folder = folder
        self.zone = Zone.model_validate(tomllib.loads(EXAMPLE.read_text("utf-8")) | changes)
        self.broker = LoopbackBroker()
        self.home = LoopbackHome()
        self.now = MONDAY_NINE
        self.replies: list[dict[str, Any]] = []
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self._ids = count()
        self._random = Random(1)
        self.engine = lambda: book_file(folder / "book.sqlite")
        self.client = LoopbackConnection(self.broker, self.home)
        self.client.subscribe("wm/sued/#")
        self.client.open(self._hear, lambda up: None)
        self.start()

    def _hear(self, messages: Any) -> None:
        for topic, payload in messages:
            if topic.startswith("wm/sued/reply/"):
                self.replies.append(json.loads(payload))
            elif payload and not topic.startswith("wm/sued/command/"):
                self.heard.append((topic, json.loads(payload)))

    def start(
        self,
        bookings: tuple[Booking, ...] = (),
        *,
        restored: bool = False,
        instance: str = "test",
    ) -> None:
        """Start a hub on the same file."""
        self.room = WaitingRoom(self.zone)
        self.store = Store(self.folder / "sued.sqlite")
        self.store.open(restored=restored)
        down = HubState(
            generation=self.store.generation, instance=instance, up=False, schema_version=1
        )
        will = Will("wm/sued/hub", down.model_dump_json().encode())
        self.connection = LoopbackConnection(self.broker, self.home, will)
        self.hub = Hub(
            self.room,
            self.store,
            self.connection,
            self.home,
            instance=instance,
            clock=lambda: self.now,
            desk=self.desk(),
        )
        self.hub.open(bookings, restored=restored)
        self.home.advance()

    def desk(self) -> BookingDesk:
        """Open a booking desk on the same file and with the same key; its codes are no secret."""
        self.book = SeatBook(self.engine(), self.zone.id)
        signer = open_keys(self.folder / "sued.keys.pem")
        mint = partial(mint_code, self._random.randrange)
        return BookingDesk(self.zone, self.book, signer, self.home, mint=mint)

    def kill(self) -> None:
        """End the hub without a word; what it had not saved is gone."""
        self.connection.die()
        self.book.close()
        self.store.close()

    def later(self, **passed: int) -> None:
        """Let time pass for the hub's clock."""
        self.now += timedelta(**passed)

    def send(self, client: str, name: str, payload: bytes) -> dict[str, Any]:
        """Send raw bytes and give the last reply."""
        before = len(self.replies)
        self.client.publish(f"wm/sued/command/{client}/{name}", payload)
        self.home.advance(0.2)
        assert len(self.replies) == before + 1, "there is exactly one reply"
        return self.replies[-1]

    def ask(self, name: str, client: str = "counter-1", **fields: Any) -> dict[str, Any]:
        """Ask as a client would; `id` may be among the fields."""
        fields.setdefault("id", f"id-{next(self._ids)}")
        return self.send(client, name, json.dumps(fields).encode())

    def walk_in(self, service: str = "question", **fields: Any) -> dict[str, Any]:
        """Take a ticket at kiosk-1."""
        token = f"{next(self._ids):026}".translate(str.maketrans("0189", "aeio"))
        return self.ask("issue_ticket", "kiosk-1", service=service, token=token, **fields)

    def view(self, name: str) -> dict[str, Any]:
        """Give a retained view as it stands at the broker."""
        return dict(json.loads(self.broker.retained[f"wm/sued/{name}"]))


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A hub of the example zone on Monday at nine, counter 1 open."""
    stage = Stage(tmp_path)
    stage.ask("open_counter", counter="1")
    yield stage
    stage.kill()


@pytest.fixture
def make_stage(tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Make a hub of the example zone with changes."""
    made: list[Stage] = []

    def make(**changes: Any) -> Stage:
        made.append(Stage(tmp_path, **changes))
        return made[-1]

    yield make
    for stage in made:
        stage.kill()


@pytest.fixture
def desk(stage: Stage) -> Desk:
    """The website's side of the stage's booking desk."""
    return Desk(stage)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An open store of its own, which is empty."""
    store = Store(tmp_path / "zone.sqlite")
    store.open()
    yield store
    store.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL for all tests that want one."""
    cluster = Cluster()
    yield cluster
    cluster.stop()
    cluster.remove()


@pytest.fixture
def database(cluster: Cluster) -> str:
    """The URL of an empty database."""
    return cluster.database(f"book{next(DATABASES)}")
