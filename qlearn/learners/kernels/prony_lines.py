"""Where the learners of Gaussian networks ask, and what centres and weights their answers leave: an enclosure of each.

For f(x) = sum_j a_j exp(-g |x - c_j|**2) the product f(x) exp(g |x|**2) is a sum of k exponentials along every line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from ...concepts.rbf_networks import RbfNetwork, positive
from ...digits import Point
from ...errors import BadArgument, Inconsistent
from ...formulas import Number, exactly, whole
from ...geometry import exponential_sums as sums
from ...geometry.exponential_sums import Nodes
from ...intervals import Interval, at, between, context, ends

Points = tuple[Point, ...]
Answers = Sequence[Fraction]


T = TypeVar("T")


@dataclass(frozen=True)
class Lines:
    """k bumps on R^d, and answers that are off by at most one in the last of their digits."""

    d: int
    k: int
    g: Fraction
    digits: int
    tol: Fraction

    @classmethod
    def of(cls, d: int, k: int, g: Number, digits: int, tol: Number) -> Lines:
        """The arguments, looked at; `BadArgument` for those that are none."""
        found, within = positive(g), exactly(tol, "tol")
        if within <= 0:
            raise BadArgument(f"tol is how far off a centre or weight may be, above 0; got {tol}")
        return cls(whole(d, "d", least=1), whole(k, "k", least=1), found, whole(digits, "digits", least=2), within)

    @property
    def step(self) -> Fraction:
        """1/(2g) along a direction e: then the nodes are exp(e.c_j)."""
        return 1 / (2 * self.g)

    def along(self, direction: Point) -> Points:
        """2k points evenly about the origin."""
        return tuple(tuple(x * self.step * (t + Fraction(1, 2) - self.k) for x in direction) for t in range(2 * self.k))

    def beside(self, line: Points) -> Points:
        """k points of the middle of the line, moved along each axis but the line's own: (d - 1)k points."""
        middle = self.middle(line)
        return tuple(
            tuple(x + self.step if i == axis else x for i, x in enumerate(p)) for axis in self.others(line) for p in middle
        )

    def middle(self, listed: Sequence[T]) -> Sequence[T]:
        """The k things of 2k that belong to the points beside which others are asked."""
        return listed[self.k // 2 : self.k // 2 + self.k]

    def others(self, line: Points) -> list[int]:
        """The axes without the line's own, along which it goes furthest."""
        return [axis for axis in range(self.d) if axis != own(line)]

    def nodes(self, line: Points, answers: Answers) -> Nodes | None:
        """The nodes along the line; None where these answers do not tell k of them apart."""
        here = context(self.digits + 20)
        return sums.enclosed(here, self._exponentials(here, line, answers), self.k)

    def _fewer(self, line: Points, answers: Answers) -> int:
        """The largest number below k of exponentials that give all answers along the line, 0 if none does."""
        here = context(self.digits + 20)
        y = self._exponentials(here, line, answers)
        return next((k for k in range(self.k - 1, 0, -1) if sums.explains(here, y, k)), 0)

    def _exponentials(self, here: Any, points: Sequence[Point], answers: Answers) -> list[Interval]:
        """What f(x) exp(g |x|**2) is, given the answers."""
        last = Fraction(10) ** (1 - self.digits)
        off = between(here, 1 - last, 1 + last)
        squares = (self.g * sum(x * x for x in p) for p in points)
        return [at(here, y) * off * here.exp(at(here, s)) for y, s in zip(answers, squares, strict=True)]

    def network(self, nodes: Nodes, line: Points, answers: Answers, beside: Answers) -> RbfNetwork:
        """The network with these nodes along the line and these values on it and beside it; its radius is at most tol.

        Raises `BadArgument` if the digits do not suffice, `Inconsistent` where an exponential would change its sign.
        """
        rows = self._bumps(nodes, line, answers, beside)
        widest = max(high - low for row in rows for low, high in map(ends, row))
        places = next((n for n in range(3 * self.digits) if widest * 10**n >= 1), 3 * self.digits) + 1
        found = [[round((low + high) / 2, places) for low, high in map(ends, row)] for row in rows]
        every = ((ends(x), y) for row, near in zip(rows, found, strict=True) for x, y in zip(row, near, strict=True))
        radius = max(max(high - y, y - low) for (low, high), y in every)
        if radius > self.tol:
            raise self.too_few(radius)
        bumps = sorted((tuple(row[:-1]), row[-1]) for row in found)
        if not all(weight for _, weight in bumps):
            raise self.too_few()
        return RbfNetwork(tuple(c for c, _ in bumps), tuple(a for _, a in bumps), self.g, radius=radius)

    def _bumps(self, nodes: Nodes, line: Points, answers: Answers, beside: Answers) -> list[list[Interval]]:
        """For each node the d coordinates of its centre, then its weight.

        beta_j = a_j exp(2g c_j.x - g |c_j|**2) at the middle's first point x, and moved along an axis by 1/(2g) it grows by
        the factor exp(c_j's coordinate).  The line's own coordinate follows from that of the node, exp(c_j.e).
        """
        here, points = nodes.here, self.middle(line)
        e = [(y - x) / self.step for x, y in zip(line[0], line[1], strict=True)]
        beta, moves = self._weights(nodes, points, self.middle(answers)), self.beside(line)
        grown: dict[int, list[Interval]] = {}
        for n, axis in enumerate(self.others(line)):
            part = slice(n * self.k, n * self.k + self.k)
            moved = self._weights(nodes, moves[part], beside[part])
            grown[axis] = [self._positive(x / y) for x, y in zip(moved, beta, strict=True)]
        rows = []
        for j, z in enumerate(nodes.true):
            c = {axis: here.log(factor[j]) for axis, factor in grown.items()}
            c[own(line)] = (here.log(z) - sum(at(here, e[i]) * c[i] for i in c)) / at(here, e[own(line)])
            power = sum((c[i] ** 2 - 2 * c[i] * at(here, points[0][i]) for i in c), here.mpf(0)) * at(here, self.g)
            rows.append([*(c[i] for i in range(self.d)), beta[j] * here.exp(power)])
        return rows

    def _weights(self, nodes: Nodes, points: Sequence[Point], answers: Answers) -> list[Interval]:
        found = sums.weights(nodes, self._exponentials(nodes.here, points, answers))
        if found is None:
            raise self.too_few()
        return found

    def _positive(self, factor: Interval) -> Interval:
        low, high = ends(factor)
        if high <= 0:
            raise Inconsistent(
                f"beside the line an exponential changes its sign, which that of no centre does: the answers are of more than"
                f" {self.k} centres, or of another kernel than exp(-g |x - y|**2) with g = {self.g}"
            )
        if low <= 0:
            raise self.too_few()
        return factor

    def fresh(self, number: int, seed: int) -> Points:
        """Points of the cube [-1, 1]^d, drawn from a grid of 2**-10."""
        drawn = np.random.default_rng([seed, self.d, 1]).integers(-1024, 1025, (number, self.d)).tolist()
        return tuple(tuple(Fraction(x, 1024) for x in point) for point in drawn)

    def unresolved(self, tried: Sequence[tuple[Points, Answers]]) -> BadArgument | Inconsistent:
        """The error for lines none of which showed k nodes: fewer centres, if those explain all answers, or too few digits."""
        told = [self._fewer(line, said) for line, said in tried]
        if not all(told):
            return self.too_few()
        return Inconsistent(
            f"to {self.digits} digits the answers are those of {max(told)} exponentials: the target has fewer than {self.k}"
            f" centres, or the same twice, which is one.  Ask for k = {max(told)}; if it does have {self.k}, for more digits"
        )

    def too_few(self, radius: Fraction | None = None) -> BadArgument:
        """The error for answers that are too coarse, with how many digits are needed."""
        says = f"answers with too few digits for Prony: {self.digits} digits"
        if radius is None:
            more = max(3 * self.digits // 2, 4 * self.k + length(1 / self.tol)) + 1
            return BadArgument(
                f"{says} do not tell {self.k} centres apart along the line; try digits = {more}.  If no number of digits does,"
                f" the answers are not of {self.k} centres with the kernel exp(-g |x - y|**2), g = {self.g}"
            )
        more = self.digits + length(radius / self.tol) + 1
        return BadArgument(
            f"{says} leave a centre or weight {float(radius):.1g} uncertain, where tol is {float(self.tol):.1g}; about {more}"
            " digits are needed"
        )


def own(line: Points) -> int:
    """The axis along which the line goes furthest."""
    steps = [abs(y - x) for x, y in zip(line[0], line[1], strict=True)]
    return steps.index(max(steps))


def length(x: Fraction) -> int:
    """How many digits there are to x, for x > 0: about its logarithm to base 10, rounded up."""
    return next(n for n in range(10**6) if Fraction(10) ** n >= x)
