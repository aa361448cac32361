"""Mixtures of few coordinates from counterexamples alone: an entropy that falls, and exponentials that may be rounded."""

from __future__ import annotations

import itertools
from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from proofs_checks.posed import Goal
from qlearn.concepts.mixtures import binary

NAME, SIGNED = "linear.normalised_winnow", "linear.signed_winnow"
SIZES = [(n, Fraction(X), Fraction(g)) for n in (2, 3, 10, 1000) for X, g in (("1", "1"), ("3", "2/3"), ("1/2", "1/7"))]


def _shattered(n: int, k: int, values: tuple[int, ...], signed: bool, one_more: bool) -> bool:
    """Whether one coordinate a block, weighted by any of the values, has all labels at the points."""
    points, size = binary(n, k, signed), n // k
    if one_more:
        points = (*points, tuple(1 if i < size else 0 for i in range(n)) if not signed else points[0])
    seen = set()
    for chosen in itertools.product(itertools.product(range(size), values), repeat=k):
        w = [0] * n
        for block, (i, value) in enumerate(chosen):
            w[block * size + i] = value
        seen.add(tuple(sum(a * b for a, b in zip(w, x, strict=True)) >= 0 for x in points))
    return len(seen) == 1 << len(points)


def _said(more: int) -> list[Goal]:
    """Python's numbers, and Coq's."""
    goals = []
    for n, X, g in SIZES:
        m = bound_of(NAME).at(n=n, X=X, g=g) - 1 + more
        reach, margin = (f"({r.numerator} / {r.denominator})" for r in (X, g))
        by = "unfold bound; f_equal; apply perceptron.floor_is; as_integers; split; interval with (i_prec 60)"
        goals.append((f"(bound {n} {reach} {margin} = {m} + 1)%nat", by))
    return goals


growth = coq(
    NAME,
    "If w_i >= 0 sum to 1, |x_i| <= X and |w.x| >= g on the domain, there are at most 2 ln(n) (X/g)**2 counterexamples: for"
    " exact exponentials.",
    theorem="linear.normalised_winnow.counterexamples",
    refuted="linear.normalised_winnow.one_counterexample",
    sharper="none",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "In every run there are at most floor(2 ln(n) (X/g)**2) + 1 equivalence queries.",
    theorem="linear.normalised_winnow.run_bound",
    refuted="linear.normalised_winnow.one_counterexample",
    sharper="at most 1 query",
    axioms=REALS,
)


@lemma(
    NAME,
    "If weights are off by a share e of their sum, the entropy falls by eta (g - e X) - (eta X)**2/2 = (g/X)**2/2 (1 - 2 e X/g)"
    " at least, eta = g/X**2: the count is that of exact ones, divided by 1 - 2 e X/g.",
    method="identity",
    scope=ALL,
    sharper="divided by 1 - e X/g",
)
def rounded(sharper: bool) -> bool:
    X, g, e = sp.symbols("X g e", positive=True)
    eta = g / X**2
    fall = eta * (g - e * X) - (eta * X) ** 2 / 2
    return zero(fall - (g / X) ** 2 / 2 * (1 - (1 if sharper else 2) * e * X / g))


@lemma(
    NAME,
    "A mixture of one coordinate of each of k blocks has any labels at the k floor(lg(n/k)) points of the lower bound.",
    method="exhaustion: every choice of coordinates",
    scope="n <= 9, k <= 3, k <= n",
    sharper="and at one point more",
)
def free(sharper: bool) -> bool:
    return everywhere(lambda n, k: k > n or _shattered(n, k, (1,), False, sharper), range(1, 10), range(1, 4))


formula = tied_goals(
    NAME,
    "linear.normalised_winnow",
    lambda: _said(0),
    lambda: _said(1),
    scope="n in 2, 3, 10, 1000, (X, g) in (1, 1), (3, 2/3), (1/2, 1/7)",
)


@lemma(
    SIGNED,
    "w.x is the mixture max(w_i, 0), max(-w_i, 0) at (x, -x), and the mixture's weights sum to |w|_1.",
    method="exhaustion",
    scope="w and x of two integers -3..3",
    sharper="and they sum to |w_1 + w_2|",
)
def doubled(sharper: bool) -> bool:
    def claim(a: int, b: int, x: int, y: int) -> bool:
        weights = [max(a, 0), max(b, 0), max(-a, 0), max(-b, 0)]
        same = a * x + b * y == sum(w * t for w, t in zip(weights, (x, y, -x, -y), strict=True))
        return same and sum(weights) == (abs(a + b) if sharper else abs(a) + abs(b))

    return everywhere(claim, *[range(-3, 4)] * 4)


@lemma(
    SIGNED,
    "Its bound is that of normalised_winnow for 2 n coordinates.",
    method="exhaustion: both theorems' own formulas",
    scope="n <= 8, X <= 3, g in 1, 1/2, 2/7",
    sharper="for 2 n - 1 coordinates",
)
def at_twice_n(sharper: bool) -> bool:
    def claim(n: int, X: int, g: Fraction) -> bool:
        return bound_of(SIGNED).at(n=n, X=X, g=g) == bound_of(NAME).at(n=2 * n - sharper, X=X, g=g)

    return everywhere(claim, range(1, 9), range(1, 4), (Fraction(1), Fraction(1, 2), Fraction(2, 7)))


@lemma(
    SIGNED,
    "One coordinate of each of k blocks with a sign has any labels at the k (floor(lg(n/k)) + 1) points of the lower bound.",
    method="exhaustion: every choice of coordinates and signs",
    scope="n <= 8, k <= 3, k <= n",
    sharper="without signs",
)
def free_with_signs(sharper: bool) -> bool:
    values = (1,) if sharper else (1, -1)
    return everywhere(lambda n, k: k > n or _shattered(n, k, values, True, False), range(1, 9), range(1, 4))


@lemma(
    SIGNED,
    "In the exact game the learner stays within its bound, and meets it for one coordinate.",
    method="exhaustion: the real learner in the exact game",
    scope="four domains of 1 to 4 points",
    sharper="one query fewer on every domain",
)
def played(sharper: bool) -> bool:
    return attained(SIGNED, sharper)
