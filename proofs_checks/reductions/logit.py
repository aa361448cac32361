"""A logit is the affine function behind a confidence."""

from __future__ import annotations

import sympy as sp

from proofs_checks.coq import REALS, coq, tied
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


affine = coq(
    NAME,
    "The logit ln P(1) - ln P(0) of a logistic model's confidences is w.x + b.",
    theorem="linear.logistic.logit_is_affine",
    refuted="linear.logistic.the_logarithm_alone_is_not",
    sharper="ln P(1) is w.x + b",
    axioms=REALS,
)
same_run = coq(
    NAME,
    "Told the logits of exact confidences, a learner of affine functions asks as often and ends with the same result as of the"
    " affine function itself.",
    theorem="linear.logistic.logit_run",
    refuted="linear.logistic.every_logistic_learner_asks",
    sharper="one query fewer, where it finds every affine function with d + 1",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "Every learner that finds all logistic models of d variables asks d + 1 pairs of confidences of every one of them.",
    theorem="linear.logistic.every_logistic_learner_asks",
    refuted="linear.logistic.found_by_logits",
    sharper="d + 2 pairs",
    axioms=REALS,
)
formula = tied(NAME, "linear.softmax.bound", d=range(1, 100))
lower_formula = tied(NAME, "linear.softmax.lower", lower=True, d=range(1, 100))
