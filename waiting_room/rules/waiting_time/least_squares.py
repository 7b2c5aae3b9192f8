"""Least squares, learned one example after the other: sums of products, and their solution."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Self

FORGOTTEN_AFTER = 8000.0


@dataclass(slots=True)
class Sums:
    """The lower triangle of Σ w·x·xᵀ, the vector Σ w·x·y, and how many examples are in them."""

    products: list[list[float]]
    targets: list[float]
    count: float = 0.0

    @classmethod
    def empty(cls, size: int) -> Self:
        """Give the sums of no examples."""
        return cls([[0.0] * (row + 1) for row in range(size)], [0.0] * size)

    def add(self, x: Sequence[float], y: float, weight: float) -> None:
        """Take in an example; once there are very many, the old ones count half."""
        for row, (sums, own) in enumerate(zip(self.products, x, strict=True)):
            weighted = weight * own
            if weighted:
                for column in range(row + 1):
                    sums[column] += weighted * x[column]
                self.targets[row] += weighted * y
        self.count += 1
        if self.count > FORGOTTEN_AFTER:
            self.scale(0.5)

    def scale(self, by: float) -> None:
        """Let all examples count more or less."""
        self.products = [[value * by for value in row] for row in self.products]
        self.targets = [value * by for value in self.targets]
        self.count *= by

    def merge(self, other: "Sums", by: float) -> None:
        """Take in the examples of others, counting so much."""
        for row, others in zip(self.products, other.products, strict=True):
            for column, value in enumerate(others):
                row[column] += by * value
        self.targets = [a + by * b for a, b in zip(self.targets, other.targets, strict=True)]
        self.count += by * other.count

    def solve(self, ridge: float) -> list[float]:
        """Give the weights with the least squared error; `ridge` is what a weight costs.

        The cost is relative to how large each feature is, and the first weight costs next to
        nothing. By Cholesky's decomposition.
        """
        size = len(self.targets)
        lower: list[list[float]] = []
        for row in range(size):
            done: list[float] = []
            for column in range(row):
                known = lower[column]
                rest = self.products[row][column] - sum(
                    a * b for a, b in zip(done, known[:column], strict=True)
                )
                done.append(rest / known[column])
            own = self.products[row][row]
            own += ridge * own + TINY
            done.append(sqrt(max(own - sum(a * a for a in done), TINY)))
            lower.append(done)
        return _back(lower, _forth(lower, self.targets))


TINY = 1e-9
"""Keeps a feature that never varied from dividing by nothing."""


def _forth(lower: list[list[float]], targets: Sequence[float]) -> list[float]:
    found: list[float] = []
    for row, target in zip(lower, targets, strict=True):
        rest = target - sum(a * b for a, b in zip(row[:-1], found, strict=True))
        found.append(rest / row[-1])
    return found


def _back(lower: list[list[float]], targets: list[float]) -> list[float]:
    found = list(targets)
    for row in reversed(range(len(lower))):
        found[row] /= lower[row][row]
        for column in range(row):
            found[column] -= lower[row][column] * found[row]
    return found
