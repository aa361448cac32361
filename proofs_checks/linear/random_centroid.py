"""The mean of random weights among those that fit: how far it is from the centre, and how likely the learner fails."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import zero
from proofs_checks.posed import Goal
from qlearn.learners.linear.random_centroid import POINTS, asked

NAME = "linear.random_centroid"
RISKS = (Fraction(1, 4), Fraction(1, 20))


@lemma(
    NAME,
    "The mean of 100 n independent points, each with mean 0 and covariance 1 in n coordinates, has the squared length 1/100 on"
    " average; the learner draws 101 n.",
    method="identity: of second moments",
    scope=ALL,
    sharper="of 99 n points",
)
def squared(sharper: bool) -> bool:
    n, m, k = sp.symbols("n m k", positive=True)
    coordinate = sp.summation(1 / m**2, (k, 1, m))  # the m variances, and no covariances
    return POINTS > 100 and zero((n * coordinate).subs(m, (99 if sharper else 100) * n) - sp.Rational(1, 100))


@lemma(
    NAME,
    "The density exp(-1 - x) for x >= -1 is log-concave, has the mean 0 and the variance 1, and reaches 1: so no less can be"
    " the premise that such a density is at most 1.",
    method="identity: symbolic integrals",
    scope=ALL,
    sharper="it stays below 99/100",
)
def steepest(sharper: bool) -> bool:
    x = sp.symbols("x", real=True)
    density = sp.exp(-1 - x)
    moments = [sp.integrate(x**k * density, (x, -1, sp.oo)) for k in range(3)]
    highest = density.subs(x, -1)
    return moments == [1, 0, 1] and bool(highest < sp.Rational(99, 100) if sharper else highest == 1)


near = coq(
    NAME,
    "sqrt(n/m) = 1/10 with m = 100 n.",
    theorem="linear.random_centroid.a_tenth",
    refuted="linear.random_centroid.fewer_are_further",
    sharper="with m = 99 n",
    axioms=REALS,
)
found = coq(
    NAME,
    "If each cut leaves on average at most the share rho of the volume (a premise), and the volume is V at first and at least"
    " v at last, k >= (ln(V/v) + ln(1/delta))/-ln(rho) counterexamples have a probability of delta at most.",
    theorem="linear.random_centroid.probably_found",
    refuted="linear.random_centroid.one_fewer_may_fail",
    sharper="k - 1 counterexamples",
    axioms=REALS,
)


def _goals(more: int) -> list[Goal]:
    """Python's bound is the least integer not below Coq's."""
    by = (
        "unfold most, centre_of_gravity.log_share, centre_of_gravity.largest, factor, gruenbaum.share;"
        " cbn [Factorial.fact Nat.mul Nat.add]; rewrite !INR_IZR_INZ; cbn [Z.of_nat Pos.of_succ_nat Pos.succ]; split;"
        " interval with (i_prec 90)"
    )
    counts = {(d, N, p): int(asked(d, N, p)) + more for d in range(1, 5) for N in (1, 3, 10) for p in RISKS}
    return [(f"(INR {k} - 1 < most {d} {N} ({p}) <= INR {k})%R", by) for (d, N, p), k in counts.items()]


formula = tied_goals(
    NAME, "linear.random_centroid", lambda: _goals(0), lambda: _goals(1), scope="d in 1..4, N in 1, 3, 10, delta = 1/4, 1/20"
)
