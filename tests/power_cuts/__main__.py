"""`python -m tests.power_cuts`: record a program at work, cut its power, and say what was lost."""

import argparse
import time
from pathlib import Path

from tests.power_cuts.trial import PROGRAMS, record_lives, scratch, try_cuts
from tests.power_cuts import faults
