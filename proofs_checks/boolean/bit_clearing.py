"""Monotone conjunctions from membership queries: n labels spell the target, and fewer cannot."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, implies, tautology
from qlearn import find
from qlearn.formulas import clg

NAME = "boolean.bit_clearing"


@lemma(
    NAME,
    "The point with its one zero at variable i is rejected exactly if i is in the target, whatever else is.",
    method="tautology: variable i and any other",
    scope=ALL,
    sharper="a second zero changes nothing",
)
def spelt(sharper: bool) -> bool:
    return tautology(lambda i, j: (not (implies(i, False) and implies(j, not sharper))) == i, 2)


@lemma(
    NAME,
    "2**n targets need clg(2**n) = n one-bit answers: the lower bound is the information bound, and the upper bound meets it.",
    method="exhaustion: exact integers",
    scope="n <= 500",
    sharper="one answer fewer",
)
def told(sharper: bool) -> bool:
    lower = find(NAME).theorem.lower
    assert lower is not None

    def claim(n: int) -> bool:
        answers = lower.bound.at(n=n) - (1 if sharper else 0)
        return bool(2**n <= 2**answers and clg(2**n) == answers == bound_of(NAME).at(n=n))

    return everywhere(claim, range(1, 501))


@lemma(
    NAME,
    "In the exact game over all targets the learner asks n queries, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="fewer than n queries",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


spells = coq(
    NAME,
    "The learner asks exactly n queries, whatever is answered, and returns the target.",
    theorem="boolean.bit_clearing.n_labels_spell_the_target",
    refuted="boolean.bit_clearing.every_learner_asks_n",
    sharper="n - 1 queries",
)
every_learner = coq(
    NAME,
    "A learner that returns every target asks at least n queries for one of them.",
    theorem="boolean.bit_clearing.every_learner_asks_n",
    refuted="boolean.bit_clearing.n_labels_spell_the_target",
    sharper="at least n + 1 queries",
)
formula = tied(NAME, "boolean.bit_clearing.bound", n=range(1, 200))
lower_formula = tied(NAME, "boolean.bit_clearing.lower", lower=True, n=range(1, 200))
