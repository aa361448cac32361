"""Sums of labelled random points, for averages of them; and what a spread may be."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...domains import unit_vectors
from ...errors import BadArgument, Inconsistent
from ...formulas import exactly
from ...queries import Dialogue, Membership

Vector = NDArray[np.float64]

ROWS = 2**15  # asked together at most
COIN = 64  # labels: so many coins do not fall on one side


def labelled_sum(d: int, m: int, rng: np.random.Generator) -> Dialogue[Vector]:
    """The sum of y x over m uniform unit vectors x and their labels y = +-1, shape (d,).

    Raises `Inconsistent` if all of many labels are equal: x and -x are as likely, so each is a fair coin.
    """
    total, positive = np.zeros(d), 0
    for first in range(0, m, ROWS):
        points = unit_vectors(rng, min(ROWS, m - first), d)
        labels = yield from Membership(points)
        total += np.where(labels, 1.0, -1.0) @ points
        positive += int(labels.sum())
    if m >= COIN and positive in (0, m):
        raise one_sided(m, bool(positive))
    return total


def one_sided(asked: int, label: bool) -> Inconsistent:
    """The error for labels that are all equal."""
    return Inconsistent(
        f"all {asked} labels are {label}, where a half-space through 0 labels half of the points so, whatever noise there is:"
        " the teacher answers something else; with an offset, compose a learner with the reduction `homogeneous`"
    )


def spread_bound(sigmahat: Any) -> Fraction:
    """sigmahat as an exact number; `BadArgument` unless it is above 0."""
    most = exactly(sigmahat, "sigmahat")
    if most <= 0:
        raise BadArgument(f"sigmahat is a number above 0 that sigma does not exceed, where |w| = 1; got {sigmahat}")
    return most
