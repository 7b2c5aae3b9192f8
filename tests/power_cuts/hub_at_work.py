"""A hub at work: the real one on its real store, told by hand what its devices ask.

`python -m tests.power_cuts.hub_at_work FOLDER LIFE FAULT` says on standard output what the hub
says: every reply, and every beat. Its zone and what is asked are those of tests/checker.
"""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest

from tests.checker.history import Operation
from tests.checker.plan import plan
from tests.checker.scene import DAY_BEGINS
from tests.power_cuts.life import Life, say, stop_dead
from waiting_room.hub.hub import Hub
from waiting_room.hub.store import Store
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.zone import Zone
from waiting_room.wire.connection import Message
from waiting_room.wire.loopback import LoopbackHome
from waiting_room.wire.settings import read_zone

FILE = "sued.sqlite"
ZONE_FILE = Path(__file__).parents[1] / "checker" / "zone.toml"
ROOT = "wm/sued"
MORNING, LIFE_LASTS = timedelta(hours=4), timedelta(hours=1)
TOGETHER = (1, 1, 1, 1, 1, 1, 2, 12)
"""How many commands arrive while the disk syncs, and share the next transaction."""

A_PAUSE_S, PAUSES = 10.0, 0.2
"""How long nobody asks at most, and after how many of the groups."""


class Wire:
    """The hub's connection: what goes out is heard at once, what comes in is handed over."""

    def __init__(self, heard: Callable[[str, bytes], None]) -> None:
        self._heard = heard

    def open(
        self, heard: Callable[[Sequence[Message]], None], changed: Callable[[bool], None]
    ) -> None:
        """See Connection."""
        changed(True)

    def subscribe(self, *filters: str) -> None:
        """See Connection."""

    def publish(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        """See Connection."""
        self._heard(topic.removeprefix(f"{ROOT}/"), payload)

    def check(self) -> None:
        """See Connection."""

    def close(self) -> None:
        """See Connection."""


class HubAtWork:
    """One life of a hub on the file in a folder; `heard` gets all that it tells, by topic."""

    def __init__(self, folder: Path, life: int, heard: Callable[[str, bytes], None]) -> None:
        self.home = LoopbackHome()
        self._begins_at = begins_at(life)
        store = Store(folder / FILE)
        store.open()
        room, wire = WaitingRoom(zone()), Wire(heard)
        self.hub = Hub(room, store, wire, self.home, instance=f"life {life}", clock=self._now)

    def ask(self, *operations: Operation) -> None:
        """Let commands arrive together."""
        self.hub.heard([(f"{ROOT}/command/{o.client}/{o.name}", o.payload()) for o in operations])

    def _now(self) -> datetime:
        return self._begins_at + timedelta(seconds=self.home.now_s)


def begins_at(life: int) -> datetime:
    """Tell when a life begins: an hour after the one before."""
    return DAY_BEGINS + MORNING + life * LIFE_LASTS


@cache
def zone() -> Zone:
    """Read the zone once."""
    return read_zone(ZONE_FILE)


def main(folder: Path, life: Life) -> None:
    """Work, and end as told."""

    def heard(topic: str, payload: bytes) -> None:
        if topic.startswith("reply/") or topic == "hub":
            say(json.dumps([topic, payload.decode()]))

    at_work = HubAtWork(folder, life.number, heard)
    at_work.hub.open()
    chance = Random(life.seed)
    drawn = plan(life.seed, (life.number + 1) * life.operations)[life.number * life.operations :]
    while drawn:
        together = chance.choice(TOGETHER)
        group, drawn = drawn[:together], drawn[together:]
        at_work.ask(*group)
        at_work.home.advance(chance.random() * A_PAUSE_S if chance.random() < PAUSES else 0)
    if life.ends_well:
        at_work.hub.close()
    else:
        stop_dead()


if __name__ == "__main__":
    from tests.power_cuts.faults import VARIANTS

    name, told, fault = sys.argv[1:]
    VARIANTS[fault](pytest.MonkeyPatch())
    main(Path(name), Life.told(told))
