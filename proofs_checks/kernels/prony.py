"""Gaussian networks by Prony's method: the exponential sum, its Hankel matrices, and what encloses nodes and weights."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.coq import REALS, coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, everywhere, zero
from qlearn.geometry.dominance import Pencil
from qlearn.intervals import at, context

NAME = "kernels.prony"
HERE = context(30)


@lemma(
    NAME,
    "At x = x0 + t v, a exp(-g |x - c|**2) exp(g |x|**2) is b z**t with z = exp(2g c.v) and b = a exp(2g c.x0 - g |c|**2).",
    method="identity: of the exponents, in each coordinate",
    scope=ALL,
    sharper="z = exp(g c.v)",
)
def exponential(sharper: bool) -> bool:
    x0, v, c, g, t = sp.symbols("x0 v c g t")
    x = x0 + t * v
    return zero(-g * (x - c) ** 2 + g * x**2 - (2 * g * c * x0 - g * c**2 + (1 if sharper else 2) * g * c * v * t))


@lemma(
    NAME,
    "Moved by 1/(2g) along an axis, the factor b grows by exp(c_i), and a is b exp(g |c|**2 - 2g c.x0).",
    method="identity: of the exponents",
    scope=ALL,
    sharper="moved by 1/g",
)
def moved(sharper: bool) -> bool:
    x0, c, g = sp.symbols("x0 c g", nonzero=True)
    exponent = 2 * g * c * x0 - g * c**2
    step = 1 / g if sharper else 1 / (2 * g)
    return zero(exponent.subs(x0, x0 + step) - exponent - c) and zero(exponent + g * c**2 - 2 * g * c * x0)


def _hankel(k: int, later: int) -> tuple[sp.Matrix, list[sp.Symbol], list[sp.Symbol]]:
    z, beta = list(sp.symbols(f"z1:{k + 1}")), list(sp.symbols(f"beta1:{k + 1}"))
    y = [sum(b * x**t for b, x in zip(beta, z, strict=True)) for t in range(2 * k)]
    return sp.Matrix(k, k, lambda i, j: y[i + j + later]), z, beta


@lemma(
    NAME,
    "The Hankel matrix H of 2k - 1 values has the determinant beta_1...beta_k times the product of all (z_i - z_j)**2, i < j.",
    method="identity: of polynomials",
    scope="k <= 3",
    sharper="without the squares",
)
def invertible(sharper: bool) -> bool:
    def claim(k: int) -> bool:
        H, z, beta = _hankel(k, 0)
        apart = sp.prod((u - v) ** (1 if sharper else 2) for u, v in itertools.combinations(z, 2))
        return zero(H.det(method="berkowitz") - sp.prod(beta) * apart)

    return everywhere(claim, (1, 2, 3))


@lemma(
    NAME,
    "det(H' - x H) = det(H) (z_1 - x)...(z_k - x), H' the Hankel matrix a step later: its roots are the nodes.",
    method="identity: of polynomials",
    scope="k <= 2, and three nodes in numbers",
    sharper="the roots are the nodes' inverses",
)
def nodes(sharper: bool) -> bool:
    x = sp.Symbol("x")

    def claim(k: int) -> bool:
        (H, z, beta), (later, _, _) = _hankel(k, 0), _hankel(k, 1)
        at_numbers = dict(zip([*z, *beta], (2, 5, sp.Rational(1, 3), 1, -2, 7), strict=True)) if k > 2 else {}
        roots = [1 / u if sharper else u for u in z]
        difference = (later - x * H).det(method="berkowitz") - H.det(method="berkowitz") * sp.prod(u - x for u in roots)
        return zero(difference.subs(at_numbers))

    return everywhere(claim, (1, 2, 3))


@lemma(
    NAME,
    "A matrix whose every diagonal entry outweighs the rest of its row has a determinant of the sign of their product.",
    method="exhaustion: of integer matrices, by the learner's own signs",
    scope="2 x 2 with entries from -3 to 3, symmetric 3 x 3 with entries from -2 to 2 off the diagonal of 1, -3 and 5",
    sharper="one that is as large will do",
)
def dominant(sharper: bool) -> bool:
    def claim(rows: list[list[int]]) -> bool:
        k = len(rows)
        exact = [[at(HERE, Fraction(c)) for c in row] for row in rows]
        zeros = [[at(HERE, Fraction(int(i == j))) for j in range(k)] for i in range(k)]
        if sharper:
            weighs = all(abs(row[i]) >= sum(map(abs, row)) - abs(row[i]) for i, row in enumerate(rows))
            signs = [int(np.sign(row[i])) for i, row in enumerate(rows)] if weighs else [0]
        else:
            signs = [Pencil.of(zeros, exact).sign(j, Fraction(0)) for j in range(k)]
        if not all(signs):
            return True
        return bool(sp.sign(sp.Matrix(rows).det()) == np.prod(signs))

    two = everywhere(lambda a, b, c, e: claim([[a, b], [c, e]]), *[range(-3, 4)] * 4)
    return two and everywhere(lambda a, b, c: claim([[1, a, b], [a, -3, c], [b, c, 5]]), *[range(-2, 3)] * 3)


enclosed = coq(
    NAME,
    "k changes of sign in k intervals that do not meet: they hold every root of a polynomial of degree k.",
    theorem="kernels.real_roots.enclosed",
    refuted="kernels.real_roots.with_one_change_fewer_a_root_is_missed",
    sharper="k - 1 changes will do",
    axioms=REALS,
)


@lemma(
    NAME,
    "With q = M beta and sum_l |M - 1|_jl |q_l| <= eps |q_j| for all j, eps < 1: |beta_j - q_j| <= eps/(1 - eps) |q_j|, for"
    " with u the largest |beta_l|/|q_l|, |beta_j - q_j| = |sum_l (M - 1)_jl beta_l| <= u eps |q_j| and so u <= 1 + u eps.",
    method="identity: and M = 1 - eps, which attains it",
    scope=ALL,
    sharper="at most eps |q_j|",
)
def weights(sharper: bool) -> bool:
    eps, u, q = sp.symbols("eps u q", positive=True)
    most = sp.solve(sp.Eq(u, 1 + u * eps), u)[0]  # the largest u with u <= 1 + u eps, as eps < 1
    limit = eps * q if sharper else eps / (1 - eps) * q
    worst = q / (1 - eps) - q  # beta - q where M is the one number 1 - eps
    return zero(most * eps * q - eps / (1 - eps) * q) and zero(worst - limit)


asked = coq(
    NAME,
    "Exactly k(d + 1) + checks values are asked, whatever the answers.",
    theorem="kernels.prony.run_bound",
)
formula = tied(NAME, "kernels.prony.bound", d=range(1, 8), k=range(1, 8), checks=(0, 1, 5))
undetermined = coq(
    NAME,
    "Fewer points than k leave weights, not all 0, whose network with known centres is 0 at all of them: a row for each point,"
    " the bumps' values in it.",
    theorem="linear.kernel.kernel",
    refuted="linear.kernel.axes_leave_only_zero",
    sharper="k points leave one, too",
)


@lemma(
    NAME,
    "To a vector of weights a without a zero any multiple t v can be added, and none of them becomes 0 but for at most k"
    " numbers t: so two networks with k centres, as far apart as one likes, have the same answers.",
    method="exhaustion: of small vectors",
    scope="k <= 3, entries from -2 to 2, t from -2 to 2",
    sharper="but for at most k - 1 numbers t",
)
def another(sharper: bool) -> bool:
    def claim(k: int) -> bool:
        entries = [Fraction(n) for n in range(-2, 3)]
        times = [Fraction(n, 2) for n in range(-4, 5)]
        pairs = itertools.product(itertools.product([e for e in entries if e], repeat=k), itertools.product(entries, repeat=k))
        spoilt = (sum(any(x + t * y == 0 for x, y in zip(a, v, strict=True)) for t in times) for a, v in pairs)
        return max(spoilt) <= k - (1 if sharper else 0)

    return everywhere(claim, (1, 2, 3))


@lemma(
    NAME,
    "On all networks with centres at corners of the unit cube and weights 1 and -1 it asks as often as it says, and centres and"
    " weights are within tol.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 2, k <= 2",
    sharper="fewer values",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
