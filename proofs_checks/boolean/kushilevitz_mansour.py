"""Trees that ask parities: coarse coefficients, tests of buckets that may stop at any time, and what every learner needs."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, everywhere, zero
from qlearn.concepts.boolean_tree_classes import BooleanTrees
from qlearn.concepts.fourier import transformed
from qlearn.concepts.masks import points_of
from qlearn.evidence.exhaust import every_concept
from qlearn.learners.boolean.kushilevitz_mansour import needed, samples

NAME = "boolean.kushilevitz_mansour"
PARITY_TREES = BooleanTrees(parities=True)


@lemma(
    NAME,
    "The coefficients of a tree of depth d >= 1 that asks parities are multiples of 2**(1 - d).",
    method="exhaustion: all trees",
    scope="n = 3, d <= 2",
    sharper="of 2**(2 - d)",
)
def coarse(sharper: bool) -> bool:
    def claim(d: int) -> bool:
        trees = every_concept(PARITY_TREES, {"n": 3, "d": d})
        sums = (transformed(3, tree(points_of(range(8), 3))) for tree in trees)
        return all(found.places <= max(0, d - (2 if sharper else 1)) and found.boolean for found in sums)

    return claim(1) and claim(2)


@lemma(
    NAME,
    "The squares of the coefficients that agree with a mask on the first j variables sum to the mean of the product of two"
    " labels, with the sign of the mask's parity, over points that differ in these variables only.",
    method="exhaustion: all functions, all masks",
    scope="n = 3",
    sharper="over points that may differ in one variable more",
)
def mean_of_products(sharper: bool) -> bool:
    signs = np.array([[(-1) ** (x & mask).bit_count() for mask in range(8)] for x in range(8)])
    pairs = np.arange(8)[:, None] ^ np.arange(8)

    def claim(values: tuple[int, ...], j: int) -> bool:
        f = np.array(values)
        squares, shifts = (f @ signs) ** 2, range(1 << j + (1 if sharper else 0))
        means = [f @ f[pairs[:, shift]] for shift in shifts]
        return all(
            sum(int(squares[mask]) for mask in range(8) if mask % (1 << j) == bucket) * len(shifts)
            == 8 * sum(int(mean) * int(signs[shift, bucket]) for mean, shift in zip(means, shifts, strict=True))
            for bucket in range(1 << j)
        )

    return all(claim(values, j) for values in product((1, -1), repeat=8) for j in (0, 1, 2))


@lemma(
    NAME,
    "With w the least weight and X = 1, -1 of mean mu, E[1 + w X] = 1 for mu = 0, and 1 - E[1/(1 + w X)] ="
    " w (mu - w)/(1 - w**2): no less than 0 for mu >= w.  So both ratios stay below 1/share with probability 1 - share.",
    method="identity: the two means",
    scope=ALL,
    sharper="for mu >= w/2 already",
)
def likelihoods(sharper: bool) -> bool:
    w, mu = sp.symbols("w mu", positive=True)

    def mean(up: sp.Expr, down: sp.Expr) -> sp.Expr:
        return (1 + mu) / 2 * up + (1 - mu) / 2 * down

    under_none = mean(1 + w, 1 - w).subs(mu, 0) - 1
    under_some = 1 - mean(1 / (1 + w), 1 / (1 - w)) - w * (mu - w / (2 if sharper else 1)) / (1 - w**2)
    return zero(under_none) and zero(under_some)


@lemma(
    NAME,
    "After m = ceil(8 16**(d - 1) ln(4**d n/delta)) samples the mean is on the wrong side of 4**(1 - d)/2 with probability at"
    " most delta/(4**d n).",
    method="exhaustion: binomial tails in integers",
    scope="d <= 2, n = 1, 8 and 60, delta = 1/4 and 1/10",
    sharper="after an eighth of them",
)
def last_resort(sharper: bool) -> bool:
    def claim(d: int, n: int, delta: Fraction) -> bool:
        m = int(samples(n, d, delta)) // (8 if sharper else 1)
        share = delta / (4**d * n)
        # ups u of m: the mean (2 u - m)/m is below 4**(1 - d)/2; and, of an empty bucket, not below
        below = [u for u in range(m + 1) if 2 * (2 * u - m) * 4 ** (d - 1) < m]
        some = sum(comb(m, u) * (4 ** (d - 1) + 1) ** u * (4 ** (d - 1) - 1) ** (m - u) for u in below)
        none = 2**m - sum(comb(m, u) for u in below)
        return bool(max(Fraction(some, (2 * 4 ** (d - 1)) ** m), Fraction(none, 2**m)) <= share)

    return everywhere(claim, (1, 2), (1, 8, 60), (Fraction(1, 4), Fraction(1, 10)))


@lemma(
    NAME,
    "Two errors of probability delta/(4**d n) in each of 2 n 4**(d - 1) tests add up to delta.",
    method="identity: in n, d and delta",
    scope=ALL,
    sharper="three errors",
)
def risks(sharper: bool) -> bool:
    n, d, delta = sp.symbols("n d delta", positive=True)
    return zero(sp.powsimp((3 if sharper else 2) * 2 * n * 4 ** (d - 1) * delta / (4**d * n)) - delta)


@lemma(
    NAME,
    "There are 2**(2**(d - 1) (n - d + 2)) trees of depth d that ask parities, or more.",
    method="exhaustion: all trees",
    scope="n <= 3, d <= min(n, 2)",
    sharper="more than twice as many",
)
def many(sharper: bool) -> bool:
    sizes = ((1, 1), (2, 1), (2, 2), (3, 1), (3, 2))
    counts = ((len(every_concept(PARITY_TREES, {"n": n, "d": d})), needed(n, d)) for n, d in sizes)
    return all(count >= 2 ** (least + (1 if sharper else 0)) for count, least in counts)


@lemma(
    NAME,
    "In the exact game, by one seed, the bound is never exceeded, and met where all points are asked.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 2, and n = 6 with d = 1",
    sharper="it is never met",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
