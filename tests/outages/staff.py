"""Staff: somebody who looks all the time at what they are told of machines."""

from tests.outages import on_screens
from tests.outages.plan import CLIENTS
from tests.outages.scene import ZONE
from tests.outages.world import World
from waiting_room.wire.topics import Topics

LOOKS_EVERY_S = 0.5
SEEN_WITHIN_S = 10.0
KNOWN_WITHIN_S = 9.0
MISSED_S = 3.0
"""After so long without a beat the hub is away, and after that it begins to look anew."""


class Staff:
    """Complains if a machine, or the hub, has been silent for a while and nobody was told."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._topics = Topics(ZONE.id)
        self._life, self._hub_since_s = 0, 0.0
        self._looked()

    def _looked(self) -> None:
        self._look()
        self._world.home.later(LOOKS_EVERY_S, self._looked)

    def _look(self) -> None:
        world, silent_s = self._world, self._silent_s(self._topics.hub)
        if silent_s >= KNOWN_WITHIN_S:
            world.figures["alerts looked at"] += 1
            world.complaints += on_screens.unaware(world, KNOWN_WITHIN_S)
        if silent_s > MISSED_S or world.hub.lives != self._life:
            self._life, self._hub_since_s = world.hub.lives, world.home.now_s
        if world.home.now_s - self._hub_since_s < SEEN_WITHIN_S:
            return
        for machine in CLIENTS:
            if self._silent_s(self._topics.online(machine)) >= SEEN_WITHIN_S:
                world.figures["alerts looked at"] += 1
                world.complaints += on_screens.unseen(world, machine)

    def _silent_s(self, topic: str) -> float:
        return self._world.home.now_s - self._world.network.passed_s.get(topic, 0.0)
