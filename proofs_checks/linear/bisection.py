"""Bisection: in an interval, on a grid, and with no bound known."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn import find, run, teachers
from qlearn.formulas import clg

INTERVAL, GRID, GALLOPING = "linear.bisection", "linear.bisection_grid", "linear.galloping"


@lemma(
    INTERVAL,
    "With r queries left and a width of at most 2R, R = eps 2**(r-1), the cuts from high - R to low + R leave at most R on"
    " either side, and the middle is one: (low + R) - (high - R) = 2R - width, middle - (high - R) = R - width/2.",
    method="identity",
    scope=ALL,
    sharper="at most 0.99 R on either side",
)
def a_cut_exists(sharper: bool) -> bool:
    low, width, R = sp.symbols("low width R", positive=True)
    high, left = low + width, R * (sp.Rational(99, 100) if sharper else 1)
    room = (low + left) - (high - left)
    middle = (low + high) / 2 - (high - left)
    at_most_2R = [zero(room - (2 * R - width)), zero(middle - (R - width / 2))]
    return all(at_most_2R) and room.subs(width, 2 * R).expand() == 0


@lemma(
    INTERVAL,
    "clg(r) is the least q >= 0 with r <= 2**q, so clg((b - a)/eps) halvings reach eps and one fewer does not.",
    method="exhaustion: exact fractions",
    scope="r = p/q, p <= 300, q <= 40",
    sharper="one halving fewer",
)
def least(sharper: bool) -> bool:
    def claim(p: int, q: int) -> bool:
        r = Fraction(p, q)
        k = clg(r) - (1 if sharper else 0)
        return bool(r <= Fraction(2) ** k and (k == 0 or r > Fraction(2) ** (k - 1)))

    return everywhere(claim, range(301), range(1, 41))


@lemma(
    INTERVAL,
    "Of the two sides of a cut, x and w - x, the longer has at least w/2: their mean is w/2.",
    method="identity",
    scope=ALL,
    sharper="at least 0.51 w",
)
def the_longer_side(sharper: bool) -> bool:
    x, w = sp.symbols("x w", positive=True)
    share = sp.Rational(51, 100) if sharper else sp.Rational(1, 2)
    return zero((x + (w - x)) / 2 - share * w)


@lemma(
    INTERVAL,
    "In the exact game over whole intervals the learner asks clg((b - a)/eps) queries and encloses every threshold.",
    method="exhaustion: the real learner in the exact game",
    scope="three intervals, three eps each",
    sharper="one query fewer",
)
def played_interval(sharper: bool) -> bool:
    return attained(INTERVAL, sharper)


@lemma(
    GRID,
    "Of m >= 2 thresholds a middle query leaves at most ceil(m/2), and clg(ceil(m/2)) = clg(m) - 1.",
    method="exhaustion: exact integers",
    scope="m <= 10000",
    sharper="clg falls by two",
)
def halves(sharper: bool) -> bool:
    return everywhere(lambda m: clg(-(-m // 2)) <= clg(m) - (2 if sharper else 1), range(2, 10_001))


@lemma(
    GRID,
    "The N + 1 thresholds are different functions on N points, so every learner needs clg(N + 1) one-bit answers.",
    method="exhaustion: exact integers",
    scope="N <= 60",
    sharper="one answer fewer",
)
def told(sharper: bool) -> bool:
    lower = find(GRID).theorem.lower
    assert lower is not None

    def claim(N: int) -> bool:
        functions = {tuple(x >= t for x in range(N)) for t in range(N + 1)}
        answers = lower.bound.at(N=N) - (1 if sharper else 0)
        return len(functions) == N + 1 <= 2**answers and lower.bound.at(N=N) == bound_of(GRID).at(N=N)

    return everywhere(claim, range(1, 61))


@lemma(
    GRID,
    "In the exact game over all thresholds the learner asks clg(N + 1) queries at worst.",
    method="exhaustion: the real learner in the exact game",
    scope="N in 1, 2, 3, 4, 7, 8, 20",
    sharper="one query fewer",
)
def played_grid(sharper: bool) -> bool:
    return attained(GRID, sharper)


@lemma(
    GALLOPING,
    "For 2**(j-1) < t <= 2**j, j >= 1, galloping asks j + 1 queries and bisection of 2**(j-1) integers j - 1: 2j together.",
    method="identity: and the theorem's formula in exact integers",
    scope="j <= 53",
    sharper="one query fewer",
)
def summed(sharper: bool) -> bool:
    j = sp.Symbol("j", positive=True)
    saved = 1 if sharper else 0
    if not zero((j + 1) + (j - 1) - saved - 2 * j):
        return False
    bound = bound_of(GALLOPING)
    return everywhere(lambda k: bound.at(t=2**k) == 2 * k == bound.at(t=2 ** (k - 1) + 1), range(1, 54))


@lemma(
    GALLOPING,
    "The learner asks exactly the bound, for every t.",
    method="exhaustion: the real learner",
    scope="t <= 1500",
    sharper="one query fewer",
)
def ran(sharper: bool) -> bool:
    learner, bound = find(GALLOPING), bound_of(GALLOPING)

    def claim(t: int) -> bool:
        found = run(learner(), teachers.Function(lambda X: np.asarray(X[:, 0] >= t)))
        return found.ledger["membership"] == bound.at(t=t) - (1 if sharper else 0) and found.hypothesis.high == t

    return everywhere(claim, range(1, 1501))


@lemma(
    GALLOPING,
    "Known to be at most t, a threshold still takes clg(t) one-bit answers; the theorem asks at most twice that for t >= 2.",
    method="exhaustion: exact integers",
    scope="t <= 5000",
    sharper="one answer fewer",
)
def needed(sharper: bool) -> bool:
    lower = find(GALLOPING).theorem.lower
    assert lower is not None

    def claim(t: int) -> bool:
        answers = lower.bound.at(t=t) - (1 if sharper else 0)
        return t <= Fraction(2) ** answers and bound_of(GALLOPING).at(t=t) <= max(1, 2 * lower.bound.at(t=t))

    return everywhere(claim, range(1, 5001))
