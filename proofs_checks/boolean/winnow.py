"""Disjunctions of k of n variables from counterexamples alone: Winnow's counts, and what every learner needs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofs_checks.coq import COMPUTED, REALS, coq, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.methods import bound_of, everywhere
from proofs_checks.posed import Goal
from qlearn import find

NAME = "boolean.winnow"
FACTORS = (Fraction(2), Fraction(3, 2), Fraction(3), Fraction(7, 4))
THRESHOLDS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(4), Fraction(9, 4), Fraction(10))

promoted = coq(
    NAME,
    "In every run at most k c promotions are made, k the number of the target's variables, if theta <= alpha**c.",
    theorem="boolean.winnow.promotions_bound",
    refuted="boolean.winnow_runs.promotions_are_met",
    sharper="at most k c - 1 promotions",
    axioms=REALS,
)
counterexamples = coq(
    NAME,
    "In every run there are at most n/theta + alpha k c counterexamples, if alpha > 1 and 1 <= theta <= alpha**c.",
    theorem="boolean.winnow.counterexamples_bound",
    refuted="boolean.winnow_runs.demotions_are_met",
    sharper="less than that (refuted at k = 0, where there are n/theta if theta divides n)",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "With alpha = 2 and theta = n/2 Winnow asks at most 2 k (clg(n) - 1) + 3 equivalence queries, for n >= 2.",
    theorem="boolean.winnow.run_bound",
    refuted="boolean.winnow_runs.bound_is_met",
    sharper="one query fewer (refuted at k = 0 and n even)",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "Every learner, whatever its hypotheses, needs k floor(lg(n/k)) + 1 equivalence queries for some target of k variables.",
    theorem="boolean.disjunctions.every_learner_is_forced",
    refuted="boolean.disjunctions.halving_suffices",
    sharper="one query more (refuted at k = 1)",
)


@lemma(
    NAME,
    "The Python bound is floor(n/theta + alpha k c) + 1 with the least c for which theta <= alpha**c.",
    method="exhaustion: in fractions",
    scope="n <= 12, k <= n, four alphas, six thetas",
    sharper="with c - 1 for c, where there is a k and c >= 1",
)
def the_least_power(sharper: bool) -> bool:
    def claim(n: int, k: int, alpha: Fraction, theta: Fraction) -> bool:
        c = next(c for c in range(99) if theta <= alpha**c)
        said = n / theta + alpha * k * (c - (1 if sharper else 0))
        asked = bound_of(NAME).at(n=n, k=k, alpha=alpha, theta=theta)
        return k > n or (sharper and k * c == 0) or said < asked <= said + 1

    return everywhere(claim, range(1, 13), range(13), FACTORS, THRESHOLDS)


def _upper(n: int, k: int) -> int:
    return bound_of(NAME).at(n=n, k=k, alpha=2, theta=Fraction(n, 2))


def _lower(n: int, k: int) -> int:
    lower = find(NAME).theorem.lower
    assert lower is not None
    return lower.bound.at(n=n, k=k)


def _same(function: str, count: Callable[[int, int], int], more: int = 0) -> list[Goal]:
    """Coq's numbers are Python's."""
    pairs = [(n, k) for n in range(2, 40) for k in range(n + 2)]
    says = "; ".join(str(count(n, k) + more) for n, k in pairs)
    calls = "; ".join(f"{function} {n} {k}" for n, k in pairs)
    return [(f"([{calls}] = [{says}])%nat", COMPUTED)]


formula = tied_goals(
    NAME,
    "boolean.winnow",
    lambda: _same("bound", _upper),
    lambda: _same("bound", _upper, more=1),
    scope="alpha = 2, theta = n/2, n in 2..39, k <= n + 1",
)
lower_formula = tied_goals(
    NAME,
    "boolean.disjunctions",
    lambda: _same("lower", _lower),
    lambda: _same("lower", _lower, more=1),
    scope="n in 2..39, k <= n + 1",
    lower=True,
)
