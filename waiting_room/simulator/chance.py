"""Chance: independent named streams of one seed, so that comparisons are paired."""

import math
import random
from datetime import date
from typing import Literal

from pydantic import Field

from waiting_room.rules.shape import Shape


class Duration(Shape):
    """A random length of time: its mean in minutes, its coefficient of variation, its law.

    An exponential duration has a coefficient of variation of 1, whatever `cv` says.
    """

    mean_min: float = Field(ge=0)
    cv: float = Field(default=0.0, ge=0)
    law: Literal["lognormal", "exponential"] = "lognormal"

    def draw_s(self, stream: random.Random) -> float:
        """Draw one length in seconds."""
        if self.law == "exponential":
            return stream.expovariate(1.0) * self.mean_min * 60
        return factor(self.cv, stream) * self.mean_min * 60


def factor(cv: float, stream: random.Random) -> float:
    """Draw from a lognormal law with mean 1 and this coefficient of variation."""
    spread = math.sqrt(math.log1p(cv * cv))
    return math.exp(stream.gauss(-spread * spread / 2, spread))


class Chance:
    """The chance of one day: every name has a stream of its own.

    What one stream is asked never moves another one: with the same seed the same people come with
    the same needs, whichever policy calls them and however many counters are open.
    """

    def __init__(self, seed: int, day: date) -> None:
        self._root = f"{seed} {day.isoformat()}"

    def stream(self, *name: str) -> random.Random:
        """Give the stream of a name, from its beginning."""
        return random.Random(" ".join((self._root, *name)))
