"""Sums of a polynomial kernel, [sum of a_j (z_j.x)**p >= 0], with a margin in the kernel's own feature space."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, ClassVar

import numpy as np

from ..choices import Choices, Coins, one_of
from ..domains import Listed
from ..errors import BadArgument, Undecided
from ..formulas import Number, exactly, whole
from ..points import Labels, Points, Values
from .exact_half_spaces import FLOATS
from .finite_space import FiniteSpace, enumerable
from .half_spaces import as_float
from .margin_half_spaces import axes, corners, root_above, root_below

Row = tuple[int, ...]
Rows = tuple[Row, ...]
Exact = tuple[Fraction, ...]


def kernel(x: Sequence[Any], z: Sequence[Any], p: int) -> Any:
    """(x.z)**p, exactly."""
    return sum(a * b for a, b in zip(x, z, strict=True)) ** p


def rational(point: Sequence[float]) -> tuple[Any, ...]:
    """A point's coordinates as the integers or fractions that they are."""
    return tuple(int(x) if x == int(x) else Fraction(x) for x in map(float, point))


@dataclass(frozen=True, eq=False)
class KernelSum:
    """[sum of a_j (z_j.x)**p >= 0]; a point where the sum is 0 belongs to it."""

    centres: tuple[tuple[Any, ...], ...]
    weights: Row
    p: int

    def values(self, points: Points) -> Values:
        """The sum, shape (batch, 1): rounded, but never to the wrong side of 0."""
        rows = [rational(x) for x in points.tolist()]
        terms = list(zip(self.weights, self.centres, strict=True))
        sums = [Fraction(sum(a * kernel(z, x, self.p) for a, z in terms)) for x in rows]
        return np.array([[as_float(s)] for s in sums])

    def __call__(self, points: Points) -> Labels:
        labels: Labels = self.values(points)[:, 0] >= 0
        return labels

    def key(self) -> bytes:
        return b"kernel sum" + repr((tuple(tuple(map(str, z)) for z in self.centres), self.weights, self.p)).encode()

    def __str__(self) -> str:
        terms = (f"{a} ([{', '.join(map(str, z))}].x)**{self.p}" for a, z in zip(self.weights, self.centres, strict=True))
        return (" + ".join(terms) or "0") + " >= 0"

    __repr__ = __str__


@dataclass(frozen=True, eq=False, repr=False)
class MarginKernelSum(KernelSum):
    """One whose absolute value is g times its norm or more at all listed points, where (x.x)**p <= R**2."""

    R: Fraction
    g: Fraction
    points: Rows

    @property
    def domain(self) -> Listed:
        return Listed(self.points)

    @property
    def sizes(self) -> Mapping[str, Any]:
        return {"d": len(self.points[0]), "p": self.p, "R": self.R, "g": self.g}

    @property
    def given(self) -> Mapping[str, Any]:
        return {**self.sizes, "points": self.points}

    def key(self) -> bytes:
        return b"margin kernel sum" + self._key

    @cached_property
    def _key(self) -> bytes:
        """The labels: different sums may say the same."""
        return repr(self.points).encode() + np.packbits(self(self.domain.points())).tobytes()


def margin_square(centres: Rows, weights: Row, p: int, points: Rows) -> Fraction:
    """The square of the least |f(x)|/|f|, |f|**2 = sum of a_i a_j (z_i.z_j)**p; 0 for f = 0."""
    terms = list(zip(weights, centres, strict=True))
    norm = sum(a * b * kernel(z, y, p) for a, z in terms for b, y in terms)
    return Fraction(min(sum(a * kernel(z, x, p) for a, z in terms) ** 2 for x in points), norm) if norm else Fraction(0)


def _given(points: Rows, p: int, R: Any, g: Any) -> Mapping[str, Any]:
    return {"d": len(points[0]), "p": p, "R": Fraction(R), "g": Fraction(g), "points": points}


@dataclass(frozen=True)
class KernelSums:
    """Sums of the kernel (x.z)**p with a margin of at least g where the kernel's features are at most R long."""

    small: Sequence[Mapping[str, Any]] = (
        _given(axes(1), 2, 1, 1), _given(axes(2), 2, 1, "7/10"), _given(axes(4, 2), 2, 4, 2), _given(axes(3, 2), 3, 8, "9/2")
    )  # fmt: skip
    medium: Sequence[Mapping[str, Any]] = (_given(axes(5), 2, 1, "4/9"), _given(axes(4), 3, 1, "1/2"))

    def draw(self, choices: Choices) -> MarginKernelSum:
        """On the axes, the corners of a cube with an offset, or points of a grid; with the best margin of a short fraction."""
        p, d = choices.integer(1, 3), choices.integer(1, 4)
        kind = one_of(choices, ("axes", "corners", "points"))
        points = axes(d, one_of(choices, (1, 2, 7))) if kind != "corners" else corners(min(d, 3))
        centres = points
        if kind == "points":
            drawn = [tuple(choices.integer(-3, 3) for _ in range(d)) for _ in range(choices.integer(1, 7))]
            centres = tuple(dict.fromkeys(drawn))
        weights = tuple(choices.integer(-2, 2) for _ in centres)
        kept = tuple(x for x in centres if margin_square(centres, weights, p, (x,)))
        if not kept or (kind != "points" and kept != points):
            centres = kept = points = axes(d)
            weights = (1,) * d
        R = root_above(Fraction(max(kernel(x, x, p) for x in kept)))
        g = root_below(margin_square(centres, weights, p, kept))
        if not g:  # smaller than the short fractions
            return self.draw_plain(p, d)
        return MarginKernelSum(centres, weights, p, R, g, kept)

    scales: ClassVar[Sequence[Mapping[str, Any]]] = tuple({"d": d} for d in (1, 2, 4, 8, 16, 32))

    def of_size(self, coins: Coins, *, d: int, p: int = 2, R: Number = 1, g: Number | None = None) -> MarginKernelSum:
        """Random labels of the points r e_1, ..., r e_d, r**p <= R; without a g, the best margin of a short fraction."""
        most = exactly(R, "R")
        if not 1 <= most <= FLOATS:
            raise BadArgument(f"the points are whole numbers, so their features are R = 1 to 2**53 long, got {R}")
        r = int(float(most) ** (1 / whole(p, "p", 1)))
        r += ((r + 1) ** p <= most) - (r**p > most)  # the root was rounded
        best = root_below(Fraction(r ** (2 * p), whole(d, "d", 1)))
        margin = best if g is None else exactly(g, "g")
        if margin <= 0 or margin**2 * d > r ** (2 * p):
            raise BadArgument(f"the best margin at d = {d}, p = {p}, R = {R} is {best} or just above; g is {g}, so take less")
        weights = tuple((1 - 2 * coins.bits(d).astype(int)).tolist())
        return MarginKernelSum(axes(d, r), weights, p, most, margin, axes(d, r))

    def draw_plain(self, p: int, d: int) -> MarginKernelSum:
        g = root_below(Fraction(1, d))
        return MarginKernelSum(axes(d), (1,) * d, p, Fraction(1), g, axes(d))

    def space(self, p: int, R: Fraction, g: Fraction, points: Rows = (), **_: Any) -> FiniteSpace:
        """The sub-class of weights -1, 0, 1 at the points themselves."""
        if not points:
            raise Undecided("sums of kernels with a margin are listed only for listed points")
        return _space(p, R, g, points)

    def __str__(self) -> str:
        return "sums of the kernel (x.z)**p with margin g where its features are at most R long"


@cache
def _space(p: int, R: Fraction, g: Fraction, points: Rows) -> FiniteSpace:
    enumerable(3 ** len(points), f"the weights -1, 0, 1 at {len(points)} points")
    found: dict[bytes, MarginKernelSum] = {}
    for weights in itertools.product((0, 1, -1), repeat=len(points)):
        if any(weights) and margin_square(points, weights, p, points) >= g**2:
            concept = MarginKernelSum(points, weights, p, R, g, points)
            found.setdefault(concept.key(), concept)
    return FiniteSpace(list(found.values()), Listed(points).points(), whole=False)
