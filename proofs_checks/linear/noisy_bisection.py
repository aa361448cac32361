"""Noisy bisection: what a label does to the target's share, what the coin balances, and how many labels are enough."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from proofs_checks.survival import ball, enough
from qlearn.learners.linear.noisy_bisection import border, labels, needed

NAME = "linear.noisy_bisection"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(3, 100))
RATES = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5), Fraction(49, 100))
Weights = tuple[int, ...]


@lemma(
    NAME,
    "If the target has the share a and its side of the border s, and a label makes what it contradicts lighter by"
    " r = sqrt(rho/(1 - rho)), then 1/a is (s + (1 - s) g)/a on average after it, g = 2 sqrt(rho (1 - rho)).",
    method="identity",
    scope=ALL,
    sharper="with 0.99 g",
)
def mean_inverse(sharper: bool) -> bool:
    a, s, r = sp.symbols("a s r", positive=True)
    rho, g = r**2 / (1 + r**2), 2 * r / (1 + r**2)
    true, false = (s + (1 - s) * r) / a, (s * r + (1 - s)) / (a * r)
    mean = (1 - rho) * true + rho * false
    root = zero((g / 2) ** 2 - rho * (1 - rho))
    return root and zero(mean - (s + (1 - s) * (sp.Rational(99, 100) if sharper else 1) * g) / a)


@lemma(
    NAME,
    "Whatever labels flip less often than they are told to, that mean is no larger: g - g' = (rho - rho') (1/r - r), r < 1.",
    method="identity",
    scope=ALL,
    sharper="by twice that",
)
def lower_rates(sharper: bool) -> bool:
    r, true = sp.symbols("r rho", positive=True)
    rho, g = r**2 / (1 + r**2), 2 * r / (1 + r**2)
    heard = (1 - true) * r + true / r
    return zero(g - heard - (2 if sharper else 1) * (rho - true) * (1 / r - r))


@lemma(
    NAME,
    "Let the sides that hold the middle threshold, of share b, outweigh the others by u and v, u + v = 2 b, and be asked about"
    " with chances v/(2 b) and u/(2 b).  Then s is 1/2 on average for every other target, and for the middle one"
    " (1 + b)/2 - (u - v)**2/(8 b).",
    method="identity",
    scope=ALL,
    sharper="(1 + b)/2 - (u - v)**2/(7 b)",
)
def balanced(sharper: bool) -> bool:
    u, v = sp.symbols("u v", positive=True)
    b = (u + v) / 2
    one, other = (1 + u) / 2, (1 + v) / 2
    outside = v / (2 * b) * (1 - one) + u / (2 * b) * other
    middle = v / (2 * b) * one + u / (2 * b) * other
    less = (u - v) ** 2 / ((7 if sharper else 8) * b)
    return zero(outside - sp.Rational(1, 2)) and zero(middle - ((1 + b) / 2 - less))


@lemma(
    NAME,
    "At s = (1 + a)/2 the mean of M = 1/a - 1 is (1 + g)/2 times what it was; it falls with s.",
    method="identity",
    scope=ALL,
    sharper="0.99 times that",
)
def contraction(sharper: bool) -> bool:
    a, g, s = sp.symbols("a g s", positive=True)
    mean = (s + (1 - s) * g) / a - 1
    factor = (sp.Rational(99, 100) if sharper else 1) * (1 + g) / 2
    return zero(mean.subs(s, (1 + a) / 2) - factor * (1 / a - 1)) and zero(sp.diff(mean, s) - (1 - g) / a)


def chances(weights: Weights) -> dict[int, Fraction]:
    """With which probability which border is asked about, the coin's turn found by trying either side of where it should be."""
    whole = np.array(weights, np.float64)
    first, last = border(whole, 0.0), border(whole, 1 - 1e-12)
    if first == last:
        return {first: Fraction(1)}
    above, below = (2 * sum(weights[: x + 1]) - sum(weights) for x in (first, last))
    chance = Fraction(-below, above - below)
    assert last == first - 1
    assert [border(whole, float(chance) + e) for e in (-1e-9, 1e-9)] == [first, last]
    return {first: chance, last: 1 - chance}


def after(weights: Weights, target: int, r: Fraction) -> Fraction:
    """The mean of M after one label, in fractions."""
    rho, total = r**2 / (1 + r**2), Fraction(0)
    for x, chance in chances(weights).items():
        for says, likely in ((target <= x, 1 - rho), (target > x, rho)):
            new = [w * (Fraction(1) if (t <= x) == says else r) for t, w in enumerate(weights)]
            total += chance * likely * (sum(new) / new[target] - 1)
    return total


@lemma(
    NAME,
    "The learner's own choice of a border makes M on average at most (1 + g)/2 times what it was, whatever is the target.",
    method="exhaustion: in fractions, the chances being read off the Python function",
    scope="2 to 5 thresholds with weights 1 to 4, rho = 1/10 and 1/5, every target",
    sharper="0.99 times that",
)
def one_label(sharper: bool) -> bool:
    def claim(weights: Weights, r: Fraction) -> bool:
        factor = (1 + 2 * r / (1 + r**2)) / 2 * (Fraction(99, 100) if sharper else 1)
        before = [Fraction(sum(weights), w) - 1 for w in weights]
        return all(after(weights, t, r) <= factor * before[t] for t in range(len(weights)))

    posteriors = itertools.chain.from_iterable(itertools.product(range(1, 5), repeat=k) for k in range(2, 6))
    return everywhere(claim, posteriors, (Fraction(1, 3), Fraction(1, 2)))


@lemma(
    NAME,
    "q labels are enough: N (1/2 + sqrt(rho (1 - rho)))**q <= delta.",
    method="interval: the Python formula, in balls",
    scope="N = 1..20, delta in four shares, rho in four rates",
    sharper="q - 1",
)
def number(sharper: bool) -> bool:
    def claim(N: int, delta: Fraction, rho: Fraction) -> bool:
        base = ball(Fraction(1, 2)) + ball(rho * (1 - rho)).sqrt()
        return enough(labels(N, delta, rho) - sharper, -base.log(), ball(delta / N))

    return everywhere(claim, range(1, 21), SHARES, RATES)


@lemma(
    NAME,
    "What every learner needs is never more.",
    method="exhaustion: both Python formulas",
    scope="N = 1..20, a million and a million millions, delta in four shares, rho in four rates",
    sharper="at most half of it",
)
def above_the_lower(sharper: bool) -> bool:
    def claim(N: int, delta: Fraction, rho: Fraction) -> bool:
        return bool((2 if sharper else 1) * needed(N, delta, rho) <= labels(N, delta, rho))

    return everywhere(claim, [*range(1, 21), 10**6, 10**12], SHARES, RATES)
