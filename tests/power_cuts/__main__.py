"""`python -m tests.power_cuts`: record a program at work, cut its power, and say what was lost."""

import argparse
import time
from collections import Counter
from pathlib import Path

from tests.power_cuts.faults import FAULTS, SOUND, VARIANTS
from tests.power_cuts.kept import keep, read_kept
from tests.power_cuts.trial import LIVES, PROGRAMS, record_lives, try_cuts


def main() -> int:
    """Run as told; gives 1 if a promise was broken."""
    options = argparse.ArgumentParser(prog="python -m tests.power_cuts", description=__doc__)
    options.add_argument("program", choices=PROGRAMS)
    options.add_argument("--images", type=int, default=5000)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--fault", choices=VARIANTS, default=SOUND, help="change it like this")
    options.add_argument("--only", type=int, metavar="N", help="try image N alone")
    options.add_argument(
        "--kept", type=Path, metavar="FOLDER", help="use the recording in a folder, not a new one"
    )
    asked = options.parse_args()
    program = PROGRAMS[asked.program]
    begun = time.perf_counter()
    if asked.kept:
        lives = read_kept(asked.kept)
    else:
        count = 1 if asked.fault in FAULTS else LIVES  # what is broken may leave nothing to go on
        lives = record_lives(program, asked.seed, asked.fault, lives=count)
    recorded = time.perf_counter()
    numbers = range(asked.images) if asked.only is None else [asked.only]
    outcome = try_cuts(program, lives, asked.seed, numbers)
    for (life, doing), count in sorted(outcome.images.items()):
        print(f"life {life + 1}, {doing}: {count} images")
    if outcome.breaches and not asked.kept:
        folder = Path(f"power-cuts-{asked.program}-{asked.fault}")
        print(*keep(folder, asked.program, lives, asked.seed, outcome.breaches), sep="\n")
    elif outcome.breaches:
        print(*(f"{cut}: {breach}" for cut, breach in outcome.breaches), sep="\n")
    steps = sum(len(one.steps) for one in lives)
    print(f"recorded {steps} steps in {recorded - begun:.1f} s")
    print(f"tried {len(numbers)} images in {time.perf_counter() - recorded:.1f} s")
    print(f"seed {asked.seed}: {len(outcome.breaches)} images broke a promise")
    for kind, count in Counter(breach.partition(":")[0] for _, breach in outcome.breaches).items():
        print(f"  {kind}: {count}")
    return bool(outcome.breaches)


if __name__ == "__main__":
    raise SystemExit(main())
