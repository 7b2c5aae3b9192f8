"""Promises: everything that is looked at in a calm, once all faults have ended."""

from collections.abc import Iterator

from tests.outages import at_the_hub, on_paper, on_screens
from tests.outages.complaint import Complaint
from tests.outages.world import World

SOUND = "programs live on"


def broken_promises(world: World, since_s: float) -> Iterator[Complaint]:
    """Find everything to complain of; calls since then were undisturbed."""
    faults = [world.hub.faults, *(one.faults for one in (*world.machines, *world.seats))]
    for error in (one for some in faults for one in some):
        yield Complaint(SOUND, f"{type(error).__name__}: {error}")
    if world.hub.restored_in_vain and len(world.restores) == 1:
        yield Complaint(on_screens.BACK, "a hub that was restored once does not begin")
    if world.clones:
        yield Complaint(on_screens.BACK, f"{world.clones[0].name} has told the hub nothing")
    yield from on_paper.numbers(world)
    yield from on_paper.visitors(world)
    if not world.hub.is_running:
        yield Complaint(on_screens.BACK, "the hub is gone")
        return
    yield from on_screens.machines(world)
    yield from on_paper.tickets(world)
    yield from on_paper.order(world)
    rows = at_the_hub.journal(world)
    yield from at_the_hub.acknowledged(world, rows)
    yield from at_the_hub.stale(world, rows)
    yield from at_the_hub.calls(world, rows)
    yield from at_the_hub.chain(world)
    yield from on_screens.moments(world, rows, since_s)
    for seat in world.seats:
        yield from on_screens.screen(world, seat)
