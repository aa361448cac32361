"""How far off a Gaussian direction is: quantiles of a squared length across the mean."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def quantile(covariance: NDArray[np.float64], delta: float) -> float:
    """What |z|**2 exceeds with probability about delta, for z from N(0, covariance), shape (d, d).

    The law of |z|**2 is replaced by that of a chi-square, shifted and stretched to the same mean, variance and skewness
    (Hall, Buckley, Eagleson): exact if all the axes that are not 0 are equal.

    >>> round(quantile(np.diag([1.0, 1.0, 0.0]), 0.05), 3), round(-2 * math.log(0.05), 3)
    (5.991, 5.991)
    """
    from scipy.special import chdtri

    squared = covariance @ covariance
    mean, variance = float(np.trace(covariance)), 2 * float(np.trace(squared))
    third = 8 * float(np.einsum("ij,ji->", squared, covariance))
    freedom = 8 * variance**3 / third**2
    return mean + math.sqrt(variance / (2 * freedom)) * float(chdtri(freedom, delta) - freedom)
