"""Regression trees: numbered values are names, and each question is one question."""

from __future__ import annotations

from proofs_checks.coq import coq
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained
from qlearn import run, teachers
from qlearn.concepts.regression_trees import RegressionTrees
from qlearn.concepts.tree_classes import named
from qlearn.learners.trees.corner_path_finding import corner_path_finding
from qlearn.learners.trees.regression import regression

NAME = "trees.regression"

told_apart = coq(
    NAME,
    "Of values met, two have one number only if they are one value.",
    theorem="trees.regression.same_number",
    refuted="trees.regression.not_met_one_number",
    sharper="of values not met too",
)
kept = coq(
    NAME,
    "A value keeps its number whatever is met later.",
    theorem="trees.regression.number_stays",
    refuted="trees.regression.not_met_moves",
    sharper="a value not met too",
)
heard = coq(
    NAME,
    "The value of a number is the one that stands there.",
    theorem="trees.regression.value_of_number",
    refuted="trees.regression.not_met_nowhere",
    sharper="of values not met too",
)


@lemma(
    NAME,
    "As many value queries are asked as trees.corner_path_finding asks leaf queries about the same tree, and the checks.",
    method="exhaustion: the real learners",
    scope="every tree on the small grids",
    sharper="one fewer",
)
def same_count(sharper: bool) -> bool:
    for given in RegressionTrees().small:
        space = RegressionTrees().space(**given)
        for concept in space.every(space.all):
            values = run(regression(**given, checks=5), teachers.Honest(concept)).ledger["value"]
            leaves = run(corner_path_finding(**given), teachers.Honest(named(concept.trees[0]))).ledger["leaf"]  # type: ignore[attr-defined]
            if values != leaves + 5 - sharper:
                return False
    return True


@lemma(
    NAME,
    "Each small game meets the bound exactly, or stays below it, and one meets it.",
    method="exhaustion: the real learner",
    scope="every tree on the small grids",
    sharper="all stay below it",
)
def met(sharper: bool) -> bool:
    return attained(NAME, sharper)
