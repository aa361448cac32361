"""Logistic models from confidences: the logit of a confidence is affine."""

from __future__ import annotations

import sympy as sp

from proofs_checks.coq import REALS, coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bounds_meet, zero

NAME = "linear.logistic"


@lemma(
    NAME,
    "ln(p/(1 - p)) = z for p = 1/(1 + exp(-z)): the logit is w.x + b.",
    method="identity",
    scope=ALL,
    sharper="ln p is z",
)
def logit(sharper: bool) -> bool:
    z = sp.Symbol("z", real=True)
    p = 1 / (1 + sp.exp(-z))
    odds = p if sharper else p / (1 - p)
    return zero(sp.simplify(odds) - sp.exp(z))


@lemma(
    NAME,
    "The pair (1 - p, p) is the softmax of two classes with weights -w and 0 for the first and second.",
    method="identity",
    scope=ALL,
    sharper="with weights w and 0",
)
def two_classes(sharper: bool) -> bool:
    z = sp.Symbol("z", real=True)
    first = sp.exp(z if sharper else -z)
    return zero(1 / (1 + sp.exp(-z)) - 1 / (first + 1))


@lemma(
    NAME,
    "Upper and lower bound are the same formula: d points leave the d + 1 unknowns of the logit a kernel.",
    method="identity",
    scope=ALL,
    sharper="the lower bound plus one",
)
def met(sharper: bool) -> bool:
    return bounds_meet(NAME, sharper)


@lemma(
    NAME,
    "On all weights -1, 0, 1 the learner asks d + 1 confidences and is right up to rounding.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 2, weights -1, 0, 1",
    sharper="fewer than d + 1 confidences",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


asked = coq(
    NAME,
    "Exactly d + 1 pairs of confidences are asked, whatever the answers: the learner is that of softmax models.",
    theorem="linear.softmax.run_bound",
    refuted="linear.softmax.one_fewer_is_not_enough",
    sharper="d pairs, and the target is found",
    axioms=REALS,
)
is_softmax = coq(
    NAME,
    "The confidences (1 - p, p) with p = 1/(1 + exp(-w.x - b)) are those of the softmax model -w.x - b, 0.",
    theorem="linear.logistic.logistic_is_softmax",
    refuted="linear.logistic.not_turned_round",
    sharper="those of the softmax model w.x + b, 0",
    axioms=REALS,
)
found = coq(
    NAME,
    "From exact confidences at the d + 1 corners the result is (-w, -b) and (0, 0), if no step is 0.",
    theorem="linear.logistic.found_logistic",
    refuted="linear.logistic.every_logistic_learner_asks",
    sharper="with one answer fewer",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "Every learner that finds all logistic models of d variables asks d + 1 pairs of confidences of every one of them.",
    theorem="linear.logistic.every_logistic_learner_asks",
    refuted="linear.logistic.found_logistic",
    sharper="d + 2 pairs",
    axioms=REALS,
)
formula = tied(NAME, "linear.softmax.bound", d=range(1, 100))
lower_formula = tied(NAME, "linear.softmax.lower", lower=True, d=range(1, 100))
