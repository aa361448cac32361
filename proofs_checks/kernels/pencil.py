"""Gaussian networks from floats: the pencil's quotients, the projection's derivative, and what the fresh values say."""

from __future__ import annotations

import itertools
from fractions import Fraction

import sympy as sp

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere, zero
from qlearn.learners.kernels.pencil import FAR

NAME = "kernels.pencil"

asked = coq(
    NAME,
    "Exactly 3k(d + 1) + 8kd + 1 + checks values are asked, whatever the answers.",
    theorem="kernels.prony.pencil_bound",
)
formula = tied(NAME, "kernels.prony.pencil_count", d=range(1, 6), k=range(1, 6), checks=(1, 2, 8))
undetermined = coq(
    NAME,
    "k points leave weights and an intercept, not all 0, whose network with known centres is 0 at all of them: a row for each"
    " point, the k bumps' values and a 1 in it.",
    theorem="linear.kernel.kernel",
    refuted="linear.kernel.axes_leave_only_zero",
    sharper="k + 1 points leave one, too",
)


@lemma(
    NAME,
    "At the far point every bump with a centre in [-1, 1]^d is below 2**-1075, half the least float: f is b there.",
    method="identity: of exact numbers",
    scope="all k, d and g",
    sharper="below 2**-1132",
)
def far(sharper: bool) -> bool:
    exponent = sp.Integer(int(FAR)) ** 2  # each coordinate is FAR/sqrt(g) beyond the cube, so g |x - c|**2 is at least this
    return int(FAR) == FAR and bool(exponent > (1132 if sharper else 1075) * sp.log(2))


@lemma(
    NAME,
    "With V_tj = z_j**t and D the weights on the diagonal, H = V D V' and H' = V D Z V': on the space where H has rank k their"
    " quotients are the nodes, whatever rows and columns are scaled by.",
    method="identity: of polynomials",
    scope="k = 1 and 2, windows of k and k + 1 values",
    sharper="with H' a step later still",
)
def quotients(sharper: bool) -> bool:
    def claim(k: int, width: int) -> bool:
        z, beta = list(sp.symbols(f"z1:{k + 1}")), list(sp.symbols(f"beta1:{k + 1}"))
        y = [sum(b * u**t for b, u in zip(beta, z, strict=True)) for t in range(2 * width + 2)]
        V, D, Z = sp.Matrix(width, k, lambda i, j: z[j] ** i), sp.diag(*beta), sp.diag(*z)
        H = sp.Matrix(width, width, lambda i, j: y[i + j])
        later = sp.Matrix(width, width, lambda i, j: y[i + j + (2 if sharper else 1)])
        return (H - V * D * V.T).expand().is_zero_matrix and bool((later - V * D * Z * V.T).expand().is_zero_matrix)

    return all(claim(k, width) for k in (1, 2) for width in (k, k + 1))


@lemma(
    NAME,
    "Of a column phi(c) the values' remainder r = y - phi (phi.y)/(phi.phi) is orthogonal to phi, and its derivative by c is"
    " -(1 - P) phi' a - phi/(phi.phi) (phi'.r), P the projection onto phi and a = (phi.y)/(phi.phi).",
    method="identity: of rational functions",
    scope="one column, three values",
    sharper="without the second term",
)
def projection(sharper: bool) -> bool:
    c = sp.Symbol("c")
    y = sp.Matrix(sp.symbols("y1:4"))
    phi = sp.Matrix([sp.Function(f"phi{i}")(c) for i in range(3)])
    slope, square = phi.diff(c), phi.dot(phi)
    a = phi.dot(y) / square
    r = y - phi * a
    told = -(slope - phi * phi.dot(slope) / square) * a
    if not sharper:
        told -= phi * (slope.dot(r) / square)
    same = (sp.together(entry) for entry in r.diff(c) - told)
    return zero(sp.together(phi.dot(r))) and all(zero(sp.numer(entry)) for entry in same)


@lemma(
    NAME,
    "If the result is off by more than tol on a share beta of the law of the fresh points, all of them miss that with"
    " probability (1 - beta)**checks.",
    method="exhaustion: of all draws from a small set",
    scope="sets of at most 4 points, at most 4 checks",
    sharper="with probability (1 - beta)**(checks + 1)",
)
def missed(sharper: bool) -> bool:
    def claim(points: int, wrong: int, checks: int) -> bool:
        if wrong > points:
            return True
        draws = list(itertools.product(range(points), repeat=checks))
        unseen = Fraction(sum(min(draw) >= wrong for draw in draws), len(draws))
        return unseen == (1 - Fraction(wrong, points)) ** (checks + (1 if sharper else 0))

    return everywhere(claim, range(1, 5), range(5), range(1, 5))


@lemma(
    NAME,
    "On all networks with centres at corners of the unit cube, weights 1 and -1 and the intercept 1/2 it asks as often as it"
    " says, and is within tol at the fresh points.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 2, k <= 2",
    sharper="fewer values",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
