"""Decision lists, trees of low rank as such lists, and the levels of the learner."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, run, teachers
from qlearn.concepts.boolean_tree_classes import BooleanTrees, RankedTrees
from qlearn.concepts.boolean_trees import BooleanTree
from qlearn.concepts.decision_lists import DecisionList, Rule, listed, pruned
from qlearn.domains import Cube
from qlearn.errors import BadAnswer, BadArgument, Inconsistent, Undecided
from qlearn.learners.boolean.rank_decision_list import counterexamples, rank_decision_list, terms
from qlearn.oracle import agree
from qlearn.testing import concepts
from qlearn.transcript import Turn

POLICIES: Any = ("first", "random", "longest")


@given(st.sampled_from([3, 70]), st.data())
def test_the_first_rule_that_applies_decides(n: int, data: Any) -> None:
    def rule() -> Rule:
        mask = data.draw(st.integers(0, 2**n - 1)) & data.draw(st.integers(0, 2**n - 1))
        return Rule(mask, mask & data.draw(st.integers(0, 2**n - 1)), data.draw(st.booleans()))

    found = DecisionList(n, (*(rule() for _ in range(data.draw(st.integers(0, 5)))), Rule(0, 0, data.draw(st.booleans()))))
    for x in np.random.default_rng(n).integers(0, 2, (40, n)).astype(np.uint8):
        bits = sum(int(b) << i for i, b in enumerate(x))
        applies = next(i for i, rule in enumerate(found.rules) if bits & rule.mask == rule.value)
        assert found.first(x[None])[0] == applies
        assert found(x[None])[0] == found.rules[applies].label


@given(concepts(BooleanTrees()))
def test_a_tree_is_a_list_of_the_leaves_that_are_reached_with_terms_no_longer_than_its_rank(tree: BooleanTree) -> None:
    _, leaves, rank = tree.measures
    found, points = listed(tree.n, tree.root), np.random.default_rng(0).integers(0, 2, (200, tree.n)).astype(np.uint8)
    same = BooleanTree(tree.n, pruned(tree.root))
    assert len(found.rules) == same.measures[1] <= leaves
    assert same.measures[2] <= rank
    assert (same(points) == tree(points)).all()
    assert max(rule.mask.bit_count() for rule in found.rules) <= rank
    assert 2**rank <= leaves
    assert (found(points) == tree(points)).all()


def restrictions(labels: tuple[int, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """A function's labels at all points, split by each variable in turn."""
    n = len(labels).bit_length() - 1
    parts = [np.moveaxis(np.array(labels).reshape((2,) * n), i, 0).reshape(2, -1).tolist() for i in range(n)]
    return [(tuple(zero), tuple(one)) for zero, one in parts]


def rank(labels: tuple[int, ...]) -> int:
    """The least rank of a tree."""
    if len(set(labels)) == 1:
        return 0
    pairs = [sorted((rank(zero), rank(one))) for zero, one in restrictions(labels)]
    return min(high + (low == high) for low, high in pairs)


def depth(labels: tuple[int, ...]) -> int:
    """The least depth of a tree."""
    return 0 if len(set(labels)) == 1 else min(1 + max(map(depth, both)) for both in restrictions(labels))


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_classes_list_each_function_of_their_rank_or_depth_once(n: int) -> None:
    everything = list(product((0, 1), repeat=2**n))
    spaces = [(rank, k, RankedTrees().space(n=n, k=k)) for k in range(min(n, 3 - n // 2) + 1) if (n, k) != (3, 2)]
    spaces += [(depth, d, BooleanTrees().space(n=n, d=d)) for d in range(n + 1)]
    for measure, most, space in spaces:
        found = [tuple(concept(Cube(n).points()).astype(int).tolist()) for concept in space.concepts]
        assert len(found) == len(set(found))
        assert set(found) == {labels for labels in everything if measure(labels) <= most}
        assert all(concept.measures[2 if measure is rank else 0] <= most for concept in space.concepts)


def test_what_is_asked_twice_on_a_path_is_not_reached() -> None:
    twice = (1, (1, (2, False, True), True), (4, (1, True, False), True))
    assert pruned(twice) == (1, (2, False, True), (4, False, True))
    assert len({rule.mask for rule in listed(3, twice).rules}) > 1


def levels(turns: Any) -> Counter[Rule]:
    """How often each rule has erred, from what was said."""
    return Counter(
        turn.query.hypothesis.rules[int(turn.query.hypothesis.first(turn.answer.point[None])[0])]
        for turn in turns
        if turn.answer is not None
    )


@settings(max_examples=60, deadline=None)
@given(concepts(RankedTrees()), st.sampled_from(POLICIES))
def test_rule_j_never_leaves_level_j_nor_any_other_the_last(tree: BooleanTree, policy: Any) -> None:
    k = tree.given["k"]
    done = run(rank_decision_list(n=tree.n, k=k), teachers.Honest(tree, policy))
    assert agree(tree, done.hypothesis)
    erred, rules = levels(done.turns), listed(tree.n, tree.root).rules
    L = len(rules)
    for j, rule in reversed(list(enumerate(rules))):
        assert erred[rule] <= j, "rule j + 1 errs j times at most"
    opposite = Rule(0, 0, not rules[-1].label)
    assert erred[opposite] <= L
    assert max([0, *(times for rule, times in erred.items() if rule != opposite)]) <= L - 1
    assert sum(erred.values()) == done.ledger["equivalence"] - 1 <= counterexamples(tree.n, k, L)


@pytest.mark.parametrize("value", [False, True])
def test_constants_meet_the_bound_or_are_guessed(value: bool) -> None:
    done = run(rank_decision_list(n=4, k=2), teachers.Honest(BooleanTree(4, value)))
    assert done.ledger["equivalence"] == 1 + value
    assert counterexamples(4, 2, 1) == 1
    assert terms(4, 2) == 1 + 8 + 24


def test_a_larger_k_than_the_rank_does_too() -> None:
    tree = BooleanTree(5, (1, (2, False, True), (4, True, (16, False, True))))
    for policy in POLICIES:
        assert agree(tree, run(rank_decision_list(n=5, k=3), teachers.Honest(tree, policy)).hypothesis)


EXCLUSIVE_OR = (1, (2, False, True), (2, True, False))
PARITY = (4, EXCLUSIVE_OR, (1, (2, True, False), (2, False, True)))


@pytest.mark.parametrize(("n", "root", "k", "times"), [(2, EXCLUSIVE_OR, 1, 4), (3, PARITY, 2, 8), (3, EXCLUSIVE_OR, 0, 2)])
def test_a_target_of_larger_rank_is_found_out(n: int, root: Any, k: int, times: int) -> None:
    """No list needs more rules than there are points, or than rules."""
    for policy in POLICIES:
        with pytest.raises(Inconsistent, match=f"erred {times} times: no decision tree of rank {k} in {n} variables"):
            run(rank_decision_list(n=n, k=k), teachers.Honest(BooleanTree(n, root), policy))


def test_leaves_that_repeat_a_rule_cost_nothing() -> None:
    rules = 2 * terms(3, 1)
    assert counterexamples(3, 1, rules - 1) < counterexamples(3, 1, rules) == counterexamples(3, 1, rules + 2)


def test_bad_input_is_named() -> None:
    target = teachers.Honest(BooleanTree(3, True))
    for arguments in ({"n": 0, "k": 0}, {"n": 3, "k": 4}, {"n": 3, "k": -1}):
        with pytest.raises(BadArgument, match="is an integer"):
            run(rank_decision_list(**arguments), target)
    half = Turn(Equivalence(DecisionList(2, (Rule(0, 0, False),))), Counterexample(np.array([0.5, 1.0]), True))
    with pytest.raises(BadAnswer, match="no point of 2 bits"):
        run(rank_decision_list(n=2, k=0), teachers.Recorded([half]))
    with pytest.raises(Undecided, match="rank 1 of 3 variables is the most"):
        RankedTrees().space(n=4, k=1)
