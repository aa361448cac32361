"""Where to ask for a polynomial's values when answers are rounded: points whose equations amplify errors little.

Fekete's points make the determinant of the equations as large as it can be.  They are not known for boxes; a QR
decomposition with column pivoting picks points from a list one by one, each time the one that adds most to the determinant.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.linalg import qr

from ..choices import Coins
from ..points import Points
from .lower_sets import lattice
from .monomials import exponents, features

STREAM = 41  # of the coins that draw the candidates
WORK = 6000  # candidates, where there are fewer than 20 a coefficient; but 4 a coefficient at least


@cache
def fekete(d: int, p: int, seed: int = 0) -> Points:
    """C(d + p, p) points of [-1, 1]^d, picked from the lattice and from points of the arcsine law that the seed draws.

    The lattice itself where its amplification is less, as for d = 1 it may be.
    """
    which = exponents(d, p)
    many = max(4, min(20, WORK // len(which))) * len(which)
    drawn = np.cos(np.pi * Coins(seed, STREAM).rng.random((many, d)))
    candidates = np.vstack([lattice(d, p), drawn])
    # corners are equally good: a slight preference for earlier ones keeps the choice the same on every machine
    weights = 1 - 2.0**-20 * np.arange(len(candidates)) / len(candidates)
    _, order = qr(features(candidates, which, "legendre").T * weights, mode="r", pivoting=True)
    found: Points = candidates[order[: len(which)]]
    if gain(lattice(d, p), p) < 0.999 * gain(found, p):
        found = lattice(d, p)
    found.flags.writeable = False
    return found


def gain(points: Points, p: int) -> float:
    """How many times an error of each answer at these C(d + p, p) points may come back in a value on [-1, 1]^d, at most.

    If each answer is off by at most 1, the coefficients in Chebyshev's basis are off by at most s, the sum of all entries of
    the inverse matrix, taken all together; or by at most the square root of D over the least singular value, in length.
    There are D basis functions, each at most 1: so no value is off by more than s, or D over the least singular value.
    """
    matrix = features(points, exponents(points.shape[1], p), "chebyshev")
    least = float(np.linalg.svd(matrix, compute_uv=False)[-1])
    if least < 1e-12:
        return float("inf")
    entries = float(np.abs(np.linalg.inv(matrix)).sum())
    return min(entries, len(matrix) / least) * (1 + 2.0**-20)  # far more than the rounding of the two
