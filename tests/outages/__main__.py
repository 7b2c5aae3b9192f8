"""`python -m tests.outages`: play seeds, and tell the story of each that breaks a promise."""

import argparse
import logging
import time
from collections import Counter
from datetime import UTC, datetime

from tests.outages.mutants import MUTANTS, broken
from tests.outages.trial import play


def main() -> int:
    """Play as told; gives 1 if there is anything to complain of."""
    options = argparse.ArgumentParser(prog="python -m tests.outages", description=__doc__)
    options.add_argument("--seed", type=int, help="this seed alone, with its story")
    options.add_argument("--seeds", type=int, default=100, help="how many, from --first on")
    options.add_argument("--first", type=int, default=1)
    options.add_argument("--mutant", choices=sorted(MUTANTS), help="break the product like this")
    asked = options.parse_args()
    logging.disable()  # the story tells what programs would
    seeds = (
        [asked.seed] if asked.seed is not None else range(asked.first, asked.first + asked.seeds)
    )
    begun_s, failed = time.process_time(), 0
    figures: Counter[str] = Counter()
    with broken(asked.mutant):
        for seed in seeds:
            trial = play(seed)
            figures += trial.figures
            failed += bool(trial.complaints)
            if trial.complaints or asked.seed is not None:
                print(trial.told(), end="\n\n")
    print(f"{datetime.now(UTC):%Y-%m-%d}, {len(seeds)} seeds, {failed} broken, ", end="")
    print(f"{time.process_time() - begun_s:.0f} s of one processor")
    print(", ".join(f"{name} {number}" for name, number in sorted(figures.items())))
    return bool(failed)


if __name__ == "__main__":
    raise SystemExit(main())
