"""A logit is the affine function behind a confidence."""

from __future__ import annotations

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, bounds_meet, zero

NAME, INNER = "linear.equation_solving+logit", "linear.equation_solving"


@lemma(
    NAME,
    "With P(1) = 1/(1 + exp(-z)) and P(0) = 1 - P(1), ln(P(1)/P(0)) = z.",
    method="identity",
    scope=ALL,
    sharper="ln P(1) = z",
)
def undone(sharper: bool) -> bool:
    z = sp.Symbol("z", real=True)
    one = 1 / (1 + sp.exp(-z))
    odds = one if sharper else sp.simplify(one / (1 - one))
    return zero(sp.simplify(sp.log(odds)) - z)


@lemma(NAME, "The bound is the inner one.", method="identity", scope=ALL, sharper="it is smaller by one")
def carried(sharper: bool) -> bool:
    return zero(bound_of(NAME).formula() - bound_of(INNER).formula() + (1 if sharper else 0))


@lemma(
    NAME,
    "Upper and lower bound are the same formula: the logit has as many unknowns as before.",
    method="identity",
    scope=ALL,
    sharper="the lower bound is one below",
)
def optimal(sharper: bool) -> bool:
    return bounds_meet(NAME, sharper)


@lemma(
    NAME,
    "In the exact game on the weights -1, 0, 1 the bound is met.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 2",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
