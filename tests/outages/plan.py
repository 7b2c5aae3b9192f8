"""The plan: which faults a seed has, when and for how long, and when people come and press."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.outages.scene import COUNTERS, KIOSKS, SCENES, WALL, Scene
from waiting_room.wire.topics import HUB

ROUND_S = 40.0
ROUNDS = 2
MOST_KINDS = 4
CLIENTS = (*KIOSKS, *COUNTERS, WALL)
WRONG_BY = (
    timedelta(),
    timedelta(),
    timedelta(seconds=20),
    timedelta(seconds=-20),
    timedelta(hours=2),
    timedelta(hours=-2),
    timedelta(days=3),
    timedelta(days=-3),
    timedelta(days=365),
    timedelta(days=-365 * 25),
)
HAPPENS_TO = {
    "cable_loose": (*CLIENTS, *KIOSKS, HUB),
    "unplugged": (*CLIENTS, *KIOSKS, HUB),
    "rough": ("",),
    "broker_stops": ("",),
    "hub_killed": (HUB,),
    "hub_killed_answering": (HUB,),
    "hub_restored": (HUB,),
    "kiosk_dark": KIOSKS,
    "clock_jumps": KIOSKS,
    "rolled_back": KIOSKS,
    "cloned": KIOSKS,
}
"""Every kind of fault that comes again and again, and who can have it."""

WRONG_NUMBER = 0.25
"""How often a story has a wrong number besides: one alone, and it meets every other fault."""

POWER_FAILS = 0.1
"""How often the whole house is dark once, with nothing else in that round."""

LONG_S = 3 * 3600.0
"""How long a hub stays away in a long story: a morning."""


@dataclass(frozen=True)
class Deed:
    """One fault: its kind, whose it is, how long it lasts, and what else was drawn for it."""

    at_s: float
    kind: str
    who: str
    for_s: float
    off: timedelta
    draw: float

    def __str__(self) -> str:
        """Say it as the story does."""
        return f"{self.kind} {self.who} for {self.for_s:.0f} s (off {self.off}, {self.draw:.2f})"


@dataclass(frozen=True)
class Plan:
    """What a seed means."""

    seed: int
    scene: Scene
    rounds: tuple[tuple[Deed, ...], ...]
    is_long: bool


def draw_plan(seed: int) -> Plan:
    """Draw a plan: a few kinds of faults, so that they meet each other often."""
    random = Random(f"plan {seed}")
    scene = random.choices(SCENES, weights=(5, 2, 3))[0]
    kinds = random.sample(sorted(HAPPENS_TO), random.randint(1, MOST_KINDS))
    rounds = tuple(tuple(_deeds(random, kinds)) for _ in range(ROUNDS))
    is_long = random.random() < 0.03
    if random.random() < WRONG_NUMBER:
        first, *others = rounds
        rounds = ((_deed(random, "wrong_number", KIOSKS), *first), *others)
    if random.random() < POWER_FAILS:
        rounds = (rounds[0], (_power_cut(random),))
    return Plan(seed, scene, rounds, is_long)


def _power_cut(random: Random) -> Deed:
    """Draw one that is over in its round; the machines' clocks go on."""
    at_s, for_s = round(random.uniform(3, 12), 1), round(random.uniform(10, 20), 1)
    return Deed(at_s, "power_fails", random.choice(KIOSKS), for_s, timedelta(), random.random())


def _deeds(random: Random, kinds: list[str]) -> list[Deed]:
    deeds = [
        _deed(random, kind, HAPPENS_TO[kind]) for kind in kinds for _ in range(random.randint(1, 3))
    ]
    return sorted(deeds, key=lambda deed: deed.at_s)


def _deed(random: Random, kind: str, machines: tuple[str, ...]) -> Deed:
    return Deed(
        at_s=round(random.uniform(3, ROUND_S - 8), 1),
        kind=kind,
        who=random.choice(machines),
        for_s=round(random.choice((random.uniform(1, 10), random.uniform(10, 40))), 1),
        off=random.choice(WRONG_BY),
        draw=random.random(),
    )
