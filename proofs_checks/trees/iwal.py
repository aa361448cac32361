"""Weighted errors of trees: each term's mean, how seldom a mean is far off, how many trees there are, and the coin."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from functools import cache

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from qlearn.axes import Axes
from qlearn.learners.trees.weighted_error import allowance, deviation, divergence, splits, trees_counted

NAME = "trees.iwal"
GRIDS = ((1, 1), (2, 1), (4, 1), (2, 2), (3, 2), (2, 3))
SHARES = tuple(Fraction(k, 16) for k in range(1, 16))
Function = tuple[int, ...]

unbiased = coq(
    NAME,
    "A loss bought with probability p that weighs 1/p has the mean of the loss, and so has `least` times it.",
    theorem="trees.weighted_error.mean_of_bought",
    refuted="trees.weighted_error.unweighted_is_less",
    sharper="it weighs 1",
    axioms=REALS,
)
in_range = coq(
    NAME,
    "Bought with probability p >= least, `least` times the weighted loss is between 0 and 1.",
    theorem="trees.weighted_error.within",
    refuted="trees.weighted_error.within_attained",
    sharper="always below 1",
    axioms=REALS,
)
seldom = coq(
    NAME,
    "If each term is in [0, 1] and has the mean b, whatever came before, n terms have a mean of a or more with probability at"
    " most (exp(-l a) (1 - b + b exp(l)))**n, for each l > 0.",
    theorem="trees.weighted_error.seldom_far",
    refuted="trees.weighted_error.coins_attain",
    sharper="less than b**n for a = 1, the limit for large l",
    axioms=REALS,
)
coin = coq(
    NAME,
    "With t = (sqrt(1 + 4 G) - 1)/2 and s = a/t**2, G = sqrt(a/s) + a/s.",
    theorem="trees.weighted_error.coin_solves",
    refuted="trees.weighted_error.printed_differs",
    sharper="the equation as printed, sqrt(s) in the place of s",
    axioms=REALS,
)


@lemma(
    NAME,
    "With exp(l) = a (1 - b)/(b (1 - a)), exp(-l a) (1 - b + b exp(l)) = exp(-kl(a, b)), and l > 0 if a > b.",
    method="identity: of the logarithm",
    scope=ALL,
    sharper="exp(-2 kl(a, b))",
)
def best_rate(sharper: bool) -> bool:
    a, b, c, e = sp.symbols("a b c e", positive=True)  # c = 1 - a, e = 1 - b
    times = 2 if sharper else 1
    rate = -a * sp.log(a * e / (b * c)) + sp.log(e / c)  # since 1 - b + b exp(l) = e + a e/c = e (c + a)/c
    plain = zero(e + b * (a * e / (b * c)) - e * (c + a) / c)
    kl = a * sp.log(a / b) + (1 - a) * sp.log(c / e)
    return plain and zero(sp.expand_log(rate + times * kl, force=True))


@lemma(
    NAME,
    "kl(a, b) - 2 (a - b)**2 has the value and the slope 0 at a = b, and its second derivative in a is"
    " (2 a - 1)**2/(a (1 - a)) >= 0.",
    method="identity: of the derivatives",
    scope=ALL,
    sharper="3 in the place of 2",
)
def above_a_parabola(sharper: bool) -> bool:
    a, b = sp.symbols("a b", positive=True)
    kl = a * sp.log(a / b) + (1 - a) * sp.log((1 - a) / (1 - b))
    over = kl - (3 if sharper else 2) * (a - b) ** 2
    flat = zero(over.subs(a, b)) and zero(sp.diff(over, a).subs(a, b))
    return flat and zero(sp.diff(over, a, 2) - (2 * a - 1) ** 2 / (a * (1 - a)))


@lemma(
    NAME,
    "kl, as the promise computes it, grows as b goes away from a: what stays below a limit is an interval.",
    method="exhaustion: the Python formula",
    scope="a and b in sixteenths",
    sharper="for all b",
)
def interval(sharper: bool) -> bool:
    def claim(a: Fraction, b: Fraction, c: Fraction) -> bool:
        ordered = a <= b < c or c < b <= a
        return not (ordered or sharper) or divergence(float(a), float(b)) < divergence(float(a), float(c))

    return everywhere(claim, SHARES, SHARES, SHARES)


@cache
def functions(low: Function, high: Function, leaves: int, classes: int) -> frozenset[Function]:
    """Every labelling of a box of places, row by row, that a tree of at most so many leaves is."""
    points = list(itertools.product(*(range(a, b + 1) for a, b in zip(low, high, strict=True))))
    found = {(k,) * len(points) for k in range(classes)}
    for i, one in itertools.product(range(len(low)), range(1, leaves)):
        for c in range(low[i], high[i]):
            below, above = (*high[:i], c, *high[i + 1 :]), (*low[:i], c + 1, *low[i + 1 :])
            parts = functions(low, below, one, classes), functions(above, high, leaves - one, classes)
            for left, right in itertools.product(*parts):
                labels = iter(left), iter(right)
                found.add(tuple(next(labels[x[i] > c]) for x in points))
    return frozenset(found)


@lemma(
    NAME,
    "Trees of at most L leaves are at most Catalan(L - 1) splits**(L - 1) K**L functions.",
    method="exhaustion: all trees",
    scope="grids of 1 to 3 features and up to 9 points, L = 1..4, K = 2, 3",
    sharper="one fewer",
)
def counted(sharper: bool) -> bool:
    def claim(grid: tuple[int, int], leaves: int, classes: int) -> bool:
        N, d = grid
        number = len(functions((0,) * d, (N - 1,) * d, leaves, classes))
        return number <= trees_counted(leaves, splits(Axes.grid(N, d)), classes) - sharper

    return everywhere(claim, GRIDS, range(1, 5), (2, 3))


@lemma(
    NAME,
    "At a limit of ln(2 |H|/delta)/n the two tails of all |H| trees have the probability 2 |H| exp(-n limit) = delta, and"
    " `deviation` is sqrt(limit/2)/least.",
    method="interval: the Python formula, in floats of 53 bits",
    scope="L = 1..4, K = 2, 3, n = 10, 1000, delta and least in sixteenths",
    sharper="|H| in the place of 2 |H|",
)
def both_tails(sharper: bool) -> bool:
    def claim(leaves: int, classes: int, n: int, delta: Fraction, least: Fraction) -> bool:
        sizes = {"leaves": leaves, "splits": 5, "classes": classes, "n": n, "delta": delta, "least": least}
        tails = (1 if sharper else 2) * trees_counted(leaves, 5, classes) * math.exp(-n * allowance(sizes))
        return math.isclose(tails, delta) and math.isclose(2 * (float(least) * deviation(sizes)) ** 2, allowance(sizes))

    return everywhere(claim, range(1, 5), (2, 3), (10, 1000), SHARES[::5], SHARES[::5])
