"""Forests: their cells, sums of floats, names, counterfactuals and comparisons, each against another way to find it."""

from __future__ import annotations

import itertools
import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from qlearn import Counterfactual, Equivalence, Leaf, Value, codec, teachers
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.concepts import forests as module
from qlearn.concepts.cells import differing, disagreement, disagreement_on
from qlearn.concepts.comparing import difference_by_z3, equal_by_z3, whole
from qlearn.concepts.explaining import FIRST
from qlearn.concepts.forest_classes import Forests, Regressions, drawn_votes
from qlearn.concepts.forests import Forest, hard
from qlearn.concepts.regressions import Regression
from qlearn.concepts.tree_classes import Trees, drawn_axes, drawn_tree, grown, of_labels
from qlearn.concepts.trees import Tree
from qlearn.errors import BadArgument, Undecided
from qlearn.features import Floats, Integers
from qlearn.oracle import agree, legal, truth
from qlearn.testing import check_teacher

SMALL = Axes((Integers(0, 3), Integers(0, 4), Integers(0, 2)))
TWO = of_labels(Axes.grid(4, 1), 2, np.array([0, 1, 1, 0]))


def drawn(seed: int, axes: Axes = SMALL, classes: int = 3, trees: int = 3) -> Forest:
    coins = Coins(seed)
    grown_ = tuple(drawn_tree(coins, axes, classes) for _ in range(trees))
    return Forest(axes, classes, grown_, tuple(drawn_votes(coins, tree) for tree in grown_))


def brute(concept: Any, query: Counterfactual) -> set[bytes]:
    """The points of another label from which no coordinate alone can go one place back and keep it another."""
    every = concept.axes.points()
    every = every[((query.low <= every) & (every <= query.high)).all(axis=1)]
    label = concept(query.point[None])[0]
    found = set()
    for point in every[concept(every) != label]:
        moved = np.flatnonzero(point != query.point)
        back = np.repeat(point[None], len(moved), axis=0)
        back[np.arange(len(moved)), moved] += np.sign(query.point - point)[moved]
        if (concept(back) == label).all():
            found.add(point.tobytes())
    return found


@pytest.mark.parametrize("seed", range(40))
def test_cells_are_disjoint_and_whole_and_have_the_forests_labels(seed: int) -> None:
    forest = drawn(seed, drawn_axes(Coins(seed, 1))) if seed % 2 else drawn(seed)
    cells = forest.cells
    assert sum((forest.axes.share(a, b) for a, b in zip(cells.low, cells.high, strict=True)), Fraction(0)) == 1 or any(
        isinstance(axis, Floats) for axis in forest.axes.features
    )
    for ends in (cells.low, cells.high):
        assert (forest(forest.axes.at(ends)) == cells.label).all()
    meet = (cells.low[:, None] <= cells.high).all(axis=2) & (cells.low <= cells.high[:, None]).all(axis=2)
    assert meet.sum() == len(cells), "only with itself"
    if forest.axes is SMALL:
        volume = np.prod(cells.high - cells.low + 1, axis=1)
        assert volume.sum() == np.prod(SMALL.sizes)
    low, _, said = module.product(forest.axes, forest.trees, forest.votes)
    assert np.array_equal(forest.values(forest.axes.at(low)), said), "the floats are those of the points, to the last bit"
    assert forest.sizes["L"] == len(cells)
    assert forest.sizes["K"] == 3


def test_the_order_of_the_trees_decides_ties_of_floats() -> None:
    axes = Axes.grid(1, 1)
    leaf = grown(axes, 2, lambda low, high: 0)
    votes = tuple(np.array([v]) for v in ([0.1, 0.6], [0.2, 0.0], [0.3, 0.0]))
    one, other = (Forest(axes, 2, (leaf,) * 3, v) for v in (votes, votes[::-1]))
    assert (0.1 + 0.2) + 0.3 > 0.6 == (0.3 + 0.2) + 0.1
    assert one.values(np.zeros((1, 1)))[0].tolist() == [((0.1 + 0.2) + 0.3) / 3, 0.6 / 3]
    assert one(np.zeros((1, 1)))[0] == other(np.zeros((1, 1)))[0] == 0, "a tie goes to the first class"
    swapped = [Forest(axes, 2, (leaf,) * 3, tuple(v[:, ::-1] for v in vs)) for vs in (votes, votes[::-1])]
    assert [f(np.zeros((1, 1)))[0] for f in swapped] == [1, 0]
    assert difference_by_z3(*swapped) is not None
    assert equal_by_z3(one, other), "their votes differ, their labels do not"


def test_hard_votes_are_the_majority() -> None:
    for seed in range(20):
        coins = Coins(seed)
        trees = tuple(drawn_tree(coins, SMALL, 3) for _ in range(4))
        forest = Forest(SMALL, 3, trees, tuple(map(hard, trees)))
        points = SMALL.points()
        counts = np.sum([np.eye(3)[tree(points)] for tree in trees], axis=0)
        assert (forest(points) == counts.argmax(axis=1)).all()


def test_one_tree_and_one_place() -> None:
    tree = drawn_tree(Coins(3), SMALL, 3)
    forest = Forest(SMALL, 3, (tree,), (hard(tree),))
    assert agree(forest, tree)
    assert agree(tree, forest)
    assert disagreement(forest, tree) == 0
    assert str(forest).count("?") == str(tree).count("?")
    point = Forest(Axes.grid(1, 1), 2, (grown(Axes.grid(1, 1), 2, lambda low, high: 1),), (np.array([[0.0, 1.0]]),))
    assert len(point.cells) == 1
    assert point.sizes["s"] == 0
    assert next(point.explanations(Counterfactual(np.zeros(1), np.zeros(1), np.zeros(1), 2))).point is None


def test_too_many_cells_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = Axes.grid(50, 2)
    coins = Coins(0)
    stairs = [of_labels(axes, 2, coins.rng.integers(0, 2, (50, 50))) for _ in range(2)]
    forest = Forest(axes, 2, tuple(stairs), tuple(map(hard, stairs)))
    monkeypatch.setattr(module, "ENTRIES", 100)
    with pytest.raises(Undecided, match="difference_by_z3"):
        _ = forest.cells
    monkeypatch.undo()
    assert len(forest.cells) > 50


@pytest.mark.parametrize("seed", range(20))
def test_the_leaves_of_a_forest_are_those_of_one_tree(seed: int) -> None:
    forest = drawn(seed)
    points = SMALL.points()
    names = forest.leaves(points)
    together = [tuple(row) for row in np.column_stack([tree.leaves(points) for tree in forest.trees]).tolist()]
    assert len(set(zip(names.tolist(), together, strict=True))) == len(set(together)) == len(set(names.tolist()))
    assert len(set(together)) == len(forest.cells)
    everything = np.ones(points.shape, np.bool_)
    assert (forest.leaves(points, everything) == names).all()
    assert legal(Leaf(points), forest, names)
    nothing = forest.leaves(points, ~everything)
    assert len(set(nothing.tolist())) == 1
    first = next((t for t in forest.trees if len(t.feature) > 1), None)
    if first is not None:
        assert nothing[0] not in names


def test_the_walk_does_not_come_to_the_tree_below_an_unknown_feature() -> None:
    axes = Axes.grid(2, 2)
    one, two = (of_labels(axes, 2, np.array(labels)) for labels in ([[0, 0], [1, 1]], [[0, 1], [0, 1]]))
    forest = Forest(axes, 2, (one, two), (hard(one), hard(two)))
    points = axes.points()
    first, second = (np.broadcast_to(known, points.shape) for known in ([True, False], [False, True]))
    assert len(set(forest.leaves(points, first).tolist())) == 2
    assert len(set(forest.leaves(points, second).tolist())) == 1


def test_names_beyond_64_bits_are_refused() -> None:
    tree = of_labels(Axes.grid(40, 1), 2, np.arange(40) % 2)
    many = Forest(tree.axes, 2, (tree,) * 12, (hard(tree),) * 12)
    assert many(np.zeros((1, 1)))[0] == 0
    with pytest.raises(Undecided, match="64 bits"):
        many.leaves(np.zeros((1, 1)))


@pytest.mark.parametrize("seed", range(60))
def test_explanations_are_all_that_cannot_be_moved_less(seed: int) -> None:
    concept: Any = drawn(seed) if seed % 2 else drawn_tree(Coins(seed), SMALL, 3)
    coins = Coins(seed, 7)
    for _ in range(6):
        low, high = np.sort(SMALL.draw(coins, 2), axis=0)
        point = np.array([coins.integer(int(a), int(b)) for a, b in zip(low, high, strict=True)], np.float64)
        query = Counterfactual(point, low, high, 3)
        found = list(concept.explanations(query))
        points = {x.point.tobytes() for x in found if x.point is not None}
        assert points == brute(concept, query)
        assert len(found) == max(1, len(points)), "none twice"
        if points:
            far = [float(((x.point - point) ** 2).sum()) for x in found]  # type: ignore[operator]
            assert far == sorted(far), "the nearest first"
            assert all(legal(query, concept, x) for x in found)
            inside = SMALL.points()
            inside = inside[((low <= inside) & (inside <= high)).all(axis=1)]
            others = inside[concept(inside) != concept(point[None])[0]]
            assert far[0] == ((others - point) ** 2).sum(axis=1).min(), "and it is the nearest of all"


def test_more_candidates_than_are_looked_at_first() -> None:
    axes = Axes.grid(40, 2)
    x, y = np.indices((40, 40))
    tree = of_labels(axes, 2, ((x + y) > 38).astype(int))
    query = Counterfactual(np.zeros(2), np.zeros(2), np.full(2, 39.0), 2)
    found = list(tree.explanations(query))
    assert {x.point.tobytes() for x in found if x.point is not None} == brute(tree, query)
    assert len(found) == 40 > 2 * FIRST


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1.0, 1e160, 1.5e308])
def test_distances_neither_overflow_nor_vanish(scale: float) -> None:
    axes = Axes((Floats(0.0, scale),) * 2)
    cut = int(axes.features[0].place(np.array([scale / 2]))[0])
    far = int(axes.features[1].place(np.array([scale / 4]))[0])

    def split(low: Any, high: Any) -> Any:
        if high[0] > cut >= low[0]:
            return 0, cut
        if low[0] <= cut and high[1] > far >= low[1]:
            return 1, far
        return int(low[0] > cut or low[1] > far)

    tree = grown(axes, 2, split)
    answers = list(tree.explanations(Counterfactual(np.zeros(2), np.zeros(2), np.full(2, scale), 2)))
    assert [np.flatnonzero(x.point).tolist() for x in answers] == [[1], [0]]


@pytest.mark.parametrize("seed", range(60))
def test_z3_finds_what_the_cells_show(seed: int) -> None:
    coins = Coins(seed)
    one = Forests().draw(coins)
    if seed % 3 == 0:  # the same trees in another order: the same function, but for ties of floats
        other = Forest(one.axes, one.classes, one.trees[::-1], one.votes[::-1])
    elif seed % 3 == 1:
        other = Forest(one.axes, one.classes, one.trees, tuple(drawn_votes(coins, tree) for tree in one.trees))
    else:
        tree = drawn_tree(coins, one.axes, one.classes)
        other = Forest(one.axes, one.classes, (*one.trees[:-1], tree), (*one.votes[:-1], drawn_votes(coins, tree)))
    point = difference_by_z3(one, other)
    assert (point is None) == (next(differing(one, other), None) is None)
    if point is not None:
        assert one.axes.contains(point[None])[0]
        assert one(point[None])[0] != other(point[None])[0]


def test_z3_on_trees_and_its_refusals() -> None:
    other = of_labels(Axes.grid(4, 1), 2, np.array([0, 1, 0, 0]))
    assert difference_by_z3(TWO, other) == np.array([2.0])
    doubled = Forest(TWO.axes, 2, (TWO, TWO), (hard(TWO), hard(TWO)))
    assert equal_by_z3(TWO, doubled)
    constant = grown(TWO.axes, 2, lambda low, high: 0)
    assert equal_by_z3(constant, Forest(TWO.axes, 2, (constant, constant), (np.ones((1, 2)),) * 2))
    with pytest.raises(BadArgument, match="same axes"):
        difference_by_z3(TWO, of_labels(Axes.grid(5, 1), 2, np.zeros(5, int)))
    with pytest.raises(BadArgument, match="same classes"):
        difference_by_z3(TWO, of_labels(Axes.grid(4, 1), 3, np.zeros(4, int)))


def test_z3_gives_up_in_so_many_words() -> None:
    axes = Axes.grid(64, 10)
    coins = Coins(1)
    trees = tuple(drawn_tree(coins, axes, 2) for _ in range(40))
    votes = tuple(drawn_votes(coins, tree) for tree in trees)
    one = Forest(axes, 2, trees, votes)
    same = Forest(axes, 2, trees, tuple(v * 2 for v in votes))
    with pytest.raises(Undecided, match="disagreement_on"):
        difference_by_z3(one, same, seconds=0.2)


def test_units_of_votes() -> None:
    assert whole([np.array([[1.0, 0.0]]), np.array([[3.0, -2.0]])]) == (0, 0)
    scale, slack = whole([np.array([[0.5, 0.25]]), np.array([[1.5, 0.0]])])
    assert (2.0 * 2.0**scale, slack) == (2**24, 3), "the largest sum comes to half of what z3 may count to, or more"
    scale, slack = whole([np.full((1, 2), 5e-324)])
    assert slack > 2**20, "means of numbers as small as these say nothing"


def test_a_comparison_without_z3_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(ModuleNotFoundError, match="z3"):
        difference_by_z3(TWO, of_labels(Axes.grid(4, 1), 2, np.array([0, 1, 0, 0])))


def test_shares_of_disagreement() -> None:
    other = of_labels(Axes.grid(4, 1), 2, np.array([0, 1, 0, 0]))
    assert disagreement(TWO, other) == Fraction(1, 4)
    assert disagreement_on(TWO, other, np.array([[2.0], [2.0], [0.0]])) == Fraction(2, 3)
    with pytest.raises(BadArgument, match="no rows"):
        disagreement_on(TWO, other, np.empty((0, 1)))
    with pytest.raises(BadArgument, match="same axes"):
        disagreement(TWO, of_labels(Axes.grid(5, 1), 2, np.zeros(5, int)))
    for seed in range(10):
        one, two = drawn(seed), drawn(seed + 100)
        assert disagreement(one, two) == disagreement_on(one, two, SMALL.points())


def test_honest_answers_about_a_forest() -> None:
    forest = drawn(5)
    other = Forest(SMALL, 3, forest.trees, tuple(v[:, ::-1] for v in forest.votes))
    teacher = teachers.Honest(forest)
    query = Equivalence(other)
    assert legal(query, forest, teacher.answer(query))
    assert teacher.answer(Equivalence(forest)) is None
    values = teacher.answer(Value(SMALL.points(), 3))
    assert np.allclose(values.sum(axis=1), 1)
    kinds = ("label", "counterfactual", "leaf", "equivalence")
    check_teacher(teachers.Honest(forest), SMALL, kinds[:3], concept=forest, outputs=3)


def test_a_forest_is_written_and_read() -> None:
    forest = drawn(2)
    again = codec.decode(codec.encode(forest))
    assert again.key() == forest.key()
    assert forest.key() != Forest(SMALL, 3, forest.trees, tuple(v / 2 for v in forest.votes)).key()
    many = Forest(SMALL, 3, forest.trees * 30, forest.votes * 30)
    assert len(str(many)) < 1000
    assert "more" in str(many)


@pytest.mark.parametrize(
    ("trees", "votes", "match"),
    [
        ((), (), "one tree or more"),
        ((TWO,), (), "one tree or more"),
        ((TWO,), (np.zeros((2, 2)),), "a row a node"),
        ((TWO,), (np.full((len(TWO.feature), 2), np.nan),), "finite"),
        ((TWO,), (np.zeros((len(TWO.feature), 3)),), "2 classes"),
        ((of_labels(Axes.grid(5, 1), 2, np.zeros(5, int)),), (np.zeros((1, 2)),), "on its axes"),
    ],
)
def test_what_is_no_forest_is_refused(trees: Any, votes: Any, match: str) -> None:
    with pytest.raises(BadArgument, match=match):
        Forest(TWO.axes, 2, trees, votes)


def test_missing_values_are_refused() -> None:
    for concept in (TWO, Forest(TWO.axes, 2, (TWO,), (hard(TWO),))):
        with pytest.raises(BadArgument, match="missing"):
            concept(np.array([[np.nan]]))


@pytest.mark.parametrize("seed", range(30))
def test_regressions(seed: int) -> None:
    target = Regressions(most=3).draw(Coins(seed))
    points = target.axes.at(np.concatenate([target.cells.low, target.cells.high]))
    values = target.values(points)
    assert np.array_equal(target.table[target(points)], values)
    assert values.shape == (len(points), target.outputs)
    assert legal(Value(points, target.outputs), target, values)
    assert (np.unique(target.table, axis=0) == target.table).all()
    moved = Regression(target.axes, target.trees, (target.votes[0] + 1e305, *target.votes[1:]))
    assert not agree(target, moved), "the same numbers of labels stand for other values"
    reordered = Regression(target.axes, target.trees, target.votes)
    assert next(target.disagreements(reordered), None) is None  # type: ignore[arg-type]
    query = Counterfactual(points[0], points.min(axis=0), points.max(axis=0), target.classes)
    assert all(legal(query, target, x) for x in target.explanations(query))
    assert codec.decode(codec.encode(target)).key() == target.key()


def test_a_regression_tree_of_a_table() -> None:
    tree = of_labels(Axes.grid(4, 1), 3, np.array([0, 1, 1, 2]))
    target = Regression.of(tree, np.array([[2.5], [-1.0], [2.5]]))
    assert target.values(np.array([[0.0], [1.0], [3.0]])).tolist() == [[2.5], [-1.0], [2.5]]
    assert target.table.tolist() == [[-1.0], [2.5]]
    assert (target.sizes["K"], target.sizes["L"], target.outputs) == (2, 3, 1)
    assert truth(Value(np.zeros((1, 1))), target).tolist() == [[2.5]]
    with pytest.raises(BadArgument, match="outputs"):
        Regression(tree.axes, (tree, tree), (np.zeros((5, 1)), np.zeros((5, 2))))
    other = Regression.of(of_labels(tree.axes, 2, np.array([1, 0, 0, 1])), np.array([[-5.0], [-1.0]]))
    assert (other(tree.axes.points()) == target(tree.axes.points())).all(), "the numbers are the same, the values are not"
    assert len(list(target.disagreements(other))) == 2 * len(target.cells)  # type: ignore[arg-type]
    assert list(target.disagreements(of_labels(tree.axes, 2, np.array([1, 0, 0, 1])))) == []  # type: ignore[arg-type]


def test_classes_of_forests_and_regressions() -> None:
    for learns in (Forests(), Regressions(), Regressions(most=3)):
        assert str(learns)
        for given in (*learns.small, *learns.medium):
            space = learns.space(**given)
            assert len(space.concepts) > 1
            assert all(concept.given.keys() == given.keys() for concept in space.concepts[:3])
    assert Forests().space(**Forests().small[1]).whole
    assert not Regressions().space(**Regressions().small[1]).whole
    sizes = {len(Forests().draw(Coins(seed)).trees) for seed in range(40)}
    assert sizes == {1, 2, 3}
    with pytest.raises(Undecided, match="too many"):
        Forests().space(Axes.grid(9, 9), 2)
    assert Forests().small == Trees().small


@pytest.mark.parametrize("tol", [0.0, 1e-3, 0.3, 1.0])
def test_a_tolerant_teacher_goes_beyond_the_cut(tol: float) -> None:
    axes = Axes((Floats(-1.0, 1.0), Floats(0.0, 1.0, single=True)))
    moved_on = 0
    for seed in range(30):
        tree = drawn_tree(Coins(seed), axes, 3)
        exact, tolerant = teachers.Honest(tree), teachers.Tolerant(teachers.Honest(tree), tol, seed)
        for point in axes.draw(Coins(seed, 1), 5):
            query = Counterfactual(point, np.array([-1.0, 0.0]), np.array([1.0, 1.0]), 3)
            near, far = (query.accepts(teacher.answer(query)) for teacher in (exact, tolerant))
            if near.point is None:
                assert far.point is None
                continue
            assert far.other == near.other == tree(far.point[None])[0]
            assert axes.contains(far.point[None])[0]
            beyond = (far.point - near.point) * np.sign(near.point - point)
            assert (beyond >= 0).all()
            assert (np.abs(far.point - near.point) <= tol * np.array([2.0, 1.0]) + 1e-7).all()
            moved_on += bool(beyond.any())
            again = teachers.Tolerant(teachers.Honest(tree), tol, seed)
            assert isinstance(again.concept, Tree)
    assert (moved_on > 20) == (tol > 0)


def test_a_tolerant_teacher_is_seeded_and_passes_the_rest_on() -> None:
    tree = of_labels(Axes.grid(100, 1), 2, (np.arange(100) > 20).astype(int))
    query = Counterfactual(np.zeros(1), np.zeros(1), np.full(1, 99.0), 2)
    said = [teachers.Tolerant(teachers.Honest(tree), 0.5, seed).answer(query).point[0] for seed in (1, 1, 2)]
    assert said[0] == said[1] != said[2]
    assert teachers.Tolerant(teachers.Honest(tree), 0.5).answer(Leaf(np.zeros((1, 1)))).shape == (1,)
    for tol, teacher in itertools.product((-0.1, 1.5, float("nan")), (teachers.Honest(tree),)):
        with pytest.raises(BadArgument, match="share"):
            teachers.Tolerant(teacher, tol)
    with pytest.raises(BadArgument, match="tree or a forest"):
        teachers.Tolerant(teachers.Function(len), 0.1)  # type: ignore[arg-type]
