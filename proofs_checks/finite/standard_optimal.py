"""The standard optimal algorithm: as many counterexamples as the deepest tree has levels, and nobody meets fewer."""

from __future__ import annotations

from dataclasses import replace

from proofs_checks.coq import tied
from proofs_checks.finite import halving, littlestone
from proofs_checks.finite.exact_games import ON_THREE_POINTS, classes, in_the_game, longest, tree_depth
from proofs_checks.lemmas import lemma
from proofs_checks.methods import everywhere

NAME = "finite.standard_optimal"

in_every_run = replace(littlestone.optimal, theorem=NAME)
every_learner = replace(halving.every_learner, theorem=NAME)


played = in_the_game(NAME)


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
