"""A busy morning: who comes when, in which language, for what, and who will not answer a call."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

LANGUAGE_MIX = {
    "de": 38, "ar": 16, "uk": 14, "tr": 10, "en": 8, "ru": 5, "fa": 3, "fr": 2, "pl": 2, "ro": 2,
}  # fmt: skip
"""Of a hundred visitors of a city's Jobcenter; most read no German well, many read none."""

SERVICE_MIX = {"hand-in-documents": 45, "question": 30, "new-application": 22, "emergency": 3}
BOOKED_SHARE = 0.25
NO_SHOW_SHARE = 0.08
ARRIVALS_AN_HOUR = 22


@dataclass(frozen=True)
class Visitor:
    """One visitor; `at_min` is minutes after opening, `code` is there if booked."""

    at_min: float
    language: str
    service: str
    code: str | None
    comes: bool


def morning(seed: int, minutes: float, codes: Sequence[str]) -> list[Visitor]:
    """Plan the arrivals of a morning; the same seed gives the same people."""
    chance = random.Random(seed)
    booked = list(codes)
    visitors: list[Visitor] = []
    at_min = 0.0
    while True:
        at_min += chance.expovariate(ARRIVALS_AN_HOUR / 60)
        if at_min >= minutes:
            return visitors
        with_booking = bool(booked) and chance.random() < BOOKED_SHARE
        visitors.append(
            Visitor(
                at_min=at_min,
                language=_one_of(LANGUAGE_MIX, chance),
                service=_one_of(SERVICE_MIX, chance),
                code=booked.pop(0) if with_booking else None,
                comes=chance.random() >= NO_SHOW_SHARE,
            )
        )


def _one_of(mix: dict[str, int], chance: random.Random) -> str:
    return chance.choices(list(mix), weights=list(mix.values()))[0]
