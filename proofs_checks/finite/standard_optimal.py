"""The standard optimal algorithm: as many counterexamples as the deepest tree has levels, and nobody meets fewer."""

from __future__ import annotations

from proofs_checks.coq import coq, tied
from proofs_checks.finite.exact_games import ON_THREE_POINTS, classes, longest, tree_depth
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere

NAME = "finite.standard_optimal"

in_every_run = coq(
    NAME,
    "The learner that proposes the labels which leave the larger dimension meets at most L counterexamples in every run.",
    theorem="finite.littlestone.optimal_bound",
    refuted="finite.littlestone.every_learner_is_forced",
    sharper="at most L - 1 counterexamples",
)
every_learner = coq(
    NAME,
    "In a class of dimension L every learner, whatever it proposes, asks L + 1 queries for some target.",
    theorem="finite.halving.every_learner_is_forced",
    refuted="finite.halving.so_many_are_enough",
    sharper="L + 2 queries",
)


@lemma(
    NAME,
    "In the exact game the learner meets its bound and stays within it.",
    method="exhaustion: the real learner in the exact game",
    scope="four classes of 1 to 8 concepts",
    sharper="one query fewer on every class",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


@lemma(
    NAME,
    "Over all targets and all counterexamples the learner asks exactly L + 1 queries at most, L by the recursion over trees.",
    method="exhaustion: the real learner",
    scope=ON_THREE_POINTS,
    sharper="L queries",
)
def worst_case(sharper: bool) -> bool:
    return everywhere(lambda t: longest(NAME, t) == tree_depth(frozenset(t)) + (0 if sharper else 1), classes())


formula = tied(NAME, "finite.halving.lower", L=range(300))
lower_formula = tied(NAME, "finite.halving.lower", lower=True, L=range(300))
