"""The polynomial whose boundary passes pairs of points, and how far from it any other such polynomial is at most."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..points import Points
from .directions import Vector
from .legendre import longest, steepest
from .monomials import dimension, exponents, features


@dataclass(frozen=True)
class Pinned:
    """The unit vector of coefficients; an angle from it, up to sign, that none is beyond which parts the pairs (pi if nothing
    is shown); and whether no polynomial of this degree parts them at all.  `spans`: the least singular value but one of the
    boundary points' features, divided by their lengths."""

    w: Vector
    angle: float
    impossible: bool
    spans: float


def pinned(inside: Points, outside: Points, d: int, p: int) -> Pinned:
    """From pairs inside_j (label +), outside_j (label -), of which there are D - 1 or more.

    A boundary passes each segment, so phi there is within e_j of phi in the middle: half the length times the slope of phi,
    and what float64 may round in a value.  Let B have the rows phi(middle_j)/e_j, s >= t its least two singular values, v
    the vector of t.  For a true unit w each |row.w| <= 1, so |B w|**2 <= m; and |B w|**2 is t**2 cos**2 + s**2 sin**2 at
    least, of the angle to v or to -v.  So sin**2 <= (m - t**2)/(s**2 - t**2), and t**2 <= m.
    """
    D, m = dimension(d, p), len(inside)
    phi = features((inside + outside) / 2, exponents(d, p), "legendre")
    rounded = (D + 8 * p + 16) * 2.0**-52 * math.sqrt(longest(d, p))
    off = np.linalg.norm(inside - outside, axis=1) / 2 * math.sqrt(steepest(d, p)) * (1 + 2.0**-40) + rounded
    _, values, axes = np.linalg.svd(phi / off[:, None])
    values = np.append(values, np.zeros(D))[:D]
    lost = (D + m) * 2.0**-50 * float(values[0])
    s, t = float(values[-2]) - lost, max(float(values[-1]) - lost, 0.0)
    spans = float(np.append(np.linalg.svd(phi / np.linalg.norm(phi, axis=1)[:, None], compute_uv=False), np.zeros(D))[D - 2])
    gap = s - float(values[-1]) - lost
    if t * t > m:
        return Pinned(axes[-1], math.pi, True, spans)
    sine = math.sqrt((m - t * t) / (gap * (s + t))) if gap > 0 and s + t > 0 else math.inf
    if not sine < 1 or lost >= gap / 2:
        return Pinned(axes[-1], math.pi, False, spans)
    return Pinned(axes[-1], math.asin(sine) + 2 * lost / gap, False, spans)


def faces(w: Vector, phi: Vector, above: bool, angle: float) -> bool:
    """Whether a point with these features and this label shows that w, and not -w, is within the angle of the target.

    Were it -w, the target's value there would be at most |phi| sin(angle) above -w.phi, for angles up to pi/2.
    """
    side = float(w @ phi) * (1 if above else -1)
    return angle < math.pi / 2 and side > float(np.linalg.norm(phi)) * (2 * math.sin(angle / 2) + 2.0**-40)
