"""Points near the boundary of a half-space, at random places of it: what their labels say of the angle to another one."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Labels, Points

INSIDE = 1 - 1e-9  # of a quantile; what a float64 quantile is off by is far below the rest
LOST = 1e-4  # of the offset may be lost to the rounding of points


def third_quantile(d: int) -> float:
    """The x with P(U <= x) = 2/3, a little less, for U a coordinate of a uniform point of the sphere in R^(d - 1), d >= 3.

    U**2 is beta-distributed, with halves of 1 and d - 2.  For d = 2, where U is 1 or -1, 1/2: P(U <= 1/2) is only 1/2.

    >>> round(third_quantile(3), 6), round(third_quantile(4), 6)
    (0.5, 0.333333)
    """
    if d <= 2:
        return 0.5
    from scipy.special import betaincinv

    return math.sqrt(float(betaincinv(0.5, (d - 2) / 2, 1 / 3))) * INSIDE


def offset(d: int, eps: float) -> float:
    """The angle a at which a tangent point stands off the boundary, that its label may tell an angle eps from eps/4.

    tan(a) is tan(eps) times the quantile, less what rounding of the points can add.  Raises `BadArgument` if eps is so small
    that rounding hides the offset, so near to pi/2, or no angle between.
    """
    if not 0 < eps < math.pi / 2:
        raise BadArgument(f"eps is an angle in radians, above 0 and below pi/2, got {eps:g}")
    x = third_quantile(d)
    lost = (d + 8) * 2.0**-50 / (math.cos(math.atan(x * math.tan(eps))) * math.sin(eps))
    if lost > LOST * x:
        raise BadArgument(
            f"in dimension {d} points cannot be placed so near to a boundary, or so far, that labels tell an angle of"
            f" eps = {eps:g} from a quarter of it: float64 loses {lost / x:.2g} of the offset; take a larger eps, or one"
            " farther from pi/2"
        )
    return math.atan((x - lost) * math.tan(eps))


def tangent_points(w: NDArray[np.float64], eps: float, m: int, rng: np.random.Generator) -> tuple[Points, Labels]:
    """m points cos(a) g + s sin(a) w/|w|, g uniform on the unit vectors orthogonal to w, s a fair sign; and w's own labels.

    A half-space at an angle A to w's labels such a point alike with probability P(U tan A <= tan a), which falls with A; for
    A > eps it is at most 2/3, for A <= eps/4 at least 22/23, in every dimension.  In one dimension, where A is 0 or pi, the
    points are s w/|w|, and it is 1 or 0.
    """
    unit = w / np.abs(w).max()
    unit = unit / np.linalg.norm(unit)
    sides: Labels = rng.random(m) < 0.5
    signs = np.where(sides, 1.0, -1.0)[:, None]
    if len(w) == 1:
        return signs * unit, sides
    g = rng.standard_normal((m, len(w)))
    for _ in range(2):  # once more for what rounding left
        g -= np.outer(g @ unit, unit)
        g /= np.linalg.norm(g, axis=1, keepdims=True)
    a = offset(len(w), eps)
    return math.cos(a) * g + math.sin(a) * signs * unit, sides
