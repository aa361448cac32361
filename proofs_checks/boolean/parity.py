"""Parities from membership queries: the values at a basis spell the target, and fewer cannot."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, tautology

NAME = "boolean.parity"


@lemma(
    NAME,
    "The point with its one one at variable i is labelled by whether i is chosen, whatever else is.",
    method="tautology: variable i and any other",
    scope=ALL,
    sharper="a second one changes nothing",
)
def spelt(sharper: bool) -> bool:
    return tautology(lambda i, j: (i ^ (j and sharper)) == i, 2)


@lemma(
    NAME,
    "In the exact game over all targets the learner asks n queries, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="fewer than n queries",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


asked = coq(
    NAME,
    "Exactly n labels are asked, whatever the answers.",
    theorem="boolean.parity.run_bound",
    refuted="boolean.parity.one_fewer_is_not_enough",
    sharper="n - 1 labels, for every target",
)
found = coq(
    NAME,
    "The labels at the n points with a single one spell the target.",
    theorem="boolean.parity.found",
    refuted="boolean.parity.one_fewer_is_not_enough",
    sharper="the labels at n - 1 points, whatever they are",
)
every_learner = coq(
    NAME,
    "Every learner that finds all 2**n parities by labels asks n of them for some target.",
    theorem="boolean.parity.every_learner_asks",
    refuted="boolean.parity.n_are_enough",
    sharper="n + 1 labels for some target",
)
every_target = coq(
    NAME,
    "Every learner that finds all parities of n variables by labels asks n labels of every one of them.",
    theorem="boolean.parity.every_target_takes_n",
    refuted="boolean.parity.n_are_enough",
    sharper="n + 1 labels",
)
another = coq(
    NAME,
    "For fewer than n points and any parity another one has the same labels there.",
    theorem="boolean.parity.another_fits",
    refuted="boolean.parity.labels_of_units",
    sharper="for any n points",
)
formula = tied(NAME, "boolean.parity.bound", n=range(1, 200))
lower_formula = tied(NAME, "boolean.parity.lower", lower=True, n=range(1, 200))
