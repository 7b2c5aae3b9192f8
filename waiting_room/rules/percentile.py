"""Percentile: what so large a share of people or samples did not exceed."""

from collections.abc import Iterable


def percentile(values: Iterable[float], share: float) -> float:
    """Give the value that this share of at least one value did not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
