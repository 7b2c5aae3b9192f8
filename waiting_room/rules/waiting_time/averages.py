"""Averages that forget slowly: a few numbers each, so that they can be kept over the days."""

from dataclasses import dataclass


@dataclass(slots=True)
class Average:
    """A mean that starts from what is assumed and forgets once it has seen `memory` values.

    `weight` is how many values stand behind `mean`, those that were only assumed among them.
    """

    mean: float
    weight: float
    memory: float

    def add(self, value: float) -> None:
        """Take one more value in."""
        self.weight = min(self.weight + 1, self.memory)
        self.mean += (value - self.mean) / self.weight
