"""The error of a plane through points that were bracketed: what bracketing them more or less finely is worth."""

from __future__ import annotations

import math

import numpy as np

from ..points import Points
from .directions import Vector, angle, rounding


def pinned(inside: Points, outside: Points, centre: Vector, step: float, estimate: Vector) -> float:
    """An angle from the estimate that no half-space exceeds which parts the pairs inside_j (label +), outside_j (label -).

    Directions are those of ((x - centre)/step, 1), the estimate's of shape (d + 1,); there are d pairs.  A boundary passes
    each pair within half its length of its middle.  Let A have the rows ((x_j - x_0)/step, 0), j = 1..d-1, and
    ((x_0 - centre)/step, 1), with x_j a true boundary point of pair j, and B the same rows of the middles, each row of both
    divided by the length of B's.  For the true unit w then A w = 0, and |B w| >= s sin(angle to v), where v is the unit with
    B v = 0 and s the least singular value of B.  As |B w| = |(B - A) w|, the sine is at most |B - A|/s.  That it is w and not
    -w shows a pair that lies steeply enough.

    Returns pi where nothing is shown.  What floats round in all this is `lost`.
    """
    d = len(centre)
    across = (inside - outside) / step
    reach = np.linalg.norm(across, axis=1) / 2
    middles = (inside / 2 + outside / 2 - centre) / step
    rows = np.hstack([middles - middles[:1], np.zeros((d, 1))])
    rows[0, :d], rows[0, d] = middles[0], 1.0
    long = np.linalg.norm(rows, axis=1)
    if not (long > 0).all():
        return math.pi
    _, values, axes = np.linalg.svd(rows / long[:, None])
    normal = axes[-1] if axes[-1] @ estimate >= 0 else -axes[-1]
    lost = 4 * d * rounding(d) * (1 + float((1 / long).max()))
    off = float(np.linalg.norm([reach[0], *(reach[1:] + reach[0])] / long)) + lost
    least = float(values[-1]) - lost
    if not (least > 0 and off < least * (float((across @ normal[:d] / (2 * reach)).max()) - lost)):
        return math.pi
    return math.asin(off / least) + angle(normal, estimate) + lost / least
