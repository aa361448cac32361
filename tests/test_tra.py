"""TRA: exact on trees, forests and constants; what is certain when it is stopped; and answers that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import find, run, teachers
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.codec import decode, encode
from qlearn.concepts.cells import Cells, disagreement, overlaps, points_of_difference, sizes_of
from qlearn.concepts.certified_trees import CertifiedTree
from qlearn.concepts.explaining import explanations
from qlearn.concepts.tree_classes import Trees, drawn_tree, grown, of_labels
from qlearn.concepts.trees import Tree
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.features import Categories, Floats, Integers, Reals
from qlearn.learners.trees.tra import centre, tra
from qlearn.oracle import agree
from qlearn.points import Classes, Points
from qlearn.queries import Counterfactual, Explanation

POLICIES = ("first", "random", "longest")
seeds = st.integers(0, 2**32 - 1)


def asked(target: Any, policy: Any = "first", **more: Any) -> Any:
    return run(tra(target.axes, target.classes), teachers.Honest(target, policy), **more)


@given(seeds, st.sampled_from(POLICIES))
def test_it_finds_every_tree_within_its_bound_and_every_leaf_is_certain(seed: int, policy: str) -> None:
    target = Trees().draw(Coins(seed))
    found = asked(target, policy)
    assert agree(target, found.hypothesis)
    assert found.hypothesis.complete
    assert found.hypothesis.share == 1
    assert found.ledger["counterfactual"] <= 2 * target.sizes["P"] - 1
    assert dict(found.ledger).keys() == {"counterfactual"}


@given(seeds, st.integers(0, 12))
def test_stopped_early_it_is_right_where_it_says_so_and_the_share_is_exact(seed: int, budget: int) -> None:
    target = Trees().draw(Coins(seed))
    tree = asked(target, "random", budget=budget).hypothesis
    low, high, leaf = tree.paths
    sure = tree.certified[leaf]
    certain = [tree.axes.share(a, b) for a, b in zip(low[sure], high[sure], strict=True)]
    assert tree.share == sum(certain, Fraction(0))
    assert disagreement(target, tree) <= 1 - tree.share
    for a, b, node in zip(low[sure], high[sure], leaf[sure], strict=True):
        inside = (np.maximum(target.cells.low, a) <= np.minimum(target.cells.high, b)).all(axis=1)
        assert (target.cells.label[inside] == tree.label[node]).all()


def test_the_share_grows_with_the_budget_and_the_largest_boxes_come_first() -> None:
    target = drawn_tree(Coins(4), Axes.grid(40, 3), 3)
    most = asked(target).ledger["counterfactual"]
    shares = [asked(target, budget=b).hypothesis.share for b in range(most + 1)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1
    assert [asked(target, budget=b).hypothesis.complete for b in (most - 1, most)] == [False, True]


def test_a_budget_of_nothing_leaves_a_tree_that_is_sure_of_nothing() -> None:
    found = asked(drawn_tree(Coins(4), Axes.grid(40, 3), 3), budget=0)
    assert found.hypothesis.share == 0
    assert len(found.hypothesis.cells) == 1
    assert found.refused is not None


def test_constant_targets_and_one_place_take_one_query() -> None:
    features = (Integers(3, 3), Reals(0.0, 0.0, 0), Reals(0.0, 1.0, 10), Floats(-1.0, 1.0), Categories(0, 4))
    for axes in [Axes((feature,)) for feature in features] + [Axes(features)]:
        target = grown(axes, 3, lambda low, high: 2)
        found = asked(target)
        assert found.ledger["counterfactual"] == 1
        assert agree(target, found.hypothesis)


@pytest.mark.parametrize("N", [2, 3, 9])
def test_on_one_feature_every_run_takes_exactly_two_s_plus_one(N: int) -> None:
    for labels in range(2**N):
        target = of_labels(Axes.grid(N, 1), 2, np.array([labels >> k & 1 for k in range(N)]))
        found = asked(target, "random")
        assert found.ledger["counterfactual"] == 2 * target.sizes["s"] + 1


@pytest.mark.parametrize("sizes", [(2, 2), (3, 2), (2, 2, 2), (4, 3), (3, 3, 2)])
def test_the_bound_is_met_where_all_cells_differ(sizes: tuple[int, ...]) -> None:
    axes = Axes(tuple(Integers(0, n - 1) for n in sizes))
    P = int(np.prod(sizes))
    target = of_labels(axes, P, np.arange(P).reshape(sizes))
    assert target.sizes["P"] == P
    assert asked(target).ledger["counterfactual"] == 2 * P - 1


def test_floats_are_cut_to_the_last_bit_and_centres_are_in_the_middle_by_length() -> None:
    axes = Axes((Floats(0.0, 1.0), Floats(-1.0, 3.0, single=True)))
    assert axes.at(centre(axes, np.zeros(2, np.int64), axes.last)[None]).tolist() == [[0.5, 1.0]]
    wide = Axes((Floats(0.0, 1.7e308),))  # whose ends have no sum
    assert wide.at(centre(wide, np.zeros(1, np.int64), wide.last)[None]).tolist() == [[8.5e307]]
    cut = int(axes.place(np.array([[0.1, 0.7]]))[0, 0])
    target = grown(axes, 2, lambda low, high: (0, cut) if low[0] <= cut < high[0] else int(low[0] > cut))
    found = asked(target)
    assert found.hypothesis.threshold[0] == 0.1
    assert found.ledger["counterfactual"] == 3


@given(seeds)
def test_a_centre_lies_in_its_box(seed: int) -> None:
    coins = Coins(seed)
    axes = Trees().draw(coins).axes
    ends = np.sort(coins.rng.integers(0, axes.last + 1, (2, axes.d)), axis=0)
    middle = centre(axes, *ends)
    assert ((ends[0] <= middle) & (middle <= ends[1])).all()


def test_many_features_of_which_few_matter() -> None:
    axes = Axes((Reals(0.0, 1.0, 1000),) * 200)

    def split(low: Any, high: Any) -> Any:
        wide = [i for i in (7, 190) if low[i] <= 300 < high[i]]
        return (wide[0], 300) if wide else int(low[7] > 300) + int(low[190] > 300)

    found = asked(grown(axes, 3, split), "longest")
    assert found.ledger["counterfactual"] <= 7
    assert found.hypothesis.sizes["s"] == 2


def test_repeated_thresholds_are_cut_once_a_box() -> None:
    target = of_labels(Axes.grid(10, 2), 2, (np.indices((10, 10)) // 5).sum(axis=0) % 2)
    found = asked(target)
    assert target.sizes["P"] == 4
    assert found.ledger["counterfactual"] == 7


@dataclass(frozen=True, eq=False)
class Vote:
    """The class that most of three trees say, the lowest of those that are tied: constant on cells, but no tree."""

    trees: tuple[Tree, ...]

    @property
    def axes(self) -> Axes:
        return self.trees[0].axes

    @property
    def domain(self) -> Axes:
        return self.axes

    @property
    def classes(self) -> int:
        return self.trees[0].classes

    @property
    def sizes(self) -> Mapping[str, int]:
        return sizes_of(self)

    def __call__(self, points: Points) -> Classes:
        said = np.array([tree(points) for tree in self.trees])
        votes = np.array([(said == k).sum(axis=0) for k in range(self.classes)])
        found: Classes = np.argmax(votes, axis=0)
        return found

    @property
    def cells(self) -> Cells:
        cells = self.trees[0].cells
        for tree in self.trees[1:]:
            i, j = (np.concatenate(part) for part in zip(*overlaps(cells, tree.cells), strict=True))
            low, high = np.maximum(cells.low[i], tree.cells.low[j]), np.minimum(cells.high[i], tree.cells.high[j])
            cells = Cells(low, high, self(self.axes.at(low)))
        return cells

    def disagreements(self, hypothesis: Any) -> Iterator[Any] | None:
        return points_of_difference(self, hypothesis)

    def explanations(self, query: Counterfactual) -> Iterator[Explanation]:
        return explanations(self, query)

    def key(self) -> bytes:
        return b"".join(tree.key() for tree in self.trees)


@pytest.mark.parametrize("seed", range(8))
def test_it_finds_a_vote_of_trees_which_is_no_tree(seed: int) -> None:
    coins = Coins(seed)
    axes = Axes((Reals(0.0, 1.0, 100), Integers(0, 9), Floats(0.0, 1.0)))
    vote = Vote(tuple(drawn_tree(coins, axes, 3) for _ in range(3)))
    found = asked(vote, POLICIES[seed % 3])
    assert agree(vote, found.hypothesis)
    assert found.ledger["counterfactual"] <= 2 * vote.sizes["P"] - 1


@pytest.mark.parametrize("classes", [0, 1, True, 2.0, "2"])
def test_too_few_classes_are_refused(classes: Any) -> None:
    with pytest.raises(BadArgument, match="classes"):
        run(tra(Axes.grid(3, 1), classes), teachers.Function(lambda x: x))


class Scripted:
    """Says what it is told to say."""

    def __init__(self, *answers: Explanation) -> None:
        self.answers = list(answers)

    def answer(self, query: Any) -> Explanation:
        return self.answers.pop(0)


def test_a_counterfactual_between_the_places_is_refused_and_the_reduction_named() -> None:
    teacher = Scripted(Explanation(0, np.array([6.3]), 1))
    with pytest.raises(BadAnswer, match=r"between the places.*\+snapped"):
        run(tra(Axes.grid(9, 1), 2), teacher)


BOX = Explanation(0, np.array([6.0]), 1)  # asked at 4: so 0 at 5, 1 at 6
CONTRADICTIONS = {
    "the whole of a box has a label that a place in it has not": (BOX, Explanation(1)),
    "a place has another label than before": (BOX, Explanation(0, np.array([5.0]), 1)),
    "one place back is no longer what it was": (BOX, Explanation(1, np.array([3.0]), 0), Explanation(0)),
}


@pytest.mark.parametrize("answers", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_answers_that_contradict_each_other_are_named(answers: tuple[Explanation, ...]) -> None:
    with pytest.raises(Inconsistent, match="No function gives both answers"):
        run(tra(Axes.grid(9, 1), 2), Scripted(*answers))


def test_a_liar_is_found_out_or_believed_but_never_breaks_it() -> None:
    @dataclass
    class Liar:
        coins: Coins

        def answer(self, query: Counterfactual) -> Explanation:
            label = self.coins.integer(0, 1)
            y = self.coins.rng.integers(query.low, query.high + 1).astype(float)
            if (y == query.point).all() or not self.coins.integer(0, 2):
                return Explanation(label)
            return Explanation(label, y, 1 - label)

    ends = set()
    for seed in range(60):
        try:
            run(tra(Axes.grid(5, 2), 2), Liar(Coins(seed)))
            ends.add("believed")
        except Inconsistent:
            ends.add("found out")
    assert ends == {"believed", "found out"}


def test_a_certified_tree_is_written_and_read() -> None:
    tree = asked(drawn_tree(Coins(4), Axes.grid(40, 3), 3), budget=3).hypothesis
    again = decode(encode(tree))
    assert isinstance(again, CertifiedTree)
    assert again.key() == tree.key()
    assert again.share == tree.share
    assert replace(tree, certified=~tree.certified).key() != tree.key()


def test_a_version_space_knows_a_tree_however_it_is_written() -> None:
    axes = Axes.grid(3, 1)
    space = Trees().space(axes, 2)
    twice = grown(axes, 2, lambda low, high: (0, int(low[0])) if low[0] < high[0] else int(low[0] > 1))
    assert space.contains(space.all, twice)
    assert not space.contains(0, twice)
    assert not space.contains(space.all, grown(axes, 3, lambda low, high: 2))


def test_trees_alike_but_for_redundant_splits_are_found_without_them() -> None:
    axes = Axes.grid(4, 1)
    target = grown(axes, 2, lambda low, high: (0, int(low[0])) if low[0] < high[0] else 1)
    found = asked(target)
    assert str(found.hypothesis) == "1"
    assert find("trees.tra") is tra
