"""Softmax models from confidences: log ratios are affine, and what stays unknown changes nothing."""

from __future__ import annotations

import sympy as sp

from proofs_checks.coq import REALS, coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, bounds_meet, zero

NAME = "linear.softmax"


@lemma(
    NAME,
    "ln p_k - ln p_K = z_k - z_K whatever the normaliser Z, so each log ratio is affine in x.",
    method="identity: Z any positive number",
    scope=ALL,
    sharper="ln p_k alone is z_k",
)
def affine(sharper: bool) -> bool:
    z, last, Z = sp.Symbol("z", real=True), sp.Symbol("last", real=True), sp.Symbol("Z", positive=True)
    ratio = sp.expand_log(sp.log(sp.exp(z) / Z))
    if not sharper:
        ratio -= sp.expand_log(sp.log(sp.exp(last) / Z)) - last
    return zero(ratio - z)


@lemma(
    NAME,
    "Adding s to every logit multiplies numerator and normaliser by exp(s): fixing the last class to 0 loses no model.",
    method="identity: E the sum of the exponentials",
    scope=ALL,
    sharper="adding s to one logit changes nothing",
)
def gauge(sharper: bool) -> bool:
    z, s = sp.symbols("z s", real=True)
    E = sp.Symbol("E", positive=True)
    shifted = sp.exp(z + s) / (E - sp.exp(z) + sp.exp(z + s) if sharper else sp.exp(s) * E)
    return zero(shifted - sp.exp(z) / E)


@lemma(
    NAME,
    "A probability off by a factor 1 - u at worst puts its logarithm off by at most u/(1 - u): g(u) = u/(1 - u) + ln(1 - u) has"
    " g(0) = 0 and g'(u) = u/(1 - u)**2 >= 0.  Two meet in a log ratio.",
    method="identity: of the derivative, whose sign is plain",
    scope=ALL,
    sharper="at most 0.99 u",
)
def rounded(sharper: bool) -> bool:
    u = sp.Symbol("u", nonnegative=True)
    limit = sp.Rational(99, 100) * u if sharper else u / (1 - u)
    g = limit + sp.log(1 - u)
    return bool(g.subs(u, 0) == 0) and zero(sp.diff(g, u) - u / (1 - u) ** 2)


@lemma(
    NAME,
    "Upper and lower bound are the same formula, and K does not enter: all K - 1 log ratios are read off the same answers.",
    method="identity",
    scope=ALL,
    sharper="the lower bound plus one",
)
def met(sharper: bool) -> bool:
    return bounds_meet(NAME, sharper) and "K" not in bound_of(NAME).sizes


@lemma(
    NAME,
    "On two-class models of weights -1, 0, 1 the learner asks d + 1 vectors and is right up to rounding.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 2, weights -1, 0, 1",
    sharper="fewer than d + 1 vectors",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


asked = coq(
    NAME,
    "Exactly d + 1 vectors of confidences are asked, whatever K and the answers.",
    theorem="linear.softmax.run_bound",
    refuted="linear.softmax.one_fewer_is_not_enough",
    sharper="d vectors, and the target is found",
    axioms=REALS,
)
log_ratios = coq(
    NAME,
    "The log ratios ln(p_k/p_K) of a softmax model are the affine functions (W_k - W_K).x + b_k - b_K.",
    theorem="linear.softmax.log_ratios_are_affine",
    refuted="linear.logistic.the_logarithm_alone_is_not",
    sharper="ln p_k alone is affine so",
    axioms=REALS,
)
normal_form = coq(
    NAME,
    "The normal form, with the last class subtracted from all, has the confidences of the model.",
    theorem="linear.softmax.normal_is_the_same",
    refuted="linear.softmax.one_logit_counts",
    sharper="the last class subtracted from the first alone",
    axioms=REALS,
)
found = coq(
    NAME,
    "From exact confidences at the d + 1 corners the result is the target's normal form, if no step is 0.",
    theorem="linear.softmax.found",
    refuted="linear.softmax.one_fewer_is_not_enough",
    sharper="with one answer fewer",
    axioms=REALS,
)
every_learner = coq(
    NAME,
    "Every learner that finds all models of K >= 2 classes in normal form asks d + 1 vectors of every model.",
    theorem="linear.softmax.every_learner_asks",
    refuted="linear.softmax.enough",
    sharper="d + 2 vectors",
    axioms=REALS,
)
formula = tied(NAME, "linear.softmax.bound", d=range(1, 100))
lower_formula = tied(NAME, "linear.softmax.lower", lower=True, d=range(1, 100))
