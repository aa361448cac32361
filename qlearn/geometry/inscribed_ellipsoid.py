"""The largest ellipsoid inside a cone's slice, and, by its multipliers, an ellipsoid around all of the slice.

The cone is {w : rows w >= 0}.  Seen from a unit vector c inside it, its slice is {v orthogonal to c : c + v in the cone}, a
body of dimension n = d - 1.  Of all ellipsoids in the cone with a centre |u| <= 1, the largest in R^d has as its section with
u's tangent plane that slice's largest ellipsoid, shrunk by sqrt(1 - 1/d), and 1/sqrt(d) as its half-axis along u: so slices
are all one needs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided
from ..points import Labels, Points
from .directions import Vector, angle, rounding

Matrix = NDArray[np.float64]

KEEP = 6.0  # a row this many times farther off than the ellipsoid reaches is left out, unless it is missed
ITERATIONS = 100


@dataclass(frozen=True)
class Inscribed:
    """An ellipsoid in the slice seen from its own centre, what lies around the slice, and the multipliers that show both."""

    centre: Vector  # (d,), of length 1
    lengths: Vector  # (d - 1,), the half-axes, the longest first
    directions: Matrix  # (d, d - 1), theirs, as columns orthogonal to the centre
    weights: Vector  # (rows,), most of them 0
    outer: float  # no w of the cone makes a larger angle with the centre


def largest_ellipsoid(rows: Points, inside: Vector, weights: Vector | None = None, tolerance: float = 1e-2) -> Inscribed:
    """The largest ellipsoid of the cone rows w >= 0 (rows of length 1), from a unit vector strictly inside it.

    Its volume is the largest up to about exp(tolerance (d - 1)).  `weights` of nearly the same rows are a good start.
    That it is inside the cone, and `outer`, hold whatever the tolerance.
    Raises `Undecided` if the start is not inside, or the slice is too thin for float64; one that is not bounded raises it
    too, or has an `outer` of pi.

    >>> import numpy as np
    >>> octant = largest_ellipsoid(np.eye(3), np.array([0.6, 0.6, 0.5291502622129182]), tolerance=1e-9)
    >>> octant.centre.round(6).tolist(), octant.lengths.round(6).tolist()  # a circle in a triangle of side sqrt(6)
    ([0.57735, 0.57735, 0.57735], [0.707107, 0.707107])
    >>> round(float(np.cos(octant.outer)) ** 2, 6)  # and the circle around it, through the axes
    0.333333
    """
    centre, found = inside, np.ones(len(rows)) if weights is None else weights
    for _ in range(ITERATIONS):
        basis, heights = tangents(centre), _inside(rows, centre)
        bent = -(rows @ basis) / heights[:, None]
        v, found = _in_slice(bent, found * heights**2, tolerance)
        square = float(found @ (bent @ v) ** 2)  # of v in the ellipsoid's own units
        share = square / (square + (len(v) * v) @ v) if square else 1.0  # Newton's, since tilting the plane moves it back
        centre = centre + basis @ (share * v)
        centre /= np.linalg.norm(centre)
        found = found / heights**2
        if np.linalg.norm(v) <= 4 * tolerance:
            break
    return _judged(rows, centre, found)


def tangents(centre: Vector) -> Matrix:
    """An orthonormal basis of what is orthogonal to a unit vector, as columns (d, d - 1): a Householder reflection's."""
    p = int(np.argmax(np.abs(centre)))
    v = centre.copy()
    v[p] += math.copysign(1.0, v[p])
    v /= np.linalg.norm(v)
    reflected = np.eye(len(v)) - np.multiply.outer(2 * v, v)
    basis: Matrix = np.concatenate([reflected[:, :p], reflected[:, p + 1 :]], axis=1)
    return basis


def by_ellipsoid(points: Points, labels: Labels, estimate: Vector) -> float:
    """Enclosure by the largest inscribed ellipsoid, blown up d - 1 times as John's theorem allows: pi if there is none."""
    rows = points / np.linalg.norm(points, axis=1, keepdims=True) * np.where(labels, 1.0, -1.0)[:, None]
    start = estimate / np.abs(estimate).max()
    start /= np.linalg.norm(start)
    try:
        if len(start) == 1:
            return rounding(1) if len(_inside(rows, start)) else math.pi
        found = largest_ellipsoid(rows, start)
    except Undecided:
        return math.pi
    return min(math.pi, found.outer + angle(found.centre, start))


def _inside(rows: Points, centre: Vector) -> Vector:
    """How far the centre is from each row's plane."""
    heights: Vector = rows @ centre
    if not heights.min(initial=1.0) > 4 * rounding(len(centre)):
        raise Undecided("the centre is not strictly inside the cone, as far as float64 can tell")
    return heights


def _judged(rows: Points, centre: Vector, weights: Vector) -> Inscribed:
    """What the multipliers show, whatever they are: with M = sum w p p', p the rows' tangent parts, b their heights.

    For v in the slice let R**2 = v'Mv, and h = sqrt(p' M**-1 p), so |p.v| <= h R.  Then 0 <= sum w (b + p.v)(h R - p.v), so
    R (1 - |sum w h p|) <= sum w b h + |sum w b p|, in the norm of M**-1.  At the largest ellipsoid b = h where w > 0, both
    norms are 0, and R <= d - 1: John's theorem.  `trust` is what rows and heights may be off, each (1 + |v|) times.
    """
    basis, heights = tangents(centre), _inside(rows, centre)
    p = rows @ basis
    squares, axes = np.linalg.eigh((p.T * weights) @ p)
    if not squares[0] > 0:
        raise Undecided("the multipliers do not span the slice, so it may be unbounded")
    lengths = 1 / np.sqrt(squares)
    seen = (p @ axes) * lengths
    h = np.linalg.norm(seen, axis=1)
    trust = 4 * rounding(len(centre)) * float(weights @ h)
    residues = [float(np.linalg.norm((weights * far) @ seen)) for far in (h, heights)]
    share = 1 - residues[0] - trust * float(lengths[0])
    R = (float(weights @ (heights * h)) + residues[1] + trust) / share if share > 0 else math.inf
    fits = min(1.0, float((heights / h).min()))
    outer = math.atan(R * float(lengths[0]) * (1 + 2.0**-30)) + rounding(len(centre)) if share > 0 else math.pi
    return Inscribed(centre, lengths * fits, basis @ axes, weights, outer)


def _in_slice(bent: Matrix, weights: Vector, tolerance: float) -> tuple[Vector, Vector]:
    """The centre and the multipliers of the largest ellipsoid in bent v <= 1, by those rows alone that come near it."""
    reach = _reach(bent, weights)
    active = reach * KEEP >= reach.max()
    while True:
        try:
            v, found = _interior(bent[active], weights[active], tolerance)
        except Undecided:
            if active.all():
                raise
            active[:] = True  # those few rows bound nothing
            continue
        weights = np.zeros(len(bent))
        weights[active] = found
        missed = ~active & (_reach(bent, weights) > 1 - bent @ v)
        if not missed.any():
            return v, weights
        active |= missed
        weights[missed] = found.max()


def _reach(bent: Matrix, weights: Vector) -> Vector:
    """How far the ellipsoid of these multipliers reaches towards each row."""
    reach: Vector = np.sqrt((bent.T * _inverse_times(bent, weights)).sum(axis=0))
    return reach


def _inverse_times(bent: Matrix, weights: Vector) -> Matrix:
    """M**-1 b', shape (n, rows), where M = sum w b b'."""
    from scipy.linalg import lapack

    solved: Matrix
    _, solved, singular = lapack.dposv((bent.T * weights) @ bent, bent.T, lower=1)
    if singular:
        raise Undecided("the multipliers do not span the slice, so it may be unbounded")
    return solved


def _interior(P: Matrix, y: Vector, tolerance: float) -> tuple[Vector, Vector]:
    """Newton's steps in centre v, multipliers y and slacks z for P'(y h) = 0, 1 - P v = h + z, y z = mu -> 0.

    With Q = P (P'YP)**-1 P' the ellipsoid reaches h = sqrt(diag Q) towards the rows, and dh = -(Q*Q) dy/(2 h).
    """
    from scipy.linalg import lapack

    v, slack, z = np.zeros(P.shape[1]), np.ones(len(P)), np.full(len(P), 0.5)
    y = np.maximum(y, 1e-3 * y.max())
    y = y * (_reach(P, y).max() / 0.95) ** 2  # so that the ellipsoid is inside
    for _ in range(ITERATIONS):
        Q = P @ _inverse_times(P, y)
        h = np.sqrt(Q.diagonal())
        z = np.maximum(slack - h, 0.1 * z)  # never far below what is there
        yh, yz = y * h, y * z
        gap = float(yz.sum()) / len(y)
        forces, gaps, complements = yh @ P, slack - h - z, max(min(0.3, gap) * gap, 0.1 * tolerance) - yz
        worst = float(np.abs(np.concatenate([forces, gaps, complements])).max())
        if worst < tolerance:
            return v, y
        G = (y[:, None] * Q) * (y * Q)
        G.flat[:: len(y) + 1] += np.maximum(1e-12, 2 * yh * z)
        C, singular = lapack.dpotrf(G, lower=1)
        if singular or not math.isfinite(worst):
            break
        both = lapack.dpotrs(C, (yh + yz)[:, None] * P, lower=1)[0]
        B = (2 * yh * both.T) - P.T * y
        rest = gaps - complements / y
        dv = lapack.dgesv(B @ P, B @ rest - forces)[2]
        down = P @ dv
        dy = lapack.dpotrs(C, 2 * yh * (down - rest), lower=1)[0]  # in units of y
        dz = complements / y - z * dy
        longest = float(np.concatenate([down / slack, -dy, -dz / z]).max(initial=0.5))
        step = max(0.75, 1 - worst) * min(1.0, 1 / longest)
        v, y, z, slack = v + step * dv, y * (1 + step * dy), z + step * dz, slack - step * down
    if worst <= 1e-4:
        return v, y  # rounding keeps it from more
    raise Undecided("no largest ellipsoid was found: the slice is not bounded, or too thin for float64")
