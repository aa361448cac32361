"""The part of a ball that keeps a distance from a hyperplane, and where half-spaces through 0 differ on it, exactly."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Coins
from ..domains import inside
from ..errors import Undecided
from ..points import Labels, Points

Vector = NDArray[np.float64]
INWARDS = (0.0, 2.0**-48, 2.0**-40, 2.0**-30, 2.0**-20, 2.0**-10, 2.0**-5)  # how far within the limits a point is sought


@dataclass(frozen=True)
class MarginBall:
    """{x : |x| <= R, |w.x| >= g |w|}, with integers w and rational 0 < g < R."""

    w: tuple[int, ...]
    R: Fraction
    g: Fraction

    @property
    def d(self) -> int:
        return len(self.w)

    def contains(self, points: Points) -> Labels:
        """Exactly: what rounding could decide is worked out in rationals."""
        kept = inside(points, self.d, np.isfinite)
        rows = np.where(kept[:, None], points, 0.0) if points.shape[1] == self.d else np.zeros((len(points), self.d))
        with np.errstate(over="ignore", invalid="ignore"):
            along = np.abs(rows @ _unit(self.w))
            room = np.minimum(float(self.R) - np.linalg.norm(rows, axis=1), along - float(self.g))
            clear = np.abs(room) > 1e-9 * (1 + np.linalg.norm(rows, axis=1) + float(self.R))
        for i in np.flatnonzero(kept & ~clear):
            x = [Fraction(t) for t in points[i].tolist()]
            kept[i] = _dot(x, x) <= self.R**2 and _dot(x, self.w) ** 2 >= self.g**2 * _dot(self.w, self.w)
        labels: Labels = kept & (~clear | (room > 0))
        return labels

    def draw(self, coins: Coins, m: int) -> Points:
        """Uniform in the ball, until the margin is kept."""
        kept = np.zeros((0, self.d))
        while len(kept) < m:
            x = coins.rng.standard_normal((m, self.d))
            x *= float(self.R) * coins.rng.random((m, 1)) ** (1 / self.d) / np.linalg.norm(x, axis=1, keepdims=True)
            kept = np.concatenate([kept, x[self.contains(x)]])
        return kept[:m]

    def points(self) -> Points:
        raise Undecided("a ball has too many points to enumerate")


def differences(ball: MarginBall, hypothesis: Any) -> Iterator[Vector] | None:
    """Points of the ball where [w.x >= 0] and another half-space through 0 differ; None for what is none.

    All is decided in the plane of the two normals w and v: with c = v.w, some x has w.x >= g |w| and v.x < 0 exactly if
    c < 0 or (R^2 - g^2)(|v|^2 |w|^2 - c^2) > g^2 c^2; some x has w.x <= -g |w| and v.x >= 0 exactly if c <= 0 or >= holds.
    Raises `Undecided` if they differ, but at no float that was tried.
    """
    given, b = getattr(hypothesis, "w", None), getattr(hypothesis, "b", None)
    if given is None or len(given) != ball.d or b != 0:
        return None
    v = [Fraction(x) for x in (given.tolist() if isinstance(given, np.ndarray) else given)]
    c, W = _dot(v, ball.w), _dot(ball.w, ball.w)
    room, needed = (ball.R**2 - ball.g**2) * (_dot(v, v) * W - c**2), ball.g**2 * c**2
    sides = [side for side, wrong in ((1, c < 0 or room > needed), (-1, c <= 0 or room >= needed)) if wrong]
    return _found(ball, hypothesis, v, sides)


def _found(ball: MarginBall, hypothesis: Any, v: list[Fraction], sides: list[int]) -> Iterator[Vector]:
    """On each side the deepest and the shallowest difference, as far as they are floats."""
    nothing = bool(sides)
    for side in sides:
        for kind in (_deepest, _shallowest):
            for inwards in INWARDS:
                x = side * kind(ball, v, inwards)
                if ball.contains(x[None])[0] and hypothesis(x[None])[0] == (side < 0):
                    nothing = False
                    yield x
                    break
    if nothing:
        raise Undecided(
            f"the half-space of w = {list(ball.w)} differs from the hypothesis, but at no float point that was tried"
        )


def _deepest(ball: MarginBall, v: list[Fraction], inwards: float) -> Vector:
    """The point with w.x >= g |w| where v.x is least: as near to w's boundary and as far out as can be."""
    along, across, _, _ = _frame(ball, v)
    near, far = float(ball.g) * (1 + inwards), float(ball.R) * (1 - inwards)
    return near * along - math.sqrt(max(0.0, far**2 - near**2)) * across


def _shallowest(ball: MarginBall, v: list[Fraction], inwards: float) -> Vector:
    """One with v.x just below 0, near to w's boundary, and far out in a third direction: what helps a learner least."""
    along, across, c, p = _frame(ball, v)
    near, far = float(ball.g) * (1 + inwards), float(ball.R) * (1 - inwards)
    down = near * c / p * (1 + inwards) if c > 0 and p > 0 else 0.0
    third = _third(along, across)
    out = math.sqrt(max(0.0, far**2 - near**2 - down**2))
    return near * along - down * across + (out * third if third is not None else 0.0)


def _frame(ball: MarginBall, v: list[Fraction]) -> tuple[Vector, Vector, float, float]:
    """Unit vectors along w and across it towards v (anywhere if v is parallel), and v's coordinates in them, v scaled to
    about 1."""
    most = max(map(abs, v)) or Fraction(1)
    scaled = np.array([float(x / most) for x in v])
    along = _unit(ball.w)
    c = float(scaled @ along)
    rest = scaled - c * along
    p = float(np.linalg.norm(rest))
    if p > 2.0**-45:
        return along, rest / p, c, p
    other = _third(along, np.zeros(ball.d))
    return along, np.zeros(ball.d) if other is None else other, c, 0.0


def _unit(w: tuple[int, ...]) -> Vector:
    most = max(map(abs, w))
    v: Vector = np.array([c / most for c in w])
    v /= np.linalg.norm(v)
    return v


def _third(along: Vector, across: Vector) -> Vector | None:
    """A unit vector orthogonal to both, if there is room for one."""
    if len(along) < 2 + bool(across.any()):
        return None
    i = int(np.argmin(along**2 + across**2))
    third: Vector = np.eye(len(along))[i] - along[i] * along - across[i] * across
    third /= np.linalg.norm(third)
    return third


def _dot(a: Any, b: Any) -> Any:
    return sum(x * y for x, y in zip(a, b, strict=True))
