"""A kiosk's journal at work: leases, numbers, what the hub has answered, and what is forgotten.

`python -m tests.power_cuts.kiosk_at_work FOLDER LIFE FAULT` says on standard output how many of its
operations have returned; a number is printed as soon as that of its row has.
"""

import sys
from pathlib import Path

import pytest

from kiosk.journal import Journal
from tests.power_cuts.kiosk_plan import plan
from tests.power_cuts.life import Life, say, stop_dead

FILE = "kiosk-1.sqlite"


def main(folder: Path, life: Life) -> None:
    """Work, and end as told."""
    journal = Journal(folder / FILE)
    journal.open()
    say("0")
    for done, operation in enumerate(plan(life), 1):
        operation.call(journal)
        say(str(done))
    if life.ends_well:
        journal.close()
    else:
        stop_dead()


if __name__ == "__main__":
    from tests.power_cuts.faults import VARIANTS

    name, told, fault = sys.argv[1:]
    VARIANTS[fault](pytest.MonkeyPatch())
    main(Path(name), Life.told(told))
