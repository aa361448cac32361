"""What one statistical query can exclude when it is answered with nothing."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero

NAME = "dimensions.statistical_queries"
JUST_BELOW = 1 - Fraction(1, 10**6)


@lemma(
    NAME,
    "k tau < sqrt(k + k (k - 1) g) says k (tau**2 - g) < 1 - g: the squares differ by k times the difference.",
    method="identity",
    scope=ALL,
    sharper="k (tau**2 - g) < 1 - 2 g",
)
def refuted_at_once(sharper: bool) -> bool:
    k, tau, g = sp.symbols("k tau g", positive=True)
    sides = k * (tau**2 - g) - (1 - (2 if sharper else 1) * g)
    return zero((k * tau) ** 2 - (k + k * (k - 1) * g) - k * sides)


@lemma(
    NAME,
    "A statistic s of a point and its label y = -1 or 1 is a + y b with b = (s(1) - s(-1))/2: its mean is that of a, which is"
    " known, and a correlation with b; and |b| <= 1 where |s| <= 1, |b| <= 1/2 where 0 <= s <= 1.",
    method="identity: of both labels, and of the bounds",
    scope=ALL,
    sharper="|b| <= 1/2 where |s| <= 1",
)
def statistics_are_correlations(sharper: bool) -> bool:
    up, down = sp.symbols("up down", real=True)
    a, b = (up + down) / 2, (up - down) / 2
    corners = [abs(b.subs({up: x, down: y})) for x, y in itertools.product((-1, 1), repeat=2)]  # b is linear
    unit = [abs(b.subs({up: x, down: y})) for x, y in itertools.product((0, 1), repeat=2)]
    most = sp.Rational(1, 2) if sharper else 1
    return zero(a + b - up) and zero(a - b - down) and max(corners) <= most and max(unit) <= sp.Rational(1, 2)


@lemma(
    NAME,
    "Of the parities of n bits fewer than 1/tau**2 correlate with h by more than tau, either way.",
    method="exhaustion: every h to -1, 0 and 1, every tau below a correlation that occurs",
    scope="n <= 3",
    sharper="fewer than 1/(2 tau**2), as a bound by either sign alone would not exclude",
)
def parities(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        cube = np.array(list(itertools.product((0, 1), repeat=n)))
        signs = 1 - 2 * (cube @ cube.T % 2)
        queries = np.array(list(itertools.product((-1, 0, 1), repeat=1 << n)))
        found = np.sort(np.abs(queries @ signs), axis=1)[:, ::-1]  # in units of 2**-n, the largest first
        return all(  # at tau just below the k-th largest correlation, k are above it
            k * (JUST_BELOW * int(most) / (1 << n)) ** 2 * (2 if sharper else 1) < 1
            for k in range(1, (1 << n) + 1)
            for most in np.unique(found[:, k - 1])
        )

    return everywhere(claim, range(1, 4))


@lemma(
    NAME,
    "Of functions on m points, any two of which correlate by at most g, fewer than (1 - g)/(tau**2 - g) correlate with h by"
    " more than tau.",
    method="exhaustion: every h to -1 and 1, the largest such family among those above tau, every g and tau that occur",
    scope="the uniform law on m <= 5 points",
    sharper="fewer by one",
)
def nearly_orthogonal(sharper: bool) -> bool:
    def claim(m: int) -> bool:
        functions = [(1, *rest) for rest in itertools.product((-1, 1), repeat=m - 1)]  # a function or its opposite
        h = functions[0]  # any other is this one, its points turned round
        levels = [Fraction(a, m) for a in range(m + 1)]
        for g, most in itertools.product(levels, levels):
            tau = most * JUST_BELOW
            if tau**2 <= g:
                continue
            above = [f for f in functions if abs(_dot(f, h)) > m * tau]
            if not (_family(above, m * g) + (1 if sharper else 0)) * (tau**2 - g) < 1 - g:
                return False
        return True

    return everywhere(claim, range(2, 6))


def _dot(f: tuple[int, ...], h: tuple[int, ...]) -> int:
    return sum(a * b for a, b in zip(f, h, strict=True))


def _family(functions: list[tuple[int, ...]], most: Fraction) -> int:
    """The size of the largest family of which any two have a product of at most `most`, either way."""
    if not functions:
        return 0
    first, *others = functions
    return max(_family(others, most), 1 + _family([f for f in others if abs(_dot(f, first)) <= most], most))
