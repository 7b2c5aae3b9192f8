"""Cuts: where in the lives of a program the power goes, and what is left then."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.power_cuts.disk import Disk
from tests.power_cuts.recording import Files, Recording
from tests.power_cuts.steps import Said


@dataclass(frozen=True)
class Cut:
    """One image: its number, which life was cut, what was just being done, and after which step."""

    number: int
    life: int
    doing: str
    steps: int


def draw_cuts(
    lives: Sequence[Recording], database: str, seed: int, numbers: Sequence[int]
) -> list[Cut]:
    """Draw cuts: equally many in everything that programs do, and anywhere within it."""
    doings = [
        (life, doing, places)
        for life, recording in enumerate(lives)
        for doing, places in _places(recording, database).items()
    ]
    drawn = []
    for number in numbers:
        life, doing, places = doings[number % len(doings)]
        drawn.append(Cut(number, life, doing, Random(f"{seed} {number} where").choice(places)))
    return drawn


def images(
    recording: Recording, cuts: Sequence[Cut], seed: int
) -> Iterator[tuple[Cut, Files, list[str]]]:
    """Give what each cut of a life leaves on the disk, and what had been said before it."""
    disk, said, done = Disk(recording.before), list[str](), 0
    for cut in sorted(cuts, key=lambda cut: cut.steps):
        for step in recording.steps[done : cut.steps]:
            disk.do(step)
            if isinstance(step, Said):
                said.append(step.text)
        done = cut.steps
        yield cut, disk.after_a_cut(Random(f"{seed} {cut.number}")), said


def _places(recording: Recording, database: str) -> dict[str, list[int]]:
    """Sort all places for a cut by what is being done there.

    A program is `beginning` until it says something for the first time and `ending` after the
    last; it does a `checkpoint` while the database itself has what is not synced; else it `works`.
    """
    said = [place for place, step in enumerate(recording.steps) if isinstance(step, Said)]
    disk = Disk(recording.before)
    places: dict[str, list[int]] = defaultdict(list)
    for place, step in enumerate(recording.steps):
        disk.do(step)
        file = disk.file(database)
        if place < said[0]:
            doing = "beginning"
        elif place >= said[-1]:
            doing = "ending"
        elif file is not None and not file.is_synced:
            doing = "checkpoint"
        else:
            doing = "works"
        places[doing].append(place + 1)
    return places
