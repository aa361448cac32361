"""scikit-learn's trees and forests: read, written, asked, and drawn, to the last bit."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    RandomForestClassifier,
    RandomForestRegressor,
    RandomTreesEmbedding,
)
from sklearn.linear_model import LogisticRegression
from sklearn.tree import (
    DecisionTreeClassifier,
    DecisionTreeRegressor,
    ExtraTreeClassifier,
    export_text,
    plot_tree,
)
from skops import io

from qlearn import Counterfactual, Label, Leaf, Value, teachers
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.concepts.cells import disagreement
from qlearn.concepts.comparing import difference_by_z3, equal_by_z3
from qlearn.concepts.forest_classes import Forests, Regressions
from qlearn.concepts.forests import Forest
from qlearn.concepts.regressions import Regression
from qlearn.concepts.sklearn_trees import from_sklearn
from qlearn.concepts.tree_classes import Trees, drawn_tree, grown, of_labels
from qlearn.concepts.trees import LEAF, Tree
from qlearn.errors import BadAnswer, BadArgument, Undecided
from qlearn.extraction.copies import as_estimator, save
from qlearn.extraction.tree_copies import thresholds, to_sklearn
from qlearn.features import Floats, Integers, Reals
from qlearn.oracle import legal
from qlearn.report.tree_pictures import as_text, partition, picture, svg
from qlearn.testing import check_teacher

mpl.use("Agg")

IRIS, KIND = load_iris(return_X_y=True)
CANCER, ILL = load_breast_cancer(return_X_y=True)
DIABETES, WORSE = load_diabetes(return_X_y=True)


def around(X: Any, single: bool = True) -> Axes:
    """Every float of the smallest box around the data."""
    low, high = (np.float32(end).astype(float).tolist() for end in (X.min(axis=0) - 1, X.max(axis=0) + 1))
    return Axes(tuple(Floats(a, b, single) for a, b in zip(low, high, strict=True)))


def near_thresholds(concept: Any, axes: Axes, seed: int = 0, rows: int = 4000) -> Any:
    """Points whose coordinates lie on thresholds, next to them on both sides, in floats of 64 and of 32 bits."""
    coins = Coins(seed)
    points = axes.draw(coins, rows)
    for tree in getattr(concept, "trees", (concept,)):
        for node in np.flatnonzero(tree.feature != LEAF):
            i, t = tree.feature[node], tree.threshold[node]
            floats = [t, np.nextafter(t, -np.inf), np.nextafter(t, np.inf), np.float64(np.float32(t))]
            floats += [np.float64(np.nextafter(np.float32(t), side)) for side in (np.float32(-np.inf), np.float32(np.inf))]
            floats += [(floats[3] + floats[4]) / 2, (floats[3] + floats[5]) / 2]
            which = coins.rng.integers(0, rows, 40)
            points[which, i] = np.array(floats)[coins.rng.integers(0, len(floats), 40)]
    return points


CLASSIFIERS = [
    DecisionTreeClassifier(random_state=0),
    DecisionTreeClassifier(max_depth=3, criterion="entropy", random_state=1),
    ExtraTreeClassifier(random_state=0),
    RandomForestClassifier(7, max_depth=3, random_state=0),
    RandomForestClassifier(20, random_state=1),
    RandomForestClassifier(6, max_depth=4, class_weight="balanced", random_state=2),
    ExtraTreesClassifier(9, max_depth=4, random_state=0),
]
REGRESSORS = [
    DecisionTreeRegressor(max_depth=4, random_state=0),
    RandomForestRegressor(4, max_depth=3, random_state=0),
    ExtraTreesRegressor(3, max_depth=3, random_state=0),
]


@pytest.mark.parametrize("model", CLASSIFIERS, ids=str)
@pytest.mark.parametrize(
    "data", [(IRIS, np.array(["setosa", "versicolor", "virginica"])[KIND]), (CANCER, ILL - 5)], ids=["iris", "cancer"]
)
def test_a_classifier_read_and_written_is_the_same(model: Any, data: Any) -> None:
    X, y = data
    model = clone(model).fit(X, y)
    axes = around(X, single=False) if len(X) < 200 else around(X)
    concept = from_sklearn(model, axes)
    points = near_thresholds(concept, axes)
    named = model.classes_[concept(points)]
    assert (named == model.predict(points)).all()
    copy = to_sklearn(concept, model.classes_)
    assert type(copy) in (DecisionTreeClassifier, RandomForestClassifier)
    assert (copy.predict(points) == named).all()
    again = from_sklearn(copy, axes)
    assert equal_trees(concept, again)
    if isinstance(concept, Forest):
        assert np.array_equal(concept.values(points), model.predict_proba(points)), "to the last bit"
        assert np.array_equal(copy.predict_proba(points), model.predict_proba(points))
        assert again.key() == concept.key()
        assert np.array_equal(copy.apply(points), model.apply(points))
    else:
        assert np.array_equal(concept.leaves(points), model.apply(points))
        assert np.array_equal(copy.apply(points), model.apply(points))
        assert copy.get_n_leaves() == model.get_n_leaves()
        assert copy.get_depth() == model.get_depth()


def equal_trees(one: Any, other: Any) -> bool:
    pairs = zip(getattr(one, "trees", (one,)), getattr(other, "trees", (other,)), strict=True)
    return all(
        np.array_equal(getattr(a, name), getattr(b, name)) and a.threshold.tobytes() == b.threshold.tobytes()
        for a, b in pairs
        for name in ("feature", "left", "right")
    )


@pytest.mark.parametrize("model", REGRESSORS, ids=str)
@pytest.mark.parametrize("outputs", [1, 2])
def test_a_regressor_read_and_written_is_the_same(model: Any, outputs: int) -> None:
    y = WORSE if outputs == 1 else np.column_stack([WORSE, -WORSE])
    model = clone(model).fit(DIABETES[:, :4], y)
    axes = around(DIABETES[:, :4])
    concept = from_sklearn(model, axes)
    assert isinstance(concept, Regression)
    assert concept.outputs == outputs
    points = near_thresholds(concept, axes)
    assert np.array_equal(concept.values(points), model.predict(points).reshape(len(points), -1))
    copy = to_sklearn(concept)
    assert np.array_equal(copy.predict(points), model.predict(points))
    assert from_sklearn(copy, axes).key() == concept.key()
    assert np.array_equal(
        teachers.Estimator(copy).answer(Value(points, outputs)).reshape(len(points), -1), concept.values(points)
    )
    if len(concept.trees) == 1:
        assert np.allclose(copy.tree_.impurity[-1], 0)
        assert set(concept.table[:, 0]) <= set(model.tree_.value[:, 0, 0])
    with pytest.raises(BadArgument, match="no classes"):
        to_sklearn(concept, ["a"])


@pytest.mark.parametrize("seed", range(40))
def test_drawn_concepts_are_written_so_that_every_place_is_labelled_alike(seed: int) -> None:
    for learns in (Trees(), Forests(), Regressions(most=3)):
        target: Any = learns.draw(Coins(seed))
        low, high = target.cells.low, target.cells.high
        middle = low + (high - low) // 2
        points = target.axes.at(np.concatenate([low, high, middle]))
        try:
            copy = to_sklearn(target)
        except BadArgument:
            assert any(isinstance(axis, Floats | Reals) for axis in target.axes.features)
            continue
        if isinstance(target, Regression):
            if np.abs(target.table).max() < 1e300:
                assert np.array_equal(copy.predict(points).reshape(len(points), -1), target.values(points))
        else:
            assert (copy.predict(points) == target(points)).all()
            assert difference_by_z3(from_sklearn(copy, target.axes), target) is None


def test_thresholds_move_only_where_rounding_to_32_bits_asks_for_it() -> None:
    t = 0.3  # rounds up: the floats of 32 bits between 0.3 and the next are right of it
    axes = Axes((Floats(0.0, 1.0),))
    place = int(axes.place(np.array([[t]]))[0, 0])
    exact = grown(axes, 2, lambda low, high: (0, place) if low[0] <= place < high[0] else int(low[0] > place))
    with pytest.raises(BadArgument, match=r"the same float of 32 bits, 0\.3"):
        to_sklearn(exact)
    coarse = Axes((Reals(0.0, 1.0, 10),))
    tree = grown(coarse, 2, lambda low, high: (0, 2) if low[0] <= 2 < high[0] else int(low[0] > 2))
    assert thresholds(tree)[0] == tree.threshold[0] == 0.25
    on_a_place = Tree(coarse, 2, *(np.array(x) for x in ([0, -1, -1], [0.3, 0, 0], [1, -1, -1], [2, -1, -1], [0, 0, 1])))
    assert float(np.float32(0.3)) > 0.3 == coarse.at(np.array([[3]]))[0, 0]
    assert thresholds(on_a_place)[0] == float(np.float32(0.3)), "the place left of the cut is rounded across the threshold"
    every = coarse.points()
    assert (to_sklearn(on_a_place).predict(every) == on_a_place(every)).all()


def test_a_learner_of_a_victim_of_32_bits_is_copied_at_every_float() -> None:
    model = DecisionTreeClassifier(random_state=0).fit(IRIS, KIND)
    axes = around(IRIS, single=False)
    victim = from_sklearn(model, axes)

    def split(a: Any, b: Any) -> Any:  # what a learner builds: cuts at places, in floats of 64 bits
        for i in range(axes.d):
            inside = [int(c) for c in victim.cells.cuts[i] if a[i] <= c < b[i]]
            if inside:
                return i, inside[0]
        return int(victim(axes.at(a[None]))[0])

    learned = grown(axes, 3, split)
    assert not learned.single
    assert disagreement(learned, victim) == 0
    copy = to_sklearn(learned)
    points = near_thresholds(victim, axes)
    assert (copy.predict(points) == model.predict(points)).all()
    assert equal_by_z3(from_sklearn(copy, axes), victim)


def test_copies_print_draw_and_save(tmp_path: Path) -> None:
    model = DecisionTreeClassifier(max_depth=3, random_state=0).fit(IRIS, KIND)
    concept = from_sklearn(model, around(IRIS))
    copy = to_sklearn(concept, data=IRIS)
    assert export_text(copy) == export_text(model)
    figure = Figure()
    FigureCanvasAgg(figure)
    boxes = [text.get_text() for text in plot_tree(copy, ax=figure.subplots()) if "samples" in text.get_text()]
    assert len(boxes) == copy.tree_.node_count
    assert np.array_equal(copy.tree_.n_node_samples, model.tree_.n_node_samples)
    assert to_sklearn(concept).tree_.n_node_samples[0] == model.get_n_leaves()
    forest = from_sklearn(RandomForestClassifier(3, max_depth=2, random_state=0).fit(IRIS, KIND), around(IRIS))
    regression = from_sklearn(REGRESSORS[1].fit(DIABETES, WORSE), around(DIABETES))
    for given, X in ((concept, IRIS), (forest, IRIS), (regression, DIABETES)):
        own = to_sklearn(given)
        path = save(own, tmp_path / "copy.skops")
        foreign = io.get_untrusted_types(file=path)
        assert set(foreign) <= {"sklearn.tree._tree.Tree"}, "which skops looks into only if it is told to"
        loaded = io.load(path, trusted=foreign)
        assert np.array_equal(loaded.predict(X), own.predict(X))
        assert from_sklearn(loaded, given.axes).key() == from_sklearn(own, given.axes).key()
    assert np.array_equal(as_estimator(forest, np.array([5, 6, 7])).predict(IRIS), forest(IRIS) + 5)
    assert clone(copy).fit(IRIS, KIND).score(IRIS, KIND) > 0.9, "it can be fitted anew"


def test_a_tree_whose_nodes_have_several_parents_is_written_out() -> None:
    axes = Axes.grid(2, 20)
    n = 20  # parity: two nodes for each feature
    feature = np.array([0, *np.repeat(np.arange(1, n), 2), LEAF, LEAF])
    left = np.array([1, *(k + 2 + (k % 2 == 0) * 0 for k in range(1, 2 * n - 1)), LEAF, LEAF])
    right = np.array([2, *(k + 3 if k % 2 else k + 1 for k in range(1, 2 * n - 1)), LEAF, LEAF])
    label = np.zeros(2 * n + 1, int)
    label[-1] = 1
    small = Tree(axes, 2, feature, np.full(2 * n + 1, 0.5), left, right, label)
    with pytest.raises(BadArgument, match="several parents"):
        to_sklearn(small)
    few = Tree(
        Axes.grid(3, 1),
        2,
        *(np.array(x) for x in ([0, 0, -1, -1], [0.5, 1.5, 0, 0], [3, 2, -1, -1], [1, 3, -1, -1], [0, 0, 1, 0])),
    )
    copy = to_sklearn(few)
    assert (copy.predict(few.axes.points()) == few(few.axes.points())).all()
    assert copy.get_n_leaves() == 3


BINARY = DecisionTreeClassifier(random_state=0).fit(CANCER[:, :2], ILL)


@pytest.mark.parametrize(
    ("model", "axes", "match"),
    [
        (LogisticRegression(), Axes.grid(2, 2), "none of them"),
        (GradientBoostingClassifier(), Axes.grid(2, 2), "none of them"),
        (RandomTreesEmbedding(), Axes.grid(2, 2), "none of them"),
        (DecisionTreeClassifier(), Axes.grid(2, 2), "not fitted"),
        (RandomForestClassifier(), Axes.grid(2, 2), "not fitted"),
        (BINARY, Axes.grid(2, 3), "takes 2 features"),
        (BINARY, Axes((Floats(0.0, 1e39),) * 2), "32 bits"),
        (DecisionTreeClassifier().fit([[0.0], [1.0]], [[0, 1], [1, 0]]), Axes.grid(2, 1), "2 outputs"),
        (DecisionTreeClassifier().fit([[0.0], [np.nan]], [0, 1]), Axes.grid(2, 1), "missing"),
        (RandomForestClassifier(3, bootstrap=False).fit([[0.0], [np.nan]], [0, 1]), Axes.grid(2, 1), "missing"),
    ],
    ids=lambda x: type(x).__name__,
)
def test_what_cannot_be_read_says_why(model: Any, axes: Axes, match: str) -> None:
    with pytest.raises(BadArgument, match=match):
        from_sklearn(model, axes)


def test_what_cannot_be_written_says_why() -> None:
    tree = of_labels(Axes.grid(3, 1), 2, np.array([0, 1, 0]))
    for classes in (["a"], ["a", "a"], ["a", "b", "c"]):
        with pytest.raises(BadArgument, match="2 classes, each with a name"):
            to_sklearn(tree, classes)
    with pytest.raises(BadArgument, match=r"shape \(m, 1\)"):
        to_sklearn(tree, data=np.zeros((3, 2)))
    wide = Axes((Floats(0.0, 1e300),))
    cut = int(wide.last[0]) - 1
    far = grown(wide, 2, lambda low, high: (0, cut) if low[0] <= cut < high[0] else int(low[0] > 0))
    with pytest.raises(BadArgument, match="reaches beyond"):
        to_sklearn(far)


def test_one_class_and_one_leaf() -> None:
    only = DecisionTreeClassifier().fit(IRIS, np.zeros(150))
    concept = from_sklearn(only, around(IRIS))
    assert concept.classes == 2
    assert (concept(IRIS) == 0).all()
    assert (to_sklearn(concept).predict(IRIS) == 0).all()
    stump = from_sklearn(RandomForestClassifier(2).fit(IRIS, np.ones(150)), around(IRIS))
    assert stump.sizes["s"] == 0
    assert (to_sklearn(stump).predict(IRIS) == 0).all()


@pytest.mark.parametrize("single", [True, False])
@pytest.mark.parametrize(
    "model", [CLASSIFIERS[0], RandomForestClassifier(5, max_depth=3, random_state=0)], ids=["tree", "forest"]
)
def test_counterfactuals_are_exact_to_the_last_bit_of_scikit_learns_own_predict(model: Any, single: bool) -> None:
    model = clone(model).fit(IRIS, KIND)
    axes = around(IRIS, single)
    teacher = teachers.Honest(from_sklearn(model, axes))
    same = teachers.Estimator(model, axes=axes)
    low, high = axes.at(np.array([np.zeros(4, np.int64), axes.last]))
    points = axes.at(axes.place(near_thresholds(teacher.concept, axes, rows=1500)))
    labels = model.predict(points)
    backs, expected = [], []
    for k, (point, label) in enumerate(zip(points, labels, strict=True)):
        ends = np.sort([point, points[k - 1]], axis=0) if k % 3 else (low, high)
        query = Counterfactual(point, ends[0], ends[1], 3)
        answer = query.accepts(teacher.answer(query))
        assert answer.label == label
        if k % 50 == 0:
            assert legal(query, teacher.concept, same.answer(query))
        if answer.point is None:
            continue
        backs.append(answer.point)
        expected.append(answer.other)
        places, goal = axes.place(np.array([point, answer.point]))
        for i in np.flatnonzero(places != goal):
            back = goal.copy()
            back[i] += np.sign(places[i] - goal[i])
            backs.append(axes.at(back[None])[0])
            expected.append(label)
    assert len(backs) > 2500
    assert (model.predict(np.array(backs)) == np.array(expected)).all()


def test_a_counterfactual_of_a_forest_of_12871_cells_takes_milliseconds() -> None:
    model = RandomForestClassifier(5, max_depth=3, random_state=0).fit(CANCER, ILL)
    low, high = np.float32(CANCER.min(axis=0)).astype(float), np.float32(CANCER.max(axis=0)).astype(float)
    axes = Axes(tuple(Floats(a, b, single=True) for a, b in zip(low.tolist(), high.tolist(), strict=True)))
    start = time.process_time()
    forest = from_sklearn(model, axes)
    assert len(forest.cells) == 12871
    assert time.process_time() - start < 2.0
    teacher = teachers.Honest(forest)
    points = axes.draw(Coins(0), 101)
    teacher.answer(Counterfactual(points[0], low, high, 2))
    start = time.process_time()
    for point in points[1:]:
        teacher.answer(Counterfactual(point, low, high, 2))
    assert time.process_time() - start < 100 * 0.02, "2 ms each on a usual machine"


def test_an_estimator_answers_about_leaves_and_counterfactuals() -> None:
    tree = DecisionTreeClassifier(max_depth=3, random_state=0).fit(IRIS, KIND)
    teacher = teachers.Estimator(tree)
    assert np.array_equal(teacher.answer(Leaf(IRIS)), tree.apply(IRIS))
    known = np.ones(IRIS.shape, np.bool_)
    known[:, tree.tree_.feature[0]] = False
    assert (teacher.answer(Leaf(IRIS, known)) == 0).all(), "the walk stops at the root"
    forest = RandomForestClassifier(4, max_depth=3, random_state=0).fit(IRIS, KIND)
    names, leaves = teachers.Estimator(forest).answer(Leaf(IRIS)), forest.apply(IRIS)
    assert (
        len(set(names.tolist())) == len(np.unique(leaves, axis=0)) == len(np.unique(np.column_stack([names, leaves]), axis=0))
    )
    with pytest.raises(Undecided, match="64 bits"):
        teachers.Estimator(RandomForestClassifier(30, random_state=0).fit(IRIS, KIND)).answer(Leaf(IRIS))
    query = Counterfactual(IRIS[0], IRIS.min(axis=0), IRIS.max(axis=0), 3)
    with pytest.raises(BadAnswer, match="axes="):
        teacher.answer(query)
    with pytest.raises(BadArgument, match="none of them"):
        teachers.Estimator(LogisticRegression(max_iter=1000).fit(IRIS, KIND)).answer(Leaf(IRIS))
    with pytest.raises(BadArgument, match="none of them"):
        teachers.Estimator(LogisticRegression(max_iter=1000).fit(IRIS, KIND), axes=around(IRIS))
    asked = teachers.Estimator(tree, axes=around(IRIS))
    with pytest.raises(BadArgument, match="asks for 2 classes"):
        asked.answer(Counterfactual(IRIS[0], IRIS.min(axis=0), IRIS.max(axis=0), 2))
    with pytest.raises(BadArgument, match="takes 4 features"):
        asked.answer(Counterfactual(np.zeros(1), np.zeros(1), np.zeros(1), 3))
    with pytest.raises(BadArgument, match="takes 4 features"):
        asked.answer(Leaf(np.zeros((1, 2))))
    kinds = ("label", "leaf", "counterfactual")
    check_teacher(asked, around(IRIS), kinds, concept=from_sklearn(tree, around(IRIS)), outputs=3)
    assert (asked.answer(Label(IRIS, 3)) == KIND).mean() > 0.9


def test_trees_as_text() -> None:
    tree = DecisionTreeClassifier(max_depth=2, random_state=0).fit(IRIS, KIND)
    text = as_text(from_sklearn(tree, around(IRIS)), IRIS, features=list("abcd"), classes=["s", "ve", "vi"])
    assert text.splitlines() == [
        "150 rows",
        "d <= 0.8: 50 rows",
        "  s",
        "d > 0.8: 100 rows",
        "  d <= 1.75: 54 rows",
        "    ve",
        "  d > 1.75: 46 rows",
        "    vi",
    ]
    assert as_text(grown(Axes.grid(1, 1), 2, lambda low, high: 1)) == "class 1"
    with pytest.raises(BadArgument, match="4 features, got 1 names"):
        as_text(from_sklearn(tree, around(IRIS)), features=["a"])
    with pytest.raises(BadArgument, match="3 classes, got 1 names"):
        as_text(from_sklearn(tree, around(IRIS)), classes=["a"])


def test_trees_as_pictures() -> None:
    tree = from_sklearn(DecisionTreeClassifier(max_depth=3, random_state=0).fit(IRIS, KIND), around(IRIS))
    own = Figure().subplots()
    drawn = picture(tree, IRIS, axes=own)
    assert drawn is own
    assert len(drawn.texts) == len(tree.feature)
    assert len(drawn.lines) == len(tree.feature) - 1
    assert svg(drawn).count("<svg") == 1
    assert "150" in "".join(text.get_text() for text in drawn.texts)
    assert len(picture(grown(Axes.grid(1, 1), 2, lambda low, high: 1)).texts) == 1
    large = of_labels(Axes.grid(500, 1), 2, np.arange(500) % 2)
    with pytest.raises(BadArgument, match="no picture"):
        picture(large)


def test_the_partition_of_two_features_covers_the_picture() -> None:
    mpl.pyplot.close("all")
    for seed in range(5):
        for axis in (Integers(0, 6), Reals(-1.0, 1.0, 50), Floats(0.0, 1.0)):
            axes = Axes((axis, axis, axis))
            tree = drawn_tree(Coins(seed), axes, 3)
            at = axes.draw(Coins(seed), 1)[0]
            drawn = partition(tree, (2, 0), at, axes=Figure().subplots(), data=(axes.draw(Coins(1), 9), np.arange(9) % 3))
            (left, right), (below, above) = drawn.get_xlim(), drawn.get_ylim()
            area = sum(patch.get_width() * patch.get_height() for patch in drawn.patches)
            assert area == pytest.approx((right - left) * (above - below))
            assert (drawn.get_xlabel(), drawn.get_ylabel()) == ("x3", "x1")
    for pair in ((0, 0), (0, 3), (-1, 0)):
        with pytest.raises(BadArgument, match="span a picture"):
            partition(tree, pair, at)
    with pytest.raises(BadArgument, match="hold the others"):
        partition(tree)
    flat = partition(of_labels(Axes((Integers(0, 3), Integers(1, 1))), 2, np.array([[0], [1], [1], [0]])), features=["a", "b"])
    assert len(flat.patches) == 3
    assert flat.get_xlabel() == "a"
    mpl.pyplot.close("all")
