"""Rounds of chance: the same test over and over with other seeds, until the time is up."""

import itertools
import os
import random
import time
from collections.abc import Callable


def play(one_round: Callable[[random.Random], None], seconds: float) -> None:
    """Play rounds of chance until the time is up; WARTEMARKE_SEED repeats one that failed."""
    given = os.environ.get("WARTEMARKE_SEED")
    first = random.SystemRandom().getrandbits(32)
    ends = time.monotonic() + seconds
    for turn in itertools.count():
        seed = given or f"{first}.{turn}"
        try:
            one_round(random.Random(seed))
        except BaseException as failed:
            failed.add_note(f"WARTEMARKE_SEED={seed} plays this round again.")
            raise
        if given or time.monotonic() >= ends:
            return
