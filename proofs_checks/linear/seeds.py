"""A search for a second label: pairs opposite each other, and what it means that none was found."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from qlearn.geometry.pairs import in_pairs

NAME = "linear.seeds"


@lemma(
    NAME,
    "The values of w.x + b at c + u and c - u have their value at c as mean: a half-space without c holds at most one of them.",
    method="identity: polynomial, in two coordinates",
    scope=ALL,
    sharper="their value at c + u/8 as mean",
)
def opposite(sharper: bool) -> bool:
    w, c, u, b = sp.symbols("w:2"), sp.symbols("c:2"), sp.symbols("u:2"), sp.Symbol("b")
    shift = sp.Rational(1, 8) if sharper else 0

    def value(t: sp.Expr) -> sp.Expr:
        return sum(w[i] * (c[i] + t * u[i]) for i in range(2)) + b

    return zero((value(1) + value(-1)) / 2 - value(shift))


@lemma(
    NAME,
    "(1 - beta)**2 - (1 - 2 beta) = beta**2: two draws that exclude each other miss a label of share beta with at most the"
    " probability of two independent ones.",
    method="identity: polynomial",
    scope=ALL,
    sharper="at most (1 - 5/4 beta)**2",
)
def excluding(sharper: bool) -> bool:
    beta = sp.Symbol("beta", positive=True)
    rate = sp.Rational(5, 4) if sharper else 1
    gain = sp.expand((1 - rate * beta) ** 2 - (1 - 2 * beta))
    return bool(gain.subs(beta, sp.Rational(1, 10)) >= 0) and (sharper or zero(gain - beta**2))


@lemma(
    NAME,
    "m independent draws, with no label known before, are all alike with probability beta**m + (1 - beta)**m; with one known,"
    " the rarer is missed with (1 - beta)**m.",
    method="exhaustion: every outcome of the draws",
    scope="m <= 8, beta = 1/20, ..., 1/2",
    sharper="(1 - beta)**m, none being known",
)
def alike(sharper: bool) -> bool:
    def claim(m: int, twentieths: int) -> bool:
        beta = Fraction(twentieths, 20)
        outcomes = itertools.product((True, False), repeat=m)
        same = sum((beta ** sum(o) * (1 - beta) ** (m - sum(o)) for o in outcomes if len(set(o)) == 1), Fraction(0))
        return same == (1 - beta) ** m + (0 if sharper else beta**m)

    return everywhere(claim, range(1, 9), range(1, 11))


@lemma(
    NAME,
    "Every corner is asked, in its pair, before any comes twice; every other pair is a draw and its opposite.",
    method="exhaustion: the real search",
    scope="d <= 6, three seeds",
    sharper="by half as many points",
)
def corners(sharper: bool) -> bool:
    def claim(d: int, seed: int) -> bool:
        low, high = np.arange(d, dtype=np.float64) - 3, np.linspace(-1.0, 8.0, d)
        most = 2 ** (d + 1) // (2 if sharper else 1)
        points = list(itertools.islice(in_pairs(low, high, seed), most))
        found = [tuple(x.tolist()) for x, drawn in points if not drawn]
        pairs = all(np.allclose(x + y, low + high) for (x, _), (y, _) in zip(points[::2], points[1::2], strict=True))
        return pairs and len(found) == len(set(found)) == 2**d

    return everywhere(claim, range(1, 7), range(3))
