"""Logistic models from confidences: the logit of a confidence is affine."""

from __future__ import annotations

import sympy as sp

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
