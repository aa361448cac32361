"""Limits that hold whenever one stops: what looks spend, how often one errs, and why the worst target costs nothing more."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from qlearn.binomial import tail
from qlearn.experiments.sequential import above, looks, lower_limit

NAME = "experiments.sequential"
LEVELS = (Fraction(1, 20), Fraction(1, 4))
RATES = tuple(Fraction(k, 10) for k in range(1, 10))


@lemma(
    NAME,
    "The first K looks spend alpha K/(K + 1), so that all of them together spend less than alpha.",
    method="identity: a sum that telescopes",
    scope=ALL,
    sharper="alpha K/(K + 2)",
)
def looks_share_the_level(sharper: bool) -> bool:
    k, K = sp.symbols("k K", positive=True, integer=True)
    spent = sp.summation(1 / k - 1 / (k + 1), (k, 1, K))
    return zero(1 / (k * (k + 1)) - (1 / k - 1 / (k + 1))) and zero(spent - K / (K + (2 if sharper else 1)))


@lemma(
    NAME,
    "The levels of the looks are these shares, however many runs are allowed.",
    method="exhaustion",
    scope="1 to 3,000 runs",
    sharper="and add up to no more than half of the level",
)
def the_looks_have_these_shares(sharper: bool) -> bool:
    def claim(most: int) -> bool:
        spent = [share for _, share in looks(Fraction(1), most)]
        told = [Fraction(1, k * (k + 1)) for k in range(1, len(spent) + 1)]
        return spent == told and sum(spent) < 1 and (sum(spent) <= Fraction(1, 2) or not sharper)

    return everywhere(claim, range(1, 3001))


@lemma(
    NAME,
    "At one look, whatever p is, the runs say with probability at most the level that it is more; of some p with just that.",
    method="exhaustion: exact sums",
    scope="up to 24 runs, p = 1/10 to 9/10, levels 1/20, 1/4 and those that p attains",
    sharper="with 99/100 of the level",
)
def a_look_errs_no_more_than_it_may(sharper: bool) -> bool:
    def claim(n: int, p: Fraction) -> bool:
        levels = (*LEVELS, *(tail(n, p, k) for k in range(1, n + 1)))
        return all(_says_above(n, p, level) <= level * (Fraction(99, 100) if sharper else 1) for level in levels)

    return everywhere(claim, (1, 2, 5, 12, 24), RATES)


def _says_above(n: int, p: Fraction, level: Fraction) -> Fraction:
    """The probability that n runs, each a success with probability p, say that it is above p."""
    least = next((k for k in range(n + 1) if above(k, n, p, level)), None)
    return Fraction(0) if least is None else tail(n, p, least)


@lemma(
    NAME,
    "A lower limit is at most the p that the successes leave, and 1/10000 more is too much.",
    method="exhaustion: exact sums",
    scope="up to 40 runs, level 1/20",
    sharper="a limit higher by 1/10000",
)
def a_limit_is_the_largest_that_may_be_said(sharper: bool) -> bool:
    step, level = Fraction(1, 10_000), Fraction(1, 20)

    def claim(n: int) -> bool:
        limits = [(k, lower_limit(k, n, level) + (step if sharper else 0)) for k in range(1, n + 1)]
        return all(above(k, n, low, level) and not above(k, n, low + step, level) for k, low in limits if low > 0)

    return everywhere(claim, (1, 7, 16, 40))


@lemma(
    NAME,
    "Of m targets the claim is false only if the truly worst one passes, which it does with probability at most alpha: m of"
    " them need no m-th part of alpha each.  For the claim that one of them fails, they do.",
    method="exhaustion: exact sums",
    scope="2 and 3 targets, 12 runs of each, gamma = 1/2 to 9/10, the others at gamma or at 1",
    sharper="that some target falls below, at a full alpha each, is false with at most alpha as well",
)
def the_worst_target_pays_alone(sharper: bool) -> bool:
    n, alpha = 12, Fraction(1, 20)

    def claim(m: int, gamma: Fraction) -> bool:
        shown = _says_above(n, gamma, alpha)  # the worst target is just not good enough
        all_shown = max(shown * others ** (m - 1) for others in (shown, Fraction(1)))
        fails = _says_above(n, 1 - gamma, alpha)  # a target that is just good enough seems to fail
        level = fails if sharper else _says_above(n, 1 - gamma, alpha / m)
        return all_shown <= alpha and 1 - (1 - level) ** m <= alpha

    return everywhere(claim, (2, 3), RATES[4:])
