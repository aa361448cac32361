"""Trees found by the names of their leaves: on all axes, with all names, and what is no tree is found out."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qlearn
from qlearn import run, teachers
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.concepts.cells import Cells
from qlearn.concepts.partitions import tree_of
from qlearn.concepts.tree_classes import NamedTrees, grown, named
from qlearn.concepts.trees import LEAF, Tree
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.features import Categories, Floats, Integers
from qlearn.oracle import agree
from qlearn.queries import Leaf

NAMES = ("path_finding", "line_search", "corner_path_finding", "top_down")
LEARNERS = [qlearn.find(f"trees.{name}") for name in NAMES]
COMPLETE = LEARNERS[:3]  # that ask about complete points
each = pytest.mark.parametrize("learner", LEARNERS, ids=NAMES)
each_complete = pytest.mark.parametrize("learner", COMPLETE, ids=NAMES[:3])


def found(learner: Any, target: Tree) -> Any:
    """What the learner finds, held to the target and to the bound."""
    done = run(learner(axes=target.axes), teachers.Honest(target))
    assert agree(target, done.hypothesis)
    assert done.ledger["leaf"] <= learner.theorem.bounds[0].at(**learner(axes=target.axes).sizes(target))
    assert set(done.ledger) <= {"leaf"}
    return done


def ended(learning: Any, teacher: Any) -> Any:
    """What is found, or the complaint that there is no such tree."""
    try:
        return run(learning, teacher)
    except Inconsistent as fault:
        return fault


def drawn(seed: int) -> Tree:
    return NamedTrees().draw(Coins(seed))


def random_tree(axes: Axes, leaves: int, seed: int, places: int | None = None) -> Tree:
    """A tree with so many leaves; its cuts are at few `places`, if said."""
    rng = np.random.default_rng(seed)
    left = leaves - 1

    def split(low: Any, high: Any) -> Any:
        nonlocal left
        wide = np.flatnonzero(low < high)
        if not left or not len(wide):
            return 0
        left -= 1
        i = int(rng.choice(wide))
        c = int(rng.integers(low[i], high[i]))
        if places:
            c = min(max(c // places * places, int(low[i])), int(high[i]) - 1)
        return i, c

    return named(grown(axes, 2, split))


@each
@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_every_leaf_is_found_within_the_bound(learner: Any, seed: int) -> None:
    found(learner, drawn(seed))


@each
@pytest.mark.parametrize(
    "axes",
    [Axes.grid(1, 1), Axes.grid(1, 3), Axes.grid(2, 1), Axes.grid(2, 5), Axes.grid(9, 1), Axes((Floats(-1.0, 1.0),) * 2)],
    ids=["one place", "no room", "two places", "a cube", "a line", "floats"],
)
def test_small_and_constant(learner: Any, axes: Axes) -> None:
    constant = named(grown(axes, 2, lambda low, high: 0))
    assert found(learner, constant).hypothesis.sizes["L"] == 1
    for leaves in (2, 3, 8):
        found(learner, random_tree(axes, leaves, 0))


@each
def test_repeated_thresholds_and_many_features(learner: Any) -> None:
    for seed in range(3):
        found(learner, random_tree(Axes.grid(41, 3), 40, seed, places=10))
        found(learner, random_tree(Axes.box([0] * 60, [1] * 60, 1e-5), 12, seed))


def test_corners_ask_little_whatever_the_number_of_features() -> None:
    one_cut = lambda d: named(grown(Axes.grid(1025, d), 2, lambda low, high: (0, 500) if low[0] <= 500 < high[0] else 0))
    counts = {d: [found(learner, one_cut(d)).ledger["leaf"] for learner in LEARNERS] for d in (1, 64)}
    assert counts[64][0] >= 2 * 64 + counts[1][0] - 4
    assert counts[64][2] <= counts[1][2] + 6 + 2
    assert counts[64][3] <= counts[1][3] + 6 + 2


@each_complete
def test_names_are_any_integers(learner: Any) -> None:
    target = random_tree(Axes.grid(7, 2), 6, 1)
    names = np.array([2**63 - 1, -5, 0, -(2**63), 10**12, 7] * 3)[: len(target.feature)]
    told = Tree(target.axes, 2, target.feature, target.threshold, target.left, target.right, names)
    leaves = target.feature == LEAF
    if len(np.unique(names[leaves])) < leaves.sum():
        told = Tree(target.axes, 2, target.feature, target.threshold, target.left, target.right, np.arange(len(names)) - 10**15)
    done = run(learner(axes=target.axes), teachers.Function(told))
    assert agree(told, done.hypothesis)
    assert done.hypothesis.classes == max(2, int(done.hypothesis.label.max()) + 1)


@each
def test_the_same_row_is_not_asked_twice_by_corners(learner: Any) -> None:
    target = random_tree(Axes.box([0] * 8, [1] * 8, 1e-3), 20, 3)
    done = found(learner, target)
    rows = [row.tobytes() for turn in done.turns for row in turn.query.about]
    if learner.name == "trees.corner_path_finding":
        assert len(set(rows)) == len(rows)


def set_tree(rng: Any, axes: Axes, leaves: int) -> Callable[[Any], Any]:
    """A tree whose splits on categorical features are sets of values, as a function to names."""
    regions = [[set(range(size)) for size in axes.sizes]]
    while len(regions) < leaves:
        region = regions.pop(int(rng.integers(len(regions))))
        wide = [i for i, values in enumerate(region) if len(values) > 1]
        if not wide:
            return set_tree(rng, axes, leaves - 1)
        i = int(rng.choice(wide))
        values = sorted(region[i])
        if isinstance(axes.features[i], Categories):
            rng.shuffle(values)
        cut = int(rng.integers(1, len(values)))
        for part in (values[:cut], values[cut:]):
            regions += [[set(part) if j == i else set(side) for j, side in enumerate(region)]]

    def names(X: Any) -> Any:
        places = axes.place(X)
        inside = [np.all([np.isin(places[:, i], sorted(side)) for i, side in enumerate(region)], axis=0) for region in regions]
        return np.array(inside).argmax(axis=0) * 3 - 4

    return names


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_splits_by_sets_of_categories(seed: int) -> None:
    rng = np.random.default_rng(seed)
    axes = Axes((Categories(last=int(rng.integers(0, 6))), Integers(0, 6), Categories(last=3)))
    names = set_tree(rng, axes, int(rng.integers(1, 9)))
    learner = qlearn.find("trees.line_search")
    done = run(learner(axes=axes), teachers.Function(names))
    assert (done.hypothesis(axes.points()) == names(axes.points())).all()
    L = len(np.unique(names(axes.points())))
    k, N = axes.sizes[0] - 1 + 3 + 2, axes.N
    s = 6  # cuts of the ordered feature, at most
    assert done.ledger["leaf"] <= 1 + L * (k + s * 3)
    assert learner(axes=axes).sizes() == {"w": k, "N": N}


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_a_tree_is_put_together_from_its_leaves(seed: int) -> None:
    target = drawn(seed)
    again = tree_of(target.axes, target.cells)
    assert agree(target, again)
    if len(target.cells) > 1:
        cells = target.cells
        rest = Cells(cells.low[1:], cells.high[1:], cells.label[1:])
        with pytest.raises(Inconsistent, match="some are missing within the box"):
            tree_of(target.axes, rest)
        twice = Cells(*(np.concatenate([a, a[:1]]) for a in (cells.low, cells.high, cells.label)))
        with pytest.raises(Inconsistent, match="both contain"):
            tree_of(target.axes, twice)


PINWHEEL = Cells(
    np.array([[0, 0], [2, 0], [1, 2], [0, 1], [1, 1]]), np.array([[1, 0], [2, 1], [2, 2], [0, 2], [1, 1]]), np.arange(5)
)


def test_boxes_that_no_tree_has() -> None:
    with pytest.raises(Inconsistent, match="no split keeps the leaves 0, 1, 2, 3, 4 whole"):
        tree_of(Axes.grid(3, 2), PINWHEEL)


def boxes_named(cells: Cells) -> Callable[[Any], Any]:
    def names(X: Any) -> Any:
        inside = ((cells.low <= X[:, None]) & (X[:, None] <= cells.high)).all(axis=2)
        return cells.label[inside.argmax(axis=1)]

    return names


@each_complete
def test_a_teacher_of_boxes_that_are_no_tree(learner: Any) -> None:
    with pytest.raises(Inconsistent, match="No tree whose leaves have different names"):
        run(learner(axes=Axes.grid(3, 2)), teachers.Function(boxes_named(PINWHEEL)))


@each_complete
def test_two_leaves_of_one_name_are_found_out(learner: Any) -> None:
    """Every way to give two of five leaves one name: no tree has them, or one that gives all answers is found."""
    caught = 0
    target = random_tree(Axes.grid(9, 2), 5, 2)
    leaves = np.flatnonzero(target.feature == LEAF)
    for one, other in itertools.combinations(leaves, 2):
        label = target.label.copy()
        label[other] = one
        told = Tree(target.axes, 99, target.feature, target.threshold, target.left, target.right, label)
        done = ended(learner(axes=target.axes), teachers.Function(told))
        if isinstance(done, Inconsistent):
            assert "The teacher must name leaves, not what they say" in str(done)
            caught += 1
        else:
            assert all((done.hypothesis(turn.query.points) == turn.answer).all() for turn in done.turns)
    assert caught >= 4


@each_complete
def test_one_leaf_that_two_paths_lead_to(learner: Any) -> None:
    feature, threshold = np.array([0, 1, LEAF, LEAF]), np.array([4.5, 4.5, 0, 0])
    corner = Tree(Axes.grid(9, 2), 2, feature, threshold, np.array([1, 2, LEAF, LEAF]), np.array([3, 3, LEAF, LEAF]), feature)
    with pytest.raises(Inconsistent):
        run(learner(axes=corner.axes), teachers.Honest(corner))


def test_what_no_learner_sees_without_asking_everywhere() -> None:
    needle = lambda X: np.where(X[:, 0] == 5, 3, 7)
    for learner in COMPLETE:
        done = run(learner(axes=Axes.grid(9, 1)), teachers.Function(needle))
        assert str(done.hypothesis) == "7"


@each_complete
@settings(max_examples=30)
@given(seed=st.integers(0, 2**32))
def test_a_teacher_that_answers_at_random(learner: Any, seed: int) -> None:
    rng = np.random.default_rng(seed)
    axes = Axes.grid(4, 2)
    done = ended(learner(axes=axes), teachers.Function(lambda X: rng.integers(0, 5, len(X))))
    if isinstance(done, Inconsistent):
        assert str(done).startswith("leaf: ")
    else:
        assert all((done.hypothesis(turn.query.points) == turn.answer).all() for turn in done.turns)


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_a_teacher_of_nodes_that_answers_at_random(seed: int) -> None:
    class Random:
        def __init__(self) -> None:
            self.rng = np.random.default_rng(seed)

        def answer(self, query: Any) -> Any:
            return self.rng.integers(0, 30, len(query.points))

    done = ended(qlearn.find("trees.top_down")(axes=Axes.grid(4, 3)), Random())
    assert not isinstance(done, Inconsistent) or str(done).startswith("leaf: ")


def test_inner_nodes_need_names_of_their_own() -> None:
    target = random_tree(Axes.grid(9, 2), 6, 4)

    class Same:
        """Calls all inner nodes by one name."""

        def answer(self, query: Leaf) -> Any:
            names = target.leaves(query.points, query.known)
            return np.where(target.feature[names] == LEAF, names, -1)

    with pytest.raises(Inconsistent, match=r"stopped at node -1.*inner nodes need names of their own"):
        run(qlearn.find("trees.top_down")(axes=target.axes), Same())


def test_a_function_of_points_knows_nothing_of_gaps() -> None:
    with pytest.raises(BadAnswer, match="points that lack features"):
        run(qlearn.find("trees.top_down")(axes=Axes.grid(9, 2)), teachers.Function(lambda X: np.zeros(len(X), int)))


def test_a_feature_used_again_below_is_found_top_down() -> None:
    """x1, x2, x1 and x2 again, on each side otherwise."""
    axes = Axes.grid(20, 3)
    order = {(0, 19): (0, 9)}

    def split(low: Any, high: Any) -> Any:
        widths = (high - low + 1).tolist()
        if widths[0] == 20:
            return order[(0, 19)]
        if widths[1] == 20:
            return 1, 9 if low[0] == 0 else 4
        if widths[0] == 10:
            return 0, int(low[0]) + (3 if low[1] == 0 else 6)
        if widths[1] in (10, 15, 5) and int(low[0]) % 10 == 0:
            return 1, int(low[1]) + 2
        return 0

    target = named(grown(axes, 2, split))
    assert target.sizes["L"] > 8
    done = found(qlearn.find("trees.top_down"), target)
    assert any(turn.query.known is not None for turn in done.turns)


@each
def test_axes_are_axes(learner: Any) -> None:
    with pytest.raises(BadArgument, match="axes are an Axes"):
        run(learner(axes=5), teachers.Function(lambda X: X[:, 0].astype(int)))


MEASURED = {"trees.path_finding": 458, "trees.line_search": 678, "trees.corner_path_finding": 161}


@each_complete
def test_a_tree_of_scikit_learn(learner: Any) -> None:
    from sklearn.datasets import load_iris
    from sklearn.tree import DecisionTreeClassifier

    X, y = load_iris(return_X_y=True)
    X = (X - X.min(0)) / np.ptp(X, 0)
    model = DecisionTreeClassifier(random_state=0).fit(X, y)
    axes = Axes.box([0] * 4, [1] * 4, 1e-5)
    done = run(learner(axes=axes), teachers.Function(model.apply))
    assert done.hypothesis.sizes["L"] == model.get_n_leaves() == 9
    points = axes.draw(Coins(0), 2000)
    assert (done.hypothesis(points) == model.apply(points)).all()
    assert done.ledger["leaf"] == MEASURED[learner.name]


def test_the_tree_is_shallow_where_its_leaves_allow() -> None:
    line = tree_of(Axes.grid(64, 1), Cells(np.arange(64)[:, None], np.arange(64)[:, None], np.arange(64)))
    depth = np.zeros(len(line.feature), int)
    for node in np.flatnonzero(line.feature != LEAF):  # children come after their parents
        depth[[line.left[node], line.right[node]]] = depth[node] + 1
    assert depth.max() == 6
