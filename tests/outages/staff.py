"""Staff: somebody who looks all the time at what they are told of machines."""

from tests.outages import on_screens
from tests.outages.plan import CLIENTS
from tests.outages.world import World
from waiting_room.wire.topics import HUB

LOOKS_EVERY_S = 0.2
SEEN_WITHIN_S = 20.0
KNOWN_WITHIN_S = 9.0
HUB_BACK_WITHIN_S = 8.0


class Staff:
    """Complains if a machine, or the hub, has been gone for a while and nobody was told."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._since_s = dict.fromkeys((*CLIENTS, HUB), 0.0)
        """Since when each is as it is now, there or gone."""
        self._is_there = dict.fromkeys((*CLIENTS, HUB), True)
        self._looked()

    def _looked(self) -> None:
        self._look()
        self._world.home.later(LOOKS_EVERY_S, self._looked)

    def _look(self) -> None:
        world, now_s = self._world, self._world.home.now_s
        for machine in self._since_s:
            if self._there(machine) != self._is_there[machine]:
                self._is_there[machine] = not self._is_there[machine]
                self._since_s[machine] = now_s
        since_s = now_s - self._since_s[HUB]
        if not self._is_there[HUB] and since_s >= KNOWN_WITHIN_S:
            world.figures["alerts looked at"] += 1
            world.complaints += on_screens.unaware(world, KNOWN_WITHIN_S)
        if not self._is_there[HUB] or since_s < HUB_BACK_WITHIN_S:
            return
        for machine in CLIENTS:
            if not self._is_there[machine] and now_s - self._since_s[machine] >= SEEN_WITHIN_S:
                world.figures["alerts looked at"] += 1
                world.complaints += on_screens.unseen(world, machine)

    def _there(self, machine: str) -> bool:
        """Tell whether a machine runs and is connected, or another one in its name."""
        world = self._world
        if machine == HUB:
            return world.hub.is_running and world.network.reaches(HUB)
        if any(clone.client == machine for clone in world.clones):
            return True
        is_dark = machine in world.kiosks and not world.kiosks[machine].is_running
        return not is_dark and world.network.reaches(machine)
