"""The largest ellipsoid with axes along the coordinates inside a cone, its centre in the unit ball.

maximise sum log s  subject to  |s o x_i| <= x_i.u for each row x_i of the cone, and |u| <= 1 (o multiplies entry by entry).
With u and s the pair t u, t s is in the cone as well, so |u| = 1 at the best, and the ball may be traded for -d |u|**2/2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided
from ..points import Points
from .directions import Vector, rounding

Matrix = NDArray[np.float64]

KEEP = 6.0  # a row this many times farther off than the ellipsoid reaches is left out, unless it is missed
ITERATIONS = 100


@dataclass(frozen=True)
class Diagonal:
    """{centre + axes o z : |z| <= 1}."""

    centre: Vector  # (d,), of length 1
    axes: Vector  # (d,), the half-axes

    def longest(self, number: int = 1) -> Matrix:
        """Orthonormal directions across the centre (number, d), along the longest axes of what the ellipsoid is there."""
        across = np.eye(len(self.centre)) - np.multiply.outer(self.centre, self.centre)
        _, directions = np.linalg.eigh((across * (self.axes / self.axes.max()) ** 2) @ across)
        chosen: Matrix = directions[:, ::-1][:, :number].T.copy()
        return chosen

    def halved(self, rows: Points) -> Diagonal:
        """A smaller copy on the positive sides of k rows (k, d) through the centre, orthogonal in the ellipsoid's own units."""
        seen = rows * self.axes
        seen /= np.linalg.norm(seen, axis=1, keepdims=True)
        step = 0.5 / math.sqrt(len(rows))
        centre = self.centre + step * self.axes * seen.sum(axis=0)
        length = float(np.linalg.norm(centre))
        return Diagonal(centre / length, self.axes * (0.9 * min(step, 0.5) / length))


def largest_diagonal(rows: Points, start: Diagonal, gap: float = 0.5) -> Diagonal:
    """The largest diagonal ellipsoid of the cone rows w >= 0 (rows of length 1), from one that lies inside.

    Its volume is the largest up to exp(gap), by interior points.  Raises `Undecided` if the start is not inside, no row has
    one of the coordinates, or the cone is too thin for float64.

    >>> import numpy as np
    >>> found = largest_diagonal(np.eye(2), Diagonal(np.array([0.6, 0.8]), np.array([0.1, 0.1])), gap=1e-9)
    >>> found.centre.round(4).tolist(), found.axes.round(4).tolist()
    ([0.7071, 0.7071], [0.7071, 0.7071])
    """
    squares, centre, axes = rows * rows, start.centre, start.axes
    active = np.zeros(len(rows), np.bool_)
    for _ in range(ITERATIONS):
        heights = rows @ centre
        ratio = heights / np.sqrt(squares @ axes**2)
        if not (heights.min() > rounding(len(centre)) and ratio.min() > 0.95):
            raise Undecided("the ellipsoid to start from is not inside the cone, as far as float64 can tell")
        active |= ratio <= KEEP * ratio.min()
        scale = float(axes.max())
        try:
            v, r = _in_slice(rows[active], heights[active], centre, 0.9 * axes / scale, scale, gap)
        except Undecided:
            if active.all():
                raise
            active[:] = True  # those few rows bound nothing
            continue
        moved = centre + scale * v
        ratio = (rows @ moved) / np.sqrt(squares @ (scale * r) ** 2)
        if (missed := ~active & (ratio <= 1)).any():
            active |= missed
            continue
        step, length = scale * float(np.linalg.norm(v)), float(np.linalg.norm(moved))
        centre, axes = moved / length, r * (min(1.0, float(ratio.min())) * scale / length)
        if step <= 0.1 * math.sqrt(gap):
            return Diagonal(centre, axes)
    raise Undecided("no largest ellipsoid was found: the cone is not bounded, or too thin for float64")


def _in_slice(rows: Points, heights: Vector, centre: Vector, r: Vector, scale: float, gap: float) -> tuple[Vector, Vector]:
    """Displacement v, orthogonal to the centre, and half-axes r, both in units of `scale`: the barrier's path to its end.

    The barrier is -mu log((h + p.v)**2 - |r o x|**2) for each row x, p its part across the centre, h its height.
    """
    p = rows - np.multiply.outer(heights, centre)
    problem = _Barrier(p, rows * rows, heights / scale, centre, len(centre) * scale**2)
    v = np.zeros(len(centre))
    last = gap / (2 * len(rows))
    mu, shorter, tried = max(0.02, last), 0.05, 0
    for _ in range(3 * ITERATIONS):
        dv, dr, decrement, room = problem.newton(v, r, mu)
        step = min(1.0, 0.9 * room)
        v, r, tried = v + step * dv, r + step * dr, tried + 1
        if decrement < 1.5:
            if mu <= last:
                return v, r
            mu, tried = max(shorter * mu, last), 0
        elif tried > 12:  # the path was left too far: back, and in shorter steps
            mu, shorter, tried = 8 * mu, 0.3, 0
    raise Undecided("no largest ellipsoid was found: the cone is not bounded, or too thin for float64")


@dataclass(frozen=True)
class _Barrier:
    """sum -log r + pull |v|**2/2 - mu sum log((h + p.v)**2 - squares r**2), v across the centre."""

    p: Matrix  # (m, d)
    squares: Matrix  # (m, d)
    heights: Vector  # (m,)
    centre: Vector  # (d,)
    pull: float

    def newton(self, v: Vector, r: Vector, mu: float) -> tuple[Vector, Vector, float, float]:
        """Newton's step in v and r, its length in the barrier's own metric, and how often it fits into the cone."""
        from scipy.linalg import lapack

        d = len(r)
        t, bent = self.heights + self.p @ v, self.squares * r
        inside = t * t - bent @ r
        one = 1 / inside
        two = 4 * mu * one * one
        down = 2 * mu * (one @ self.squares)
        gradient = np.concatenate([(2 * mu * t * one) @ self.p - self.pull * v, 1 / r - r * down])
        H = np.empty((2 * d, 2 * d))
        H[:d, :d] = (self.p.T * (t * t * two - 2 * mu * one)) @ self.p
        H[d:, :d] = (bent.T * (-t * two)) @ self.p
        H[d:, d:] = (bent.T * two) @ bent
        H.flat[:: 2 * d + 1] += np.concatenate([np.full(d, self.pull), down + 1 / (r * r)])
        H[:d, :d] += (H[:d, :d].trace() * self.centre)[:, None] * self.centre
        step, singular = lapack.dposv(H, gradient, lower=1)[1:]
        if singular:
            raise Undecided("no largest ellipsoid was found: the cone is not bounded, or too thin for float64")
        dv, dr = step[:d], step[d:]
        dt = self.p @ dv
        b = t * dt - bent @ dr  # along the step a row's function is inside + 2 b share + c share**2
        c = dt * dt - self.squares @ (dr * dr)
        with np.errstate(divide="ignore", invalid="ignore"):
            ends = (np.sqrt(b * b - inside * c) - b) / inside  # 1/share where it is 0
        room = 1 / max(float(np.fmax.reduce(ends, initial=0.0)), float((-dr / r).max()), 1e-12)
        return dv, dr, math.sqrt(max(0.0, float(gradient @ step)) / mu), room
