"""The largest ellipsoid in what cuts a.w >= 0 leave of the cube [-1, 1]^n, up to a volume that the dual problem certifies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided

Matrix = NDArray[np.float64]
ROUNDS = 100  # of Newton's method; ten are usual


@dataclass(frozen=True, eq=False)
class Inscribed:
    """The ellipsoid centre/2**fine + axes u, |u| <= 1; the largest one has at most exp(`lacks`) times its volume."""

    cuts: tuple[tuple[int, ...], ...]
    centre: tuple[int, ...]
    fine: int
    axes: Matrix  # (n, n)
    lacks: float

    @property
    def planes(self) -> tuple[NDArray[Any], Matrix]:
        """The body as A w <= b: the cube's facets, then the cuts."""
        n = len(self.centre)
        cuts = -np.array(self.cuts, np.int64).reshape(-1, n)
        return np.concatenate([np.eye(n, dtype=np.int64), -np.eye(n, dtype=np.int64), cuts]), _right(n, len(cuts))


@cache
def whole_cube(n: int) -> Inscribed:
    """The unit ball in the cube."""
    return Inscribed((), (0,) * n, 0, np.eye(n), 0.0)


@lru_cache(maxsize=1 << 12)
def cut(left: Inscribed, a: tuple[int, ...]) -> Inscribed:
    """The ellipsoid in what has a.w >= 0 besides; the old centre has not.  Raises `Undecided` if none can be certified."""
    try:
        with np.errstate(all="ignore"):  # what comes of it is not certified
            return _cut(left, a)
    except (np.linalg.LinAlgError, ArithmeticError, ValueError) as fault:
        raise Undecided(f"what is left is too thin for float64: {fault}") from None


def _cut(left: Inscribed, a: tuple[int, ...]) -> Inscribed:
    after = Inscribed((*left.cuts, a), left.centre, left.fine, left.axes, 0.0)
    A, b = after.planes
    c = np.array(left.centre) / 2.0**left.fine
    rows = A @ left.axes  # seen from the old ellipsoid, which is the unit ball then
    towards = -rows[-1] / np.linalg.norm(rows[-1])
    b = b - A @ c
    missing = -min(b[-1], 0.0)  # the cut goes through the centre at first, and is moved inwards from there
    b[-1] += missing
    x, y, short = _newton(rows, b, towards / 2, missing)
    if short:
        raise Undecided("what is left has no inner points that float64 can find")
    shape = np.linalg.cholesky(np.linalg.inv(rows.T @ (y[:, None] * rows)))
    return _certified(after.cuts, c + left.axes @ x, left.axes @ shape, y, rows @ shape)


def _newton(A: Matrix, b: Matrix, x: Matrix, missing: float) -> tuple[Matrix, Matrix, float]:
    """Centre x and multipliers y of the largest ellipsoid in A x <= b, by a primal-dual Newton method (Zhang and Gao 2003).

    {x + E u} with E E' = (A' diag(y) A)**-1.  From an x inside; the last plane moves inwards by `missing` on the way.
    What is still missing at the end is returned too.
    """
    m, n = A.shape
    s = b - A @ x
    unit, A, b, s, missing = s, A / s[:, None], b / s, np.ones(m), missing / s[-1]
    y = np.ones(m)
    Q, h = _spread(A, y)
    scale = float((s / h).min())
    y, h, Q = y / scale**2, h * scale, Q * scale**2
    z = np.maximum(0.1, s - h)
    for _ in range(ROUNDS):
        nearer = min(missing, 0.5 * s[-1])
        s[-1], missing = s[-1] - nearer, missing - nearer
        gap = float(y @ z) / m
        rest, stress, product = -A.T @ (y * h), s - h - z, max(min(0.5, gap) * gap, 1e-10) - y * z
        lacks = n * math.log(max(float((y * h) @ s), n * 1e-9) / (n * float((s / h).min())))
        if not missing and lacks < 1e-5 and np.abs(rest).max() < 1e-6:
            break
        YQ, double = y[:, None] * Q, 2 * y * h
        G = YQ * YQ.T + np.diag(np.maximum(1e-12, double * z))
        T = (double[:, None] * np.linalg.solve(G, (h + z)[:, None] * y[:, None] * A) - y[:, None] * A).T
        stress = stress - product / y
        dx = np.linalg.solve(T @ A, rest + T @ stress)
        ds = -A @ dx
        dy = np.linalg.solve(G, double * (-ds - stress))  # in proportion to y
        dz = product / y - z * dy
        longest = [1.0, *(-1 / min(float(v.min()), -0.5) for v in (ds / s, dy, dz / z))]
        step = min(longest) * max(0.75, 1 - max(float(np.abs(v).max()) for v in (rest, stress)))
        x, s, y, z = x + step * dx, s + step * ds, y * (1 + step * dy), z + step * dz
        Q, h = _spread(A, y)
    return x, y / unit**2, missing


def _spread(A: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
    """The planes' products in the measure of the ellipsoid, and how far it reaches towards each."""
    Q = A @ np.linalg.inv(A.T @ (y[:, None] * A)) @ A.T
    return Q, np.sqrt(np.diag(Q))


def _certified(cuts: Sequence[tuple[int, ...]], c: Matrix, axes: Matrix, y: Matrix, seen: Matrix) -> Inscribed:
    """The centre rounded, the axes shortened until the ellipsoid lies inside, and what it lacks at most.

    Let s_i be the slack at the centre, h_i the length of the plane's normal as seen from the ellipsoid, t_i = y_i h_i.  For
    any inscribed x + B u, |B a_i| <= b_i - a_i.x, so by means n (det B/det E)**(1/n) <= sum t_i |B a_i| <= sum t_i s_i + rest,
    where rest = |sum t_i a_i| times what the body reaches, all seen from the ellipsoid.  It reaches no further than r with
    r**2 <= r sum t_i (s_i + |s_i - h_i|) + (r + r**2) |sum t_i a_i|, as in John's theorem.
    """
    n = len(c)
    small = float(np.linalg.svd(axes, compute_uv=False).min())
    fine = max(0, math.ceil(math.log2(1024 * n**3 / small)))
    centre = tuple(round(x * 2.0**fine) for x in c.tolist())
    A, _ = Inscribed(tuple(cuts), centre, fine, axes, 0.0).planes
    sums = [sum(p * q for p, q in zip(row, centre, strict=True)) for row in A.tolist()]
    s = np.array([((i < 2 * n) << fine) - t for i, t in enumerate(sums)]) / 2.0**fine  # exact but for the last rounding
    h = np.linalg.norm(seen, axis=1)
    t = y * h
    within, off = float((s / h).min()), float(np.linalg.norm(t @ seen))
    reach = (float(t @ (s + np.abs(s - h))) + off) / (1 - off) if off < 1 else math.inf
    rounding = 64 * n**2 * 2.0**-53 * float(np.linalg.cond(axes))
    lacks = n * (math.log((float(t @ s) + off * reach) / (n * within)) + rounding) if within > 0 else math.inf
    if not lacks <= 1 / (200 * n):
        raise Undecided(f"an ellipsoid in {n} dimensions was found only up to exp({lacks:.3g}) of the largest volume")
    return Inscribed(tuple(cuts), centre, fine, within * axes, lacks)


@cache
def _right(n: int, cuts: int) -> Matrix:
    return np.concatenate([np.ones(2 * n), np.zeros(cuts)])


def thickness(left: Inscribed, a: tuple[int, ...]) -> float:
    """The radius of the largest ball in what has a.w >= 0 besides, by a linear program."""
    from scipy.optimize import linprog

    A, b = Inscribed((*left.cuts, a), left.centre, left.fine, left.axes, 0.0).planes
    lengths = np.linalg.norm(A, axis=1)[:, None]
    return -float(linprog(-np.eye(1, A.shape[1] + 1, A.shape[1])[0], np.hstack([A, lengths]), b, bounds=(None, None)).fun)


def by_cvxpy(A: Matrix, b: Matrix) -> tuple[Matrix, Matrix]:
    """Centre and axes of the largest ellipsoid in A x <= b, as the textbook has it: the reference, slow and readable."""
    import cvxpy

    cp: Any = cvxpy
    B, x = cp.Variable((A.shape[1], A.shape[1]), symmetric=True), cp.Variable(A.shape[1])
    inside = [cp.norm(B @ a) + a @ x <= most for a, most in zip(A, b, strict=True)]
    cp.Problem(cp.Maximize(cp.log_det(B)), inside).solve(solver="CLARABEL")
    return x.value, B.value
