"""Report: the whole comparison as one object for machines, without digits that mean nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from waiting_room.simulator.comparison import difference
from waiting_room.simulator.figures import Figures

DIGITS = 3


def report(zone: str, seed: int, days: Sequence[date], summed: Sequence[Figures]) -> dict[str, Any]:
    """Give what was played and each variant's figures; all numbers have three digits at most."""
    first, *_ = summed
    return {
        "zone": zone,
        "seed": seed,
        "days": len(days),
        "first_day": days[0].isoformat(),
        "last_day": days[-1].isoformat(),
        "variants": [
            {**_rounded(asdict(one)), "against_first": _against(one, first)} for one in summed
        ],
    }


def _against(one: Figures, first: Figures) -> dict[str, float] | None:
    """Give the difference of the mean waits in minutes, with its 95 % confidence interval."""
    estimated = None if one is first else difference(one, first)
    if estimated is None:
        return None
    mean, half = estimated.mean, estimated.half_width
    rounded: dict[str, float] = _rounded(
        {"mean_min": mean, "low_min": mean - half, "high_min": mean + half}
    )
    return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_rounded(one) for one in value]
    return value
