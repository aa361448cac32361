"""Decision trees of low rank as decision lists: the lists are short, and how often which rule can err."""

from __future__ import annotations

from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn.concepts.boolean_tree_classes import BooleanTrees, RankedTrees
from qlearn.concepts.boolean_trees import BooleanTree
from qlearn.concepts.decision_lists import listed
from qlearn.concepts.masks import points_of
from qlearn.evidence.exhaust import every_concept
from qlearn.formulas import floor_lg
from qlearn.learners.boolean.rank_decision_list import counterexamples, terms

NAME = "boolean.rank_decision_list"


def _trees() -> list[BooleanTree]:
    """Trees of all functions of rank 1 of three variables, and of depth 2 and 3."""
    found = [*every_concept(RankedTrees(), {"n": 3, "k": 1}), *every_concept(BooleanTrees(), {"n": 3, "d": 3})]
    return [tree for tree in found if isinstance(tree, BooleanTree)]


@lemma(
    NAME,
    "A tree of rank k with L leaves is a list of at most L rules with terms of at most k literals.",
    method="exhaustion: the real conversion, trees of all functions",
    scope="n = 3",
    sharper="of at most k - 1 literals, if k >= 1",
)
def short_lists(sharper: bool) -> bool:
    def claim(tree: BooleanTree) -> bool:
        _, leaves, rank = tree.measures
        found, points = listed(3, tree.root), points_of(range(8), 3)
        longest = max(rule.mask.bit_count() for rule in found.rules)
        same = len(found.rules) <= leaves and bool((found(points) == tree(points)).all())
        return same and longest <= rank - (1 if sharper and rank else 0)

    return all(map(claim, _trees()))


@lemma(
    NAME,
    "The rank is at most floor(lg L).",
    method="exhaustion: trees of all functions",
    scope="n = 3",
    sharper="less than lg L, if L > 1",
)
def low_rank(sharper: bool) -> bool:
    def claim(tree: BooleanTree) -> bool:
        _, leaves, rank = tree.measures
        return rank <= floor_lg(leaves) and not (sharper and leaves > 1 and 2**rank >= leaves)

    return all(map(claim, _trees()))


@lemma(
    NAME,
    "Rule j errs j - 1 times, the opposite of the last L times, the other 2 N - L - 1 rules L - 1 times: the bound's number.",
    method="exhaustion: in integers",
    scope="k <= n <= 8, L <= 2 N - 1 up to 40",
    sharper="the opposite of the last L - 1 times",
)
def added_up(sharper: bool) -> bool:
    def claim(n: int, k: int, L: int) -> bool:
        N = terms(n, k)
        if k > n or L > 2 * N - 1:
            return True
        errors = sum(range(L)) + L - (1 if sharper else 0) + (2 * N - L - 1) * (L - 1)
        return bool(counterexamples(n, k, L) == errors)

    return everywhere(claim, range(1, 9), range(9), range(1, 41))


@lemma(
    NAME,
    "With terms of any length there are 3**n: each variable is in one as it is, or negated, or not at all.",
    method="exhaustion: in integers",
    scope="n <= 12",
    sharper="with terms of fewer than n literals too",
)
def all_terms(sharper: bool) -> bool:
    return all(terms(n, n - (1 if sharper else 0)) == 3**n for n in range(1, 13))


@lemma(
    NAME,
    "In the exact game over all targets and all counterexamples the bound is never exceeded, and met by a constant.",
    method="exhaustion: the real learner in the exact game",
    scope="n = 1, and n = 2 with k = 1",
    sharper="it is never met",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
