"""Kept: the recording in which a promise was broken, and each image that broke one."""

import pickle
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

from tests.power_cuts.cuts import Cut, images
from tests.power_cuts.recording import Recording, put

LIVES = "lives.pickle"
AT_MOST = 10
"""How many images are kept and told of."""


def keep(
    folder: Path,
    program: str,
    lives: Sequence[Recording],
    seed: int,
    breaches: Sequence[tuple[Cut, str]],
) -> list[str]:
    """Write all down in the place of what was kept there, and say how to see each breach again."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / LIVES).write_bytes(pickle.dumps(list(lives)))
    told = []
    for cut, breach in breaches[:AT_MOST]:
        [(_, files, _)] = images(lives[cut.life], [cut], seed)
        put(files, folder / f"{program}-{cut.number}")
        told.append(f"{cut}: {breach}")
        again = f"--seed {seed} --only {cut.number} --kept {folder}"
        told.append(f"  again: python -m tests.power_cuts {program} {again}")
    return told


def read_kept(folder: Path) -> list[Recording]:
    """Read the lives that were kept."""
    lives: list[Recording] = pickle.loads((folder / LIVES).read_bytes())
    return lives
