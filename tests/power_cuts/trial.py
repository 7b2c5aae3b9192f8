"""A trial: three lives of a program are recorded, cut anywhere, and what is left must be whole."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Protocol

from tests.power_cuts import hub_at_work, kiosk_at_work
from tests.power_cuts.cuts import Cut, draw_cuts, images
from tests.power_cuts.faults import SOUND
from tests.power_cuts.hub_promises import HubPromises
from tests.power_cuts.kiosk_promises import KioskPromises
from tests.power_cuts.life import Life
from tests.power_cuts.recording import Files, Recording, put, record

LIVES = 3
RESTARTED = 50
"""On one in so many images the whole program is started, too, which takes far longer."""


class Promises(Protocol):
    """What must be kept of one life."""

    def breach(self, folder: Path, said: Sequence[str]) -> str | None:
        """Look at what a cut has left, and use it; gives the first promise broken, if any."""

    def restart(self, folder: Path) -> str | None:
        """Start the whole program on it; gives what is wrong, if anything."""


@dataclass(frozen=True)
class Program:
    """What is tried: the module that works, its file, and what must be kept of it.

    A life has so many `operations` that they fill SQLite's WAL, and a checkpoint is among them.
    """

    module: str
    file: str
    operations: int
    promises: Callable[[Recording], Promises]


PROGRAMS = {
    "hub": Program("tests.power_cuts.hub_at_work", hub_at_work.FILE, 380, HubPromises),
    "kiosk": Program("tests.power_cuts.kiosk_at_work", kiosk_at_work.FILE, 450, KioskPromises),
}


@dataclass
class Outcome:
    """How many images there were, by life and what was being done; and which broke a promise."""

    images: Counter[tuple[int, str]] = field(default_factory=Counter)
    breaches: list[tuple[Cut, str]] = field(default_factory=list)


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a new folder, in memory if there is a place for it: no disk is needed here."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="cuts-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def record_lives(
    program: Program, seed: int, fault: str = SOUND, *, lives: int = LIVES
) -> list[Recording]:
    """Record a program on no file until it is killed, on what a power cut left of that, and again.

    The second life ends well, and the third begins with its files.
    """
    recorded: list[Recording] = []
    before: Files = {}
    for number in range(lives):
        life = Life(seed, number, program.operations, ends_well=number == 1)
        with scratch() as folder:
            recording = record(program.module, folder, life, before, fault)
        recorded.append(recording)
        before = recording.after if number else _after_a_cut(recording, seed)
    return recorded


def try_cuts(
    program: Program, lives: Sequence[Recording], seed: int, numbers: Sequence[int]
) -> Outcome:
    """Cut the power so often, and use what is left."""
    outcome = Outcome()
    cuts = draw_cuts(lives, program.file, seed, numbers)
    with scratch() as folder:
        for place, recording in enumerate(lives):
            promises = program.promises(recording)
            mine = [cut for cut in cuts if cut.life == place]
            for cut, files, said in images(recording, mine, seed):
                put(files, folder / "image")
                breach = promises.breach(folder / "image", said)
                if breach is None and cut.number % RESTARTED == 0:
                    breach = promises.restart(folder / "image")
                rmtree(folder / "image")
                outcome.images[cut.life, cut.doing] += 1
                if breach is not None:
                    outcome.breaches.append((cut, breach))
    return outcome


def _after_a_cut(recording: Recording, seed: int) -> Files:
    """Give what is left of a life that was cut while it worked."""
    place = Random(seed).randrange(len(recording.steps) // 2, len(recording.steps))
    cut = Cut(-1, 0, "works", place)
    [(_, files, _)] = images(recording, [cut], seed)
    return files
