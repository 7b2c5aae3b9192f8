"""Promises: what a person was told is not silently made longer; a later time is said as such."""

from dataclasses import dataclass

MUCH_SOONER = 0.75
"""An upper end comes down only to less than this share of what is left, so that it stays down."""

Range = tuple[int, int]
"""A wait in seconds, at least and at most."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The range a person sees, from now on; `later` if it is longer than was promised."""

    range_s: Range
    later: bool = False


def shown_range(promised: Range, fresh: Range, waited_s: int) -> Shown:
    """Hold a fresh range against one that was promised so many seconds ago.

    The upper end never goes beyond what is left of the promised one, until even the lower end of
    the fresh range lies beyond it: then the promise cannot be kept, and the fresh range is shown
    as later.
    """
    left = promised[1] - waited_s
    low, high = fresh
    if low > left:
        return Shown(fresh, later=True)
    most = high if high < left * MUCH_SOONER else left
    return Shown((min(low, most), most))
