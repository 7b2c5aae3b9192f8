"""`python -m bench.noon`: how long a hub takes to start again in the middle of a busy day."""

import argparse
import asyncio
import json
import re
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from bench.forecast_days import learn
from bench.scene import RunningHub
from broker_config.running import Mosquitto
from waiting_room.hub.batch import Batch, Recorded
from waiting_room.hub.memory import keep
from waiting_room.hub.store import Store
from waiting_room.rules.events import BookingAdded, Event, TicketIssued
from waiting_room.rules.room import WaitingRoom
from waiting_room.rules.waiting_time import Forecaster
from waiting_room.rules.zone import Zone
from waiting_room.simulator.habits import Habits
from waiting_room.simulator.play import play
from waiting_room.simulator.scenario import RECEPTION, reception
from waiting_room.wire.settings import read_zone

LEARNED_DAYS = 10
RECEPTIONS = (1, 8)
"""How many of the standard receptions, of six counters each, are one zone."""


@dataclass(frozen=True)
class Restart:
    """What a zone's journal holds of the day, and how long its hub took to be up."""

    counters: int
    when: str
    tickets: int
    events: int
    start_s: float


def main() -> int:
    """Measure a small zone and a large one."""
    options = argparse.ArgumentParser(prog="python -m bench.noon", description=__doc__)
    options.add_argument("--json", action="store_true", help="for machines")
    options.add_argument("--rounds", type=int, default=5, help="of which the median counts")
    asked = options.parse_args()
    restarts: list[Restart] = []
    for receptions in RECEPTIONS:
        with tempfile.TemporaryDirectory(prefix="wartemarke-noon-") as folder:
            restarts += asyncio.run(measure(Path(folder), receptions, asked.rounds))
    print(json.dumps([asdict(one) for one in restarts]) if asked.json else table(restarts))
    return 0


async def measure(folder: Path, receptions: int, rounds: int) -> list[Restart]:
    """Start hubs on the journal of the morning and on that of noon, in turn."""
    now = datetime.now(UTC)
    zone_file = folder / "zone.toml"
    zone_file.write_text(zone_text(receptions, now), "utf-8")
    zone = read_zone(zone_file)
    habits = habits_of(zone, receptions)
    forecaster, _ = learn(zone, habits, LEARNED_DAYS, seed=1)
    opening = zone.midnight(zone.day_of(now)) + timedelta(hours=7)
    days = {
        "before opening": day_until(zone, habits, opening),
        "at noon": day_until(zone, habits, now),
    }
    for when, batch in days.items():
        write(folder / when, zone, forecaster, batch)
    taken_s: dict[str, list[float]] = {when: [] for when in days}
    for turn in range(rounds):
        for when, starts_s in taken_s.items():
            # A broker of its own: a hub ends where another one of its zone was heard.
            with Mosquitto(zone, folder / f"broker {turn} {when}") as mosquitto:
                async with RunningHub(mosquitto, zone_file, folder / when) as hub:
                    starts_s.append(hub.started_s)
    return [
        Restart(
            counters=len(zone.counters),
            when=when,
            tickets=len(batch.issued),
            events=len(batch.events),
            start_s=statistics.median(taken_s[when]),
        )
        for when, batch in days.items()
    ]


def zone_text(receptions: int, now: datetime) -> str:
    """Write so many standard zones as one that is open every day, and where noon has struck."""
    text = (RECEPTION / "zone.toml").read_text("utf-8")
    text = text.replace("Europe/Berlin", f"Etc/GMT{now.hour - 12:+d}")
    text = text.replace("capacity = 2", f"capacity = {2 * receptions}")
    text = re.sub(r"fri = (\[.*\])$", r"fri = \1\nsat = \1\nsun = \1", text, flags=re.MULTILINE)
    text = re.sub(r"fri = (\[.*\]) ", r"fri = \1, sat = \1, sun = \1 ", text)
    zone, _ = reception()
    for number, counter in enumerate(zone.counters * (receptions - 1), len(zone.counters) + 1):
        services = json.dumps(counter.services)
        text += f'[[counter]]\nid = "{number}"\nname = {{}}\nservices = {services}\n'
    return text


def habits_of(zone: Zone, receptions: int) -> Habits:
    """Let so many times the standard crowd come, and as many clerks."""
    _, habits = reception()
    services = {
        id: known.model_copy(
            update={"walk_ins": {span: many * receptions for span, many in known.walk_ins.items()}}
        )
        for id, known in habits.services.items()
    }
    clerks = cycle(habits.counters.values())
    counters = {counter.id: next(clerks) for counter in zone.counters}
    return habits.model_copy(update={"services": services, "counters": counters})


def day_until(zone: Zone, habits: Habits, end: datetime) -> Batch:
    """Play the zone's day of a moment, and keep what has happened up to then."""
    batch = Batch(at=end)
    day = zone.day_of(end)

    def saw(event: Event, at: datetime, room: WaitingRoom) -> None:
        if at > end:
            return
        seq = len(batch.events) + 1
        batch.events.append(Recorded(seq, at, day, event, "hub", f"c{seq}"))
        match event:
            case TicketIssued():
                batch.issued.append(event.ticket)
            case BookingAdded():
                batch.bookings.append(event.booking)
            case _:
                batch.changed |= {number: room.tickets[number] for number in event.numbers}

    play(zone, habits, day, 1, [saw])
    return batch


def write(folder: Path, zone: Zone, forecaster: Forecaster, batch: Batch) -> None:
    """Fill a hub's file with what was learned until yesterday, and with today."""
    folder.mkdir()
    store = Store(folder / f"{zone.id}.sqlite")
    store.open()
    store.save(batch)
    keep(store, zone.id, batch.events[0].day - timedelta(days=1), forecaster)
    store.close()


def table(restarts: list[Restart]) -> str:
    """Write the figures for people."""
    return "\n".join(
        f"{one.counters:3} counters, {one.when:15} {one.tickets:5} tickets, {one.events:5} events: "
        f"up after {one.start_s:.2f} s"
        for one in restarts
    )


if __name__ == "__main__":
    sys.exit(main())
