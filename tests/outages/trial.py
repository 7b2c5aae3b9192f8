"""A trial: one seed's story from its beginning to the last look at what is left."""

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from tests.outages import on_screens
from tests.outages.complaint import Complaint
from tests.outages.faults import FAULTS
from tests.outages.plan import LONG_S, ROUND_S, Deed, Plan, draw_plan
from tests.outages.promises import broken_promises
from tests.outages.staff import Staff
from tests.outages.world import World

CALM_S = 14.0
COMES_BACK_WITHIN_S = 10.0
RETIRED_WITHIN_S = 60
FIRST_S = 3.0
VISITORS_A_PRESS = 0.9
BOOKED, TYPED, AT_A_COUNTER = 0.25, 0.25, 0.08
FASTEST = Path("/dev/shm")


@dataclass
class Trial:
    """What is left of a story."""

    plan: Plan
    complaints: list[Complaint]
    story: list[tuple[float, str]]
    figures: Counter[str]

    def told(self) -> str:
        """Tell it so that somebody can follow it."""
        begins_at = self.plan.scene.begins_at
        lines = [
            f"seed {self.plan.seed}: {self.plan.scene.name}, {begins_at:%Y-%m-%d %H:%M:%S} UTC",
            *(f"{at_s:8.2f} s  {text}" for at_s, text in self.story),
            *(f"-> {complaint}" for complaint in self.complaints),
            f"again: python -m tests.outages --seed {self.plan.seed}",
        ]
        return "\n".join(lines)


def play(seed: int) -> Trial:
    """Play a seed in a folder of its own."""
    plan = draw_plan(seed)
    in_memory = FASTEST if FASTEST.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="outages-", dir=in_memory))
    world = World(folder, seed, plan.scene)
    try:
        on_screens.follow(world)
        Staff(world)
        world.home.advance(FIRST_S)
        for deeds in plan.rounds:
            _chaos(world, deeds)
            _calm(world)
            if world.complaints:
                break
        if plan.is_long and not world.complaints:
            _long_outage(world)
            _calm(world)
    finally:
        world.close()
        shutil.rmtree(folder)
    figures = world.figures + world.network.figures
    figures["slips"] = len(world.slips.all)
    figures["labels"] = sum(slip.is_label for slip in world.slips.all)
    figures["slips on no disk"] = sum(slip.is_destroyed for slip in world.slips.all)
    figures["presses"] = sum(len(clerk.presses) for clerk in world.clerks)
    figures["virtual seconds"] = int(world.home.now_s)
    return Trial(plan, world.complaints, world.story, figures)


def _chaos(world: World, deeds: tuple[Deed, ...]) -> None:
    """Let faults and people come."""
    for deed in deeds:
        world.home.later(deed.at_s, partial(_do, world, deed))
    _people(world, ROUND_S, every_s=3.0)
    world.home.advance(ROUND_S)


def _do(world: World, deed: Deed) -> None:
    world.disturb(str(deed))
    world.figures[deed.kind] += 1
    FAULTS[deed.kind](world, deed)


def _people(world: World, for_s: float, every_s: float) -> None:
    """Let visitors come and clerks press, whatever else happens."""
    random = world.random
    for _ in range(int(for_s / every_s * VISITORS_A_PRESS)):
        world.home.later(random.uniform(0, for_s), partial(_come, world, random))
    for clerk in world.clerks:
        for _ in range(int(for_s / every_s)):
            world.home.later(random.uniform(0, for_s), clerk.act)


def _come(world: World, random: Random) -> None:
    kiosk, wish = random.choice(world.machines), random.random()
    if wish < BOOKED:
        is_typed = random.random() < TYPED
        world.show(kiosk, random.randrange(len(world.bookings)), typed=is_typed)
    elif wish < BOOKED + AT_A_COUNTER:
        world.ask_a_clerk(random.choice(world.clerks))
    else:
        world.visit(kiosk, random.choice(("question", "question", "papers")))


def _calm(world: World) -> None:
    """End all faults, let everybody come back, call once more, and look at everything."""
    world.heal()
    for _ in range(RETIRED_WITHIN_S):
        if not world.clones:
            break
        world.home.advance(1)
    world.home.advance(COMES_BACK_WITHIN_S)
    for seat in world.seats if world.hub.is_running else ():
        world.complaints += on_screens.screen(world, seat)
    since_s = world.home.now_s
    for clerk in world.clerks:
        for step in range(4):
            world.home.later(step * 1.0, clerk.act)
    world.home.advance(CALM_S - COMES_BACK_WITHIN_S)
    world.complaints += broken_promises(world, since_s)


def _long_outage(world: World) -> None:
    """Let the hub be away for hours, while people come now and then."""
    world.disturb(f"the hub is away for {LONG_S:.0f} s")
    world.hub.has_power = False
    world.hub.kill()
    _people(world, LONG_S, every_s=400.0)
    world.home.advance(LONG_S)
