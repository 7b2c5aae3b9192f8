"""Kept: knowledge as it is written down, with what its names and numbers mean."""

from typing import Self

from waiting_room.rules.shape import Shape
from waiting_room.rules.waiting_time.durations import EDGES
from waiting_room.rules.waiting_time.features import FEATURES, SPREAD_FEATURES
from waiting_room.rules.waiting_time.knowledge import Knowledge
from waiting_room.rules.waiting_time.showing_up import EDGES_MIN
from waiting_room.rules.waiting_time.telling import ESTIMATORS


class Meaning(Shape):
    """What weights are weights of, who was held against what came, and where bins begin."""

    features: tuple[str, ...]
    estimators: tuple[str, ...]
    length_edges: tuple[float, ...]
    wait_edges_min: tuple[int, ...]


OURS = Meaning(
    features=FEATURES + SPREAD_FEATURES,
    estimators=ESTIMATORS,
    length_edges=EDGES,
    wait_edges_min=EDGES_MIN,
)


class Kept(Shape):
    """A zone's knowledge, and what it meant to the version that learned it."""

    zone: str
    meaning: Meaning
    knowledge: Knowledge

    @classmethod
    def of(cls, zone: str, knowledge: Knowledge) -> Self:
        """Write down a zone's knowledge."""
        return cls(zone=zone, meaning=OURS, knowledge=knowledge)

    def for_zone(self, zone: str) -> Knowledge:
        """Give the knowledge; ValueError if it is another zone's or means something else."""
        if (self.zone, self.meaning) != (zone, OURS):
            raise ValueError(f'this was learned for "{self.zone}", or by another version')
        return self.knowledge
