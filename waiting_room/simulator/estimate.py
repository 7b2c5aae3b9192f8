"""Estimate: a mean from few days and how sure it is, with what was unusual about them taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

FEWEST = 10
"""With fewer values the interval of an estimate is not to be trusted."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean, its standard error, and the half width of its 95 % confidence interval."""

    mean: float
    error: float
    half_width: float


def estimate(values: Sequence[float], controls: Sequence[Sequence[float]] = ()) -> Estimate:
    """Estimate the mean of independent values, perhaps with the control variates of each.

    Controls have a known mean of 0. What a least-squares fit explains of the values by them is
    chance that is known and can be taken out; S. Lavenberg, P. Welch, "A perspective on the use of
    control variables to increase the efficiency of Monte Carlo simulations", Management Science
    27 (1981).
    """
    found = np.asarray(values)
    known = np.column_stack([np.ones(len(found)), *np.asarray(controls).T])
    fitted = np.linalg.lstsq(known, found, rcond=None)[0]
    free = len(found) - known.shape[1]
    spread = float(np.sum((found - known @ fitted) ** 2)) / free
    error = float(np.sqrt(spread * np.linalg.inv(known.T @ known)[0, 0]))
    return Estimate(float(fitted[0]), error, error * _student(free))


def _student(free: int) -> float:
    """Give Student's 97.5 % quantile, by the first terms of its expansion about the normal one."""
    z = NormalDist().inv_cdf(0.975)
    return z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
