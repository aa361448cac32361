"""Affine functions from values: the corners of a simplex determine them, and d points do not."""

from __future__ import annotations

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bounds_meet, everywhere, zero
from qlearn import find

NAME = "linear.equation_solving"


def simplex(d: int, flat: bool = False) -> sp.Matrix:
    """The rows (x, 1) of the corners c, c + h_i e_i, symbolic; flat: the last step is 0."""
    c, h = sp.symbols(f"c1:{d + 1}"), list(sp.symbols(f"h1:{d + 1}", positive=True))
    if flat:
        h[-1] = 0
    return sp.Matrix([[*c, 1], *([*(c[j] + (h[i] if i == j else 0) for j in range(d)), 1] for i in range(d))])


@lemma(
    NAME,
    "The rows (x, 1) of the corners have determinant +-h_1 ... h_d, which is not 0: the answers determine (w, b).",
    method="identity: symbolic determinant",
    scope="d <= 5",
    sharper="even if one step is 0",
)
def determined(sharper: bool) -> bool:
    def claim(d: int) -> bool:
        det = sp.expand(simplex(d, sharper).det())
        return det != 0 and zero(det**2 - sp.prod(sp.symbols(f"h1:{d + 1}", positive=True)) ** 2)

    return everywhere(claim, range(1, 6))


@lemma(
    NAME,
    "One step along axis i changes f by w_i h_i, the other coordinates' share S cancelling.",
    method="identity: the stepped coordinate and the rest",
    scope=ALL,
    sharper="a step that also moves the rest",
)
def solved(sharper: bool) -> bool:
    w, c, h, S, b, moved = sp.symbols("w c h S b moved")
    after = w * (c + h) + S + b + (moved if sharper else 0)
    return zero(after - (w * c + S + b) - w * h)


@lemma(
    NAME,
    "The rows (x, 1) of m points have rank m at most, so d of them leave a kernel in the d + 1 unknowns: two functions agree.",
    method="identity: symbolic rank of points in general position",
    scope="d <= 4",
    sharper="d + 1 points leave a kernel too",
)
def undetermined(sharper: bool) -> bool:
    lower = find(NAME).theorem.lower
    assert lower is not None

    def claim(d: int) -> bool:
        points = lower.bound.at(d=d) - (0 if sharper else 1)
        rows = sp.Matrix(points, d, lambda i, j: sp.Symbol(f"x{i}_{j}")).row_join(sp.ones(points, 1))
        return bool(rows.rank() < d + 1)

    return everywhere(claim, range(1, 5))


@lemma(
    NAME,
    "Upper and lower bound are the same formula.",
    method="identity",
    scope=ALL,
    sharper="the lower bound plus one",
)
def met(sharper: bool) -> bool:
    return bounds_meet(NAME, sharper)


@lemma(
    NAME,
    "If each answer is off by at most rho, a slope (f(c + h e) - f(c))/h is off by (e1 - e0)/h, at most 2 rho/h.",
    method="identity: and the corner e1 = -e0 = rho",
    scope=ALL,
    sharper="at most 1.98 rho/h",
)
def stable(sharper: bool) -> bool:
    w, h, f, e0, e1, rho = sp.symbols("w h f e0 e1 rho", positive=True)
    error = ((f + w * h + e1) - (f + e0)) / h - w
    limit = (sp.Rational(198, 100) if sharper else 2) * rho / h
    worst = error.subs({e1: rho, e0: -rho})
    return zero(error - (e1 - e0) / h) and bool(sp.simplify((limit - worst) * h / rho) >= 0)


@lemma(
    NAME,
    "On all weights -1, 0, 1 the learner asks d + 1 values and returns the target bit for bit.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 3, weights -1, 0, 1",
    sharper="fewer than d + 1 values",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
