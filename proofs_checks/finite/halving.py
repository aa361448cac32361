"""Halving: each counterexample costs the majority its lead."""

from __future__ import annotations

import sympy as sp

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, zero

NAME = "finite.halving"


@lemma(
    NAME,
    "If c of N concepts say 1 and the majority is contradicted, at most N/2 survive: N/2 - (N - c) = (2c - N)/2 >= 0 when"
    " 2c >= N, and N/2 - c = (N - 2c)/2 > 0 when 2c < N.",
    method="identity: the sign is the case's own premise",
    scope=ALL,
    sharper="at most N/2 - 1/2 survive, a tie included",
)
def halved(sharper: bool) -> bool:
    N, c = sp.symbols("N c", positive=True)
    left = sp.Rational(1, 2) if sharper else 0
    says_one = (N / 2 - left) - (N - c) - (2 * c - N) / 2
    says_zero = (N / 2 - left) - c - (N - 2 * c) / 2
    return zero(says_one) and zero(says_zero)


@lemma(
    NAME,
    "In the exact game the learner meets its bound on the class of all labellings and stays within it on the others.",
    method="exhaustion: the real learner in the exact game",
    scope="four classes of 1 to 8 concepts",
    sharper="one query fewer on every class",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


in_every_run = coq(
    NAME,
    "In every run there are at most floor(lg N) counterexamples: floor(lg N) + 1 queries with the final yes.",
    theorem="finite.halving.run_bound",
    refuted="finite.halving.halving_attains_its_bound",
    sharper="at most floor(lg N) queries",
)
remains = coq(
    NAME,
    "A target of the class remains whatever the counterexamples, so that the answers are never called inconsistent.",
    theorem="finite.halving.never_inconsistent",
    refuted="finite.halving.nothing_may_remain",
    sharper="of a target outside the class",
)
found = coq(
    NAME,
    "After floor(lg N) counterexamples the proposal is the target at every point.",
    theorem="finite.halving.ends_in_the_target",
    refuted="finite.halving.halving_attains_its_bound",
    sharper="after one counterexample fewer",
)
every_learner = coq(
    NAME,
    "In a class of dimension L every learner, whatever it proposes, asks L + 1 queries for some target.",
    theorem="finite.halving.every_learner_is_forced",
    refuted="finite.halving.so_many_are_enough",
    sharper="L + 2 queries",
)
between = coq(
    NAME,
    "The lower bound L + 1 never passes the upper one, floor(lg N) + 1.",
    theorem="finite.halving.lower_at_most_bound",
    refuted="finite.halving.all_labellings_cost_the_bound",
    sharper="the lower bound is always below the upper one",
)
formula = tied(NAME, "finite.halving.bound", N=range(1, 300))
lower_formula = tied(NAME, "finite.halving.lower", lower=True, L=range(300))
