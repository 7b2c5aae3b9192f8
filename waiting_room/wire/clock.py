"""The clock of all ages: seconds that nobody can set, and that go on while the machine sleeps."""

import time


def running_s() -> float:
    """Give the seconds since the machine was switched on."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
