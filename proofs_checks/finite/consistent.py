"""Consistent concepts: how often one that is bad fits all examples."""

from __future__ import annotations

import itertools
from fractions import Fraction

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import lemma
from proofs_checks.methods import bound_of, everywhere
from proofs_checks.survival import ball, enough
from qlearn.learners.finite.consistent import examples

NAME = "finite.consistent"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(3, 100))

passing = coq(
    NAME,
    "Over a law of finitely many points, m independent examples do not contradict a hypothesis with probability"
    " (1 - error)**m.",
    theorem="reductions.examples.passes_exactly",
    refuted="reductions.sampling.may_fail",
    sharper="examples that do not contradict a hypothesis of error above eps do not occur",
    axioms=REALS,
)


@lemma(
    NAME,
    "Some concept that errs by more than eps fits m examples with probability at most (N - 1) (1 - eps)**m.",
    method="exhaustion: every class that has the target, every law in quarters, every set of points that may be seen",
    scope="3 points, m <= 3, eps = 1/5, 1/2",
    sharper="(N - 2) (1 - eps)**m",
)
def bad_ones_fit(sharper: bool) -> bool:
    points = range(3)
    wrongs = [frozenset(s) for k in (1, 2, 3) for s in itertools.combinations(points, k)]  # where a concept errs
    classes = [c for k in range(1, 8) for c in itertools.combinations(wrongs, k)]
    laws = [[Fraction(a, 4) for a in law] for law in itertools.product(range(5), repeat=3) if sum(law) == 4]

    def claim(law: list[Fraction], m: int, eps: Fraction) -> bool:
        bad = [wrong for wrong in wrongs if sum(law[x] for x in wrong) > eps]
        seen = {chosen: _seen(law, chosen, m) for chosen in [frozenset[int](), *wrongs]}

        def fails(concepts: tuple[frozenset[int], ...]) -> Fraction:
            alive = [wrong for wrong in concepts if wrong in bad]
            return sum((p for s, p in seen.items() if any(not s & wrong for wrong in alive)), Fraction(0))

        return all(fails(c) <= (len(c) - (1 if sharper else 0)) * (1 - eps) ** m for c in classes)

    return everywhere(claim, laws, range(1, 4), (Fraction(1, 5), Fraction(1, 2)))


def _seen(law: list[Fraction], chosen: frozenset[int], m: int) -> Fraction:
    """The probability that m draws show exactly these points."""
    parts = (subset for k in range(len(chosen) + 1) for subset in itertools.combinations(chosen, k))
    return sum(((-1) ** (len(chosen) - len(part)) * sum(law[x] for x in part) ** m for part in parts), Fraction(0))


@lemma(
    NAME,
    "The number of examples is the least m with (N - 1) (1 - eps)**m <= delta.",
    method="exhaustion: whole numbers",
    scope="N <= 12, eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="one example fewer will do",
)
def least(sharper: bool) -> bool:
    def claim(N: int, eps: Fraction, delta: Fraction) -> bool:
        m = examples(N, eps, delta) - (1 if sharper else 0)
        return bool((N - 1) * (1 - eps) ** m <= delta and (m == 0 or (N - 1) * (1 - eps) ** (m - 1) > delta))

    return everywhere(claim, range(2, 13), SHARES, SHARES)


@lemma(
    NAME,
    "It is at most ceil(ln((N - 1)/delta)/eps), as 1 - eps <= exp(-eps).",
    method="interval: in balls",
    scope="N <= 12, eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="one example fewer",
)
def below_the_logarithm(sharper: bool) -> bool:
    def claim(N: int, eps: Fraction, delta: Fraction) -> bool:
        m = bound_of(NAME).at(N=N, eps=eps, delta=delta)
        return m == 0 or not enough(m if sharper else m - 1, ball(eps), ball(delta / (N - 1)))

    return everywhere(claim, range(2, 13), SHARES, SHARES)


@lemma(
    NAME,
    "For two concepts no smaller number will do: at an error of (1 + 10**-6) eps the bad one fits m - 1 examples with"
    " probability above delta.",
    method="exhaustion: whole numbers",
    scope="eps and delta in 1/2, 1/4, 1/10, 3/100",
    sharper="m examples as well",
)
def two_concepts(sharper: bool) -> bool:
    def claim(eps: Fraction, delta: Fraction) -> bool:
        m = examples(2, eps, delta) - (0 if sharper else 1)
        return bool((1 - eps * (1 + Fraction(1, 10**6))) ** m > delta)

    return everywhere(claim, SHARES[1:], SHARES[1:])
