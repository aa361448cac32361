"""The perceptron among a kernel's features: Novikoff's bound holds there, and the axes of the inputs show that it is met."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial, prod

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn import find, run, teachers
from qlearn.concepts.kernel_margins import MarginKernelSum, Rows, kernel, margin_square
from qlearn.concepts.margin_half_spaces import axes, corners, root_above, root_below
from qlearn.geometry.monomials import exponents

NAME = "kernels.perceptron"
Term = tuple[int, tuple[int, ...]]  # a weight and a point

squared_ratio = coq(
    NAME,
    "Where the points are features phi(x), of length R at most, and a unit vector f has |f.phi(x)| >= g there, the perceptron"
    " meets at most (R/g)**2 counterexamples, whatever the dimension of the features.",
    theorem="linear.perceptron.novikoff",
    refuted="linear.perceptron.novikoff_is_met",
    sharper="less than (R/g)**2",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "So in every run at most floor((R/g)**2) + 1 equivalence queries are asked.",
    theorem="linear.perceptron.run_bound",
    refuted="linear.perceptron.every_learner_is_forced",
    sharper="at most floor((R/g)**2) queries",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "On k orthogonal features of length R every learner needs k + 1 queries, k <= (R/g)**2.",
    theorem="linear.perceptron.every_learner_in_d_dimensions",
    refuted="linear.perceptron.run_bound",
    sharper="floor((R/g)**2) + 2 queries",
    axioms=REALS,
)


@lemma(
    NAME,
    "(x.z)**p is phi(x).phi(z), phi the monomials x**e of degree p times the roots of their multinomials p!/e!.",
    method="identity: of polynomials",
    scope="d <= 4, p <= 4",
    sharper="without the multinomials",
)
def features_of_the_kernel(sharper: bool) -> bool:
    def claim(d: int, p: int) -> bool:
        x, z = sp.symbols(f"x0:{d}"), sp.symbols(f"z0:{d}")
        which = [e for e in exponents(d, p).tolist() if sum(e) == p]
        total = sum(
            (1 if sharper and d * p > 1 else factorial(p) // prod(map(factorial, e)))
            * prod((a * b) ** k for a, b, k in zip(x, z, e, strict=True))
            for e in which
        )
        return zero(kernel(x, z, p) - total)

    return everywhere(claim, range(1, 5), range(1, 5))


@lemma(
    NAME,
    "At the points r e_i features are orthogonal, r**p long, and sum of +-x_i**p has the margin r**p/sqrt(d) there.",
    method="exhaustion: exact",
    scope="d <= 5, p <= 4, r <= 3, all signs",
    sharper="with one point r (e_1 + e_2) more",
)
def axes_are_orthogonal(sharper: bool) -> bool:
    def claim(d: int, p: int, r: int, signs: int) -> bool:
        points = axes(d, r)
        orthogonal = all(kernel(x, z, p) == (r ** (2 * p) if x == z else 0) for x in points for z in points)
        weights = tuple(1 if signs >> i & 1 else -1 for i in range(d))
        more = (tuple(a + b for a, b in zip(points[0], points[1], strict=True)),) if sharper and d > 1 else ()
        return orthogonal and margin_square(axes(d), weights, p, (*points, *more)) == Fraction(r ** (2 * p), d)

    return everywhere(claim, range(1, 6), range(1, 5), range(1, 4), range(8))


@lemma(
    NAME,
    "Bound and lower bound are those of linear.perceptron, which Coq has.",
    method="exhaustion",
    scope="d <= 5, R in 1, 3, 7/2, g in 1/3, 1/7, 1",
    sharper="one query fewer",
)
def same_formulas(sharper: bool) -> bool:
    mine, other = find(NAME).theorem, find("linear.perceptron").theorem
    assert mine.lower is not None
    assert other.lower is not None
    below, others = mine.lower.bound, other.lower.bound

    def claim(d: int, R: Fraction, g: Fraction) -> bool:
        same = below.at(d=d, R=R, g=g) == others.at(d=d, R=R, g=g)
        return same and bound_of(NAME).at(R=R, g=g) == bound_of("linear.perceptron").at(R=R, g=g) - (1 if sharper else 0)

    thirds = (Fraction(1, 3), Fraction(1, 7), Fraction(1))
    return everywhere(claim, range(1, 6), (Fraction(1), Fraction(3), Fraction(7, 2)), thirds)


@lemma(
    NAME,
    "In the exact game the learner meets its bound on the axes and stays within it elsewhere.",
    method="exhaustion: the real learner in the exact game",
    scope="four domains of 1 to 4 points, p = 2 and 3",
    sharper="one query fewer on every domain",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


@lemma(
    NAME,
    "In each run m counterexamples give m g |f| <= f.v and |v|**2 <= m R**2, and on the axes |v|**2 is that.",
    method="exhaustion: the real learner, in fractions",
    scope="d <= 3, p = 2, the axes and the corners (x, 1) of a cube, functions of two points",
    sharper="|v|**2 is below m R**2",
)
def both_sides(sharper: bool) -> bool:
    def claim(points: Rows, i: int, j: int) -> bool:
        weights = tuple((3 if k == i % len(points) else 1) - (2 if k == j % len(points) else 0) for k in range(len(points)))
        square = margin_square(points, weights, 2, points)
        if not square:
            return True
        R, g = root_above(Fraction(max(kernel(x, x, 2) for x in points))), root_below(square)
        target = MarginKernelSum(points, weights, 2, R, g, points)
        v = run(find(NAME)(d=len(points[0]), p=2, R=R, g=g), teachers.Honest(target, "longest")).hypothesis
        own, theirs = list(zip(v.weights, v.centres, strict=True)), list(zip(weights, points, strict=True))
        m, length = len(own), _inner(own, own)
        longest = length < m * R**2 if sharper and m else length <= m * R**2
        return bool(longest) and bool(m**2 * g**2 * _inner(theirs, theirs) <= _inner(own, theirs) ** 2)

    return everywhere(claim, [f(d) for f in (axes, corners) for d in (1, 2, 3)], range(8), range(8))


def _inner(one: Sequence[Term], other: Sequence[Term]) -> int:
    """The inner product of two sums of kernels."""
    return int(sum(a * b * kernel(x, z, 2) for a, x in one for b, z in other))
