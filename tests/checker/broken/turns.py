"""Turns: faults that show only now and then, as real ones do."""

from collections.abc import Callable
from itertools import count


def now_and_then(every: int) -> Callable[[], bool]:
    """Give what is true once in so many times."""
    turns = count(1)
    return lambda: next(turns) % every == 0
