"""Months without a restart: a kiosk that has shown many visits is as small as after the first."""

import os
from pathlib import Path
from statistics import linear_regression

SEED = 20261123
KIB_PER_1000 = 1.0
LOOSER_KIB_PER_1000 = 250.0
"""What a short run can tell from chance; a screen that keeps what each visit shows is far above."""

SCREENS_A_VISIT = 5
NAMES = ("Hand in papers", "Yes, take a ticket", "Done", "I have a booking", "Back")


class Sizes:
    """What a process takes of its machine, one sample after the other."""

    def __init__(self) -> None:
        self.screens: list[int] = []
        self.kib: list[float] = []
        self.descriptors: set[int] = set()
        self.threads: set[int] = set()

    def take(self, screens: int) -> None:
        """Take a sample after so many screens."""
        self.screens.append(screens)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self.kib.append(pages * os.sysconf("SC_PAGE_SIZE") / 1024)
        self.descriptors.add(len(list(Path("/proc/self/fd").iterdir())))
        self.threads.add(len(list(Path("/proc/self/task").iterdir())))

    @property
    def kib_per_1000(self) -> float:
        """The slope of the memory over a thousand screens, by least squares."""
        return linear_regression(self.screens, self.kib).slope * 1000
