"""The hub of a run: the program as it is shipped, on a day that runs faster, and perhaps broken.

`python -m tests.checker.hub FAULT STARTED …` takes the hub's own options after these two. STARTED
is when the day began by the machine's clock, so that a hub that is started again knows the time.
"""

import sys
import time
from datetime import datetime, timedelta

import pytest

from tests.checker.broken import FAULTS
from tests.checker.scene import BEAT_S, DAY_BEGINS, SPEED
from waiting_room.hub import __main__ as program
from waiting_room.hub import hub


def main() -> int:
    """Run the hub as told."""
    name, started = sys.argv[1:3]
    del sys.argv[1:3]

    def fast_clock() -> datetime:
        return DAY_BEGINS + SPEED * timedelta(seconds=time.time() - float(started))

    patch = pytest.MonkeyPatch()
    patch.setattr(program, "utc_now", fast_clock)
    patch.setattr(hub, "BEAT_S", BEAT_S)
    if name in FAULTS:
        fault, _ = FAULTS[name]
        fault(patch)
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
