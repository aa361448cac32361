"""Half-spaces with rational weights of any size: what a learner keeps that may not round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from ..points import Labels, Points, Values
from .affine import UNIT
from .half_spaces import as_float, signed_distances
from .integer_search import Form, integral

Rational = int | Fraction
FLOATS = 2**53  # up to which every integer is a float


class Rationally:
    """[w.x + b >= 0] decided by the integers that its weights, integers or fractions, are multiples of."""

    w: tuple[Rational, ...]
    b: Rational

    @cached_property
    def form(self) -> Form:
        """The same half-space in integers."""
        return integral(self.w, self.b)

    def values(self, points: Points) -> Values:
        """The integer form's value, shape (batch, 1): rounded, but never to the wrong side of 0."""
        return exact_values(points, *self.form)

    def __call__(self, points: Points) -> Labels:
        labels: Labels = self.values(points)[:, 0] >= 0
        return labels


@dataclass(frozen=True, eq=False)
class ExactHalfSpace(Rationally):
    """[w.x + b >= 0] with integers or fractions w, b.  A point on the boundary belongs to it."""

    w: tuple[Rational, ...]
    b: Rational = 0

    def key(self) -> bytes:
        return b"exact half-space" + repr((tuple(map(str, self.w)), str(self.b))).encode()

    def __str__(self) -> str:
        return f"w = [{', '.join(map(str, self.w))}]" + (f", b = {self.b}" if self.b else "")

    __repr__ = __str__


def exact_values(points: Points, w: Sequence[int], b: int) -> Values:
    """w.x + b for each row, shape (batch, 1), its sign exact whatever the size of the integers."""
    if points.shape[1] != len(w):
        raise ValueError(f"a point here has {len(w)} coordinates, not {points.shape[1]}")
    size = sum(map(abs, w))
    if size + abs(b) <= FLOATS:
        weights = np.array(w, np.float64)
        reach = float(np.abs(points).max(initial=0.0))
        if size * reach + abs(b) <= FLOATS and (points == np.floor(points)).all():
            exact: Values = points @ weights[:, None] + b  # sums of integers that are floats
            return exact
        return signed_distances(points, weights, float(b))[:, None]
    return _of_large(points, w, b)


def _of_large(points: Points, w: Sequence[int], b: int) -> Values:
    """The same for integers that are no floats: first with rounded ones, in rationals where that does not settle the sign."""
    most = max(map(abs, (*w, b)))
    weights, offset = np.array([c / most for c in w]), b / most
    with np.errstate(over="ignore", invalid="ignore"):
        found = points @ weights + offset
        slack = 2 * UNIT * (len(w) + 4) * (np.abs(points) @ (np.abs(weights) + 2.0**-1020) + abs(offset) + 2.0**-1020)
        doubtful = ~(np.abs(found) > slack)
        found *= as_float(Fraction(most))
    for i in np.flatnonzero(doubtful | ~np.isfinite(found)):
        exact = b + sum(c * Fraction(t) for c, t in zip(w, points[i].tolist(), strict=True))
        found[i] = as_float(Fraction(exact))
    values: Values = found[:, None]
    return values
