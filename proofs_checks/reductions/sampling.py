"""Equivalence by samples: how many examples let a bad hypothesis through with probability at most delta."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import bound_of, everywhere, zero
from proofs_checks.posed import Goal
from qlearn import find
from qlearn.queries import Equivalence
from qlearn.reductions.sampling import draws

NAME, PERCEPTRON = "boolean.elimination+sampling", "linear.perceptron+sampling"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(3, 100))


@lemma(
    NAME,
    "A hypothesis of error above eps passes m examples with probability below (1 - eps)**m <= exp(-eps m):"
    " g(x) = -x - ln(1 - x) has g(0) = 0 and g'(x) = x/(1 - x) >= 0 on [0, 1).",
    method="identity: of the derivative, whose sign is plain",
    scope=ALL,
    sharper="below exp(-1.01 eps m)",
)
def passes(sharper: bool) -> bool:
    x = sp.Symbol("x", nonnegative=True)
    g = -x * (sp.Rational(101, 100) if sharper else 1) - sp.log(1 - x)
    return bool(g.subs(x, 0) == 0) and zero(sp.diff(g, x) - x / (1 - x))


@lemma(
    NAME,
    "exp(-eps m) = delta/2**i at m = (ln(1/delta) + i ln 2)/eps, and falls with m.",
    method="identity",
    scope=ALL,
    sharper="at m for i - 1",
)
def share(sharper: bool) -> bool:
    eps, delta, i = sp.symbols("eps delta i", positive=True)
    m = (sp.log(1 / delta) + (i - (1 if sharper else 0)) * sp.log(2)) / eps
    return zero(sp.powsimp(sp.exp(-eps * m)) * 2**i / delta - 1)


@lemma(
    NAME,
    "The number of examples the reduction draws is the least integer with exp(-eps m) <= delta/2**i.",
    method="exhaustion: exact comparison of logarithms",
    scope="i <= 12, eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="one example fewer will do",
)
def least(sharper: bool) -> bool:
    def claim(i: int, eps: Fraction, delta: Fraction) -> bool:
        m = draws(i, eps, delta) - (1 if sharper else 0)
        needed = (sp.log(sp.Rational(1 / delta)) + i * sp.log(2)) / sp.Rational(eps)
        return bool(m >= needed) and bool(m - 1 < needed)

    return everywhere(claim, range(1, 13), SHARES, SHARES)


@lemma(
    NAME,
    "sum_{i=1}^{q} delta/2**i = delta (1 - 2**-q) < delta: the failures together are charged to delta.",
    method="identity: symbolic sum",
    scope=ALL,
    sharper="shares delta/2**(i-1)",
)
def charged(sharper: bool) -> bool:
    i, q = sp.symbols("i q", integer=True, positive=True)
    total = sp.summation(2 ** (-i + (1 if sharper else 0)), (i, 1, q))
    return zero(total - (1 - 2**-q))


@lemma(
    NAME,
    "The composed bound is the sum of the draws over the inner theorem's equivalence queries.",
    method="exhaustion: both theorems' own formulas",
    scope="n <= 8, eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="over one query fewer",
)
def composed(sharper: bool) -> bool:
    inner = find("boolean.elimination").theorem.bound(Equivalence)
    assert inner is not None

    def claim(n: int, eps: Fraction, delta: Fraction) -> bool:
        queries = inner.at(n=n) - (1 if sharper else 0)
        drawn = sum(int(draws(i, eps, delta)) for i in range(1, queries + 1))
        return bound_of(NAME).at(n=n, eps=eps, delta=delta) == drawn

    return everywhere(claim, range(1, 9), SHARES, SHARES)


enough = coq(
    NAME,
    "With m = draws(i), exp(-eps m) <= delta/2**i.",
    theorem="reductions.examples.draws_enough",
    refuted="reductions.examples.draws_least",
    sharper="with one example fewer",
    axioms=REALS,
)
together = coq(
    NAME,
    "delta/2 + delta/4 + ... + delta/2**q < delta.",
    theorem="reductions.examples.shares_below",
    refuted="reductions.examples.larger_shares_exceed",
    sharper="with delta for the first, delta/2 for the second, ...",
    axioms=REALS,
)
passing = coq(
    NAME,
    "Over a law of finitely many points, m independent examples do not contradict a hypothesis with probability"
    " (1 - error)**m.",
    theorem="reductions.examples.passes_exactly",
    refuted="reductions.sampling.may_fail",
    sharper="examples that do not contradict a hypothesis of error above eps do not occur",
    axioms=REALS,
)
drawn = coq(
    NAME,
    "If the inner learner asks at most q equivalence queries, every run draws at most draws(1) + ... + draws(q) examples.",
    theorem="reductions.sampling.drawn_at_most",
    refuted="reductions.sampling.all_are_drawn",
    sharper="one example fewer",
    axioms=REALS,
)
accurate = coq(
    NAME,
    "If the inner learner asks at most q equivalence queries whatever true counterexamples it is told, the hypothesis returned"
    " has error above eps with probability below delta.  Premise: a law of finitely many points, and independent examples.",
    theorem="reductions.sampling.probably_accurate",
    refuted="reductions.sampling.may_fail",
    sharper="with probability 0",
    axioms=REALS,
)
composed_run = coq(
    NAME,
    "Elimination of conjunctions by samples draws at most draws(1) + ... + draws(n + 1) examples, and errs by more than eps"
    " with probability below delta.  Premise: a law of finitely many points, and independent examples.",
    theorem="reductions.sampling.elimination_by_samples",
    refuted="reductions.sampling.may_fail",
    sharper="with probability 0",
    axioms=REALS,
)

perceptron_run = coq(
    PERCEPTRON,
    "The perceptron by samples draws at most draws(1) + ... + draws(floor((R/g)**2) + 1) examples, and errs by more than eps"
    " with probability below delta.  Premise: a law of finitely many points, and independent examples.",
    theorem="reductions.sampling.perceptron_by_samples",
    refuted="reductions.sampling.may_fail",
    sharper="with probability 0",
    axioms=REALS,
)
perceptron_drawn = coq(
    PERCEPTRON,
    "If the inner learner asks at most q equivalence queries, every run draws at most draws(1) + ... + draws(q) examples.",
    theorem="reductions.sampling.drawn_at_most",
    refuted="reductions.sampling.all_are_drawn",
    sharper="one example fewer",
    axioms=REALS,
)


@lemma(
    PERCEPTRON,
    "The composed bound is the sum of the draws over the perceptron's equivalence queries.",
    method="exhaustion: both theorems' own formulas",
    scope="R <= 3, g in 1, 1/2, 2/3, eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="over one query fewer",
)
def perceptron_composed(sharper: bool) -> bool:
    inner = find("linear.perceptron").theorem.bound(Equivalence)
    assert inner is not None

    def claim(R: int, g: Fraction, eps: Fraction, delta: Fraction) -> bool:
        queries = inner.at(R=R, g=g) - (1 if sharper else 0)
        drawn = sum(int(draws(i, eps, delta)) for i in range(1, queries + 1))
        return bound_of(PERCEPTRON).at(R=R, g=g, eps=eps, delta=delta) == drawn

    return everywhere(claim, range(1, 4), (Fraction(1), Fraction(1, 2), Fraction(2, 3)), SHARES, SHARES)


def _drawn(more: int) -> list[Goal]:
    """Python's numbers of examples are those of the theorem."""
    shares = [(eps, delta) for eps in SHARES for delta in SHARES]
    found = {(i, eps, delta): draws(i, eps, delta) + more for i in (1, 2, 5, 12) for eps, delta in shares}
    by = "apply draws_is; cbn [Z.of_nat Pos.of_succ_nat Pos.succ]; split; interval"
    return [
        (f"(draws ({eps.numerator} / {eps.denominator}) ({delta.numerator} / {delta.denominator}) {i} = {m}%nat)%R", by)
        for (i, eps, delta), m in found.items()
    ]


formula = replace(
    tied_goals(
        NAME,
        "reductions.examples",
        lambda: _drawn(0),
        lambda: _drawn(1),
        scope="i in 1, 2, 5, 12, eps and delta in 1/2, 1/4, 1/10, 3/100",
    ),
    says="Python's draws(i) is the number of which the Coq statement speaks.",
)
