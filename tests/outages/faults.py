"""Faults: what can happen to a zone's machines, each with its own end."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from tests.outages.kiosk_machine import KioskMachine
from tests.outages.network import FAIR, Weather
from tests.outages.plan import Deed
from tests.outages.scene import LETTERS
from tests.outages.world import World
from waiting_room.rules.numbers import LARGEST_NUMBER

ROUGH = Weather(delay_s=0.9, twice=0.2, lost=0.2)
RETIRES_EVERY_S = 1.0
LASTS = 0.6
"""For which part of a power cut a kiosk with a battery goes on."""

A_MOMENT_S, HUB_LATE_S = 0.5, 5.0


def cable_loose(world: World, deed: Deed) -> None:
    """A cable hangs loose: nobody notices for seconds, and what was sent comes late."""
    world.network.loosen(deed.who)
    world.after(deed.for_s, partial(_mend, world, deed.who))


def unplugged(world: World, deed: Deed) -> None:
    """A cable is taken out."""
    world.network.unplug(deed.who)
    world.after(deed.for_s, partial(_mend, world, deed.who))


def _mend(world: World, machine: str) -> None:
    if not world.network.reaches(machine):
        world.disturb(f"{machine}'s cable is put right")
        world.network.mend(machine)


def rough(world: World, deed: Deed) -> None:
    """Messages come late, twice, in another order, or not at all."""
    world.network.weather = ROUGH

    def settle() -> None:
        if world.network.weather is ROUGH:
            world.disturb("messages travel as they should again")
            world.network.weather = FAIR

    world.after(deed.for_s, settle)


def broker_stops(world: World, deed: Deed) -> None:
    """The broker ends, forgets, and begins again."""
    world.network.stop()

    def start() -> None:
        if not world.network.is_up:
            world.disturb("the broker is back")
            world.network.start()

    world.after(deed.for_s, start)


def hub_killed(world: World, deed: Deed) -> None:
    """The hub's process is killed, or its machine loses its power."""
    _hub_off(world, deed.for_s, dark=deed.draw < 0.5)


def _hub_off(world: World, for_s: float, *, dark: bool) -> None:
    world.hub.has_power = False
    world.hub.kill(dark=dark)
    world.after(for_s, partial(_hub_on, world))


def _hub_on(world: World) -> None:
    if not world.hub.has_power:
        world.disturb("the hub has power again")
        world.hub.has_power = True
        world.hub.start()


def hub_killed_answering(world: World, deed: Deed) -> None:
    """The hub dies right before or right after its next answer is sent."""
    if world.hub.is_running:
        world.hub.wire.dies_at, world.hub.wire.dies_after = "/reply/", deed.draw < 0.5


def hub_restored(world: World, deed: Deed) -> None:
    """The hub's disk is lost, and it begins again from an older copy.

    Sometimes whoever does it forgets to say so, and the hub finds out by itself; it cannot if it
    had no other life since.
    """
    copy = world.folder / f"copy-{deed.at_s}.sqlite"
    copied_s, generation = world.home.now_s, world.hub.generation
    if not world.hub.file.exists():
        return
    world.hub.copy(copy)

    def put_back() -> None:
        if world.restores and copied_s <= world.restores[-1][1]:
            return  # whoever restores takes the newest copy there is
        world.disturb(f"the hub's disk is lost; its copy of {copied_s:.0f} s is put back")
        world.hub.kill()
        world.losing(partial(world.hub.put_back, copy))
        world.restores.append((copied_s, world.home.now_s))
        world.hub.has_power = True
        forgets = deed.draw < 0.3 and world.hub.generation > generation
        world.hub.start(restored=not forgets)

    world.after(deed.for_s, put_back)


def kiosk_dark(world: World, deed: Deed) -> None:
    """A kiosk's power is cut, perhaps right after its next number; its clock may be off then."""
    kiosk = world.kiosks[deed.who]
    if deed.draw < 0.5:
        _power_cut(world, kiosk, deed)
    else:
        _after_next_slip(world, kiosk, partial(_power_cut, world, kiosk, deed))


def _after_next_slip(world: World, kiosk: KioskMachine, then: partial[None]) -> None:
    known = len(world.slips.all)

    def look() -> None:
        if any(slip.machine == kiosk.name for slip in world.slips.all[known:]):
            then()
        else:
            world.after(0.05, look)

    look()


def _power_cut(world: World, kiosk: KioskMachine, deed: Deed) -> None:
    if not kiosk.is_running:
        return
    world.disturb(f"{kiosk.name} loses its power")
    kiosk.has_power = False
    kiosk.kill(dark=True)
    world.after(deed.for_s, partial(_kiosk_on, world, kiosk, deed.off))


def _kiosk_on(world: World, kiosk: KioskMachine, off: timedelta) -> None:
    if not kiosk.has_power:
        world.disturb(f"{kiosk.name} has power again")
        kiosk.has_power = True
        kiosk.off = off
        kiosk.start()


def clock_jumps(world: World, deed: Deed) -> None:
    """A kiosk's clock is set, rightly or wrongly."""
    world.kiosks[deed.who].off = deed.off


def rolled_back(world: World, deed: Deed) -> None:
    """A kiosk's disk is copied, and later put back as it was then."""
    kiosk = world.kiosks[deed.who]
    image = world.folder / f"image-{deed.at_s}.sqlite"
    if not kiosk.file.exists():
        return
    kiosk.copy(image)

    def put_back() -> None:
        world.disturb(f"{kiosk.name} gets back its image of {deed.at_s:.0f} s")
        kiosk.kill(dark=True)
        world.losing(partial(kiosk.put_back, image))
        kiosk.has_power = True
        kiosk.start()

    world.after(deed.for_s, put_back)


def cloned(world: World, deed: Deed) -> None:
    """A second machine runs a copy of a kiosk's disk, under the same name at the broker."""
    kiosk = world.kiosks[deed.who]
    if not kiosk.file.exists() or any(one.client == deed.who for one in world.clones):
        return
    clone = world.kiosk(f"{deed.who}-clone-{deed.at_s:.0f}", deed.who)
    kiosk.copy(clone.file)
    world.clones.append(clone)
    clone.off = deed.off
    clone.start()

    def retire() -> None:
        if clone.is_running and clone.dispenser.journal.untold():
            world.home.later(RETIRES_EVERY_S, retire)
            return
        world.disturb(f"{clone.name} is found and switched off")
        clone.kill()
        world.losing(partial(world.clones.remove, clone))

    world.home.later(deed.for_s, retire)


def wrong_number(world: World, deed: Deed) -> None:
    """A kiosk's disk is damaged, or somebody else's: it gives out the last number of a letter.

    That is its own or another kiosk's.
    """
    if world.kiosks[deed.who].ready:
        letter = LETTERS[int(deed.draw * len(LETTERS))]
        world.misprint(world.kiosks[deed.who], f"{letter}{LARGEST_NUMBER}")


def power_fails(world: World, deed: Deed) -> None:
    """All is dark, but one kiosk goes on for a while; the broker remembers, the hub comes last."""
    world.network.stop(remembers=True)
    world.hub.has_power = False
    world.hub.kill(dark=True)
    for kiosk in world.kiosks.values():
        lasts_s = LASTS * deed.for_s if kiosk.name == deed.who else 0.0
        rest = replace(deed, for_s=deed.for_s - lasts_s)
        world.after(lasts_s, partial(_power_cut, world, kiosk, rest))
    world.after(deed.for_s - A_MOMENT_S, world.network.start)
    world.after(deed.for_s + HUB_LATE_S, partial(_hub_on, world))


FAULTS = {
    "cable_loose": cable_loose,
    "unplugged": unplugged,
    "rough": rough,
    "broker_stops": broker_stops,
    "hub_killed": hub_killed,
    "hub_killed_answering": hub_killed_answering,
    "hub_restored": hub_restored,
    "kiosk_dark": kiosk_dark,
    "clock_jumps": clock_jumps,
    "rolled_back": rolled_back,
    "cloned": cloned,
    "wrong_number": wrong_number,
    "power_fails": power_fails,
}
