"""Trees extracted from real models: by labels, leaf names, counterfactuals and values; in Python and as a user would."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_diabetes, load_iris, load_wine
from sklearn.ensemble import ExtraTreesClassifier, GradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, ExtraTreeClassifier
from skops import io

import qlearn
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.cli.main import main
from qlearn.cli.tree_report import about, any_number_of_digits
from qlearn.concepts.cells import differing
from qlearn.concepts.sklearn_trees import from_sklearn
from qlearn.domains import Box
from qlearn.errors import BadAnswer, BadArgument, Inconsistent, OutOfBudget, Undecided
from qlearn.extraction.repeats import changed
from qlearn.extraction.tree_victims import TreeVictim
from qlearn.features import Categories, Floats, Integers, Reals
from qlearn.queries import Label
from qlearn.transcript import Turn

IRIS, KIND = load_iris(return_X_y=True)
WINE, SORT = load_wine(return_X_y=True)
SICK, WORSE = load_diabetes(return_X_y=True)
NAMED = np.array(["setosa", "versicolor", "virginica"])[KIND]
TREE = DecisionTreeClassifier(max_depth=3, random_state=0).fit(IRIS, KIND)
REGRESSION = DecisionTreeRegressor(max_depth=3, random_state=0).fit(SICK, WORSE)
SMALL = {"eps": "1/100"}  # fewer labels for the certificate
Capture = pytest.CaptureFixture[str]

MODELS = [
    (TREE, IRIS),
    (DecisionTreeClassifier(random_state=1).fit(IRIS, NAMED), IRIS),
    (ExtraTreeClassifier(max_depth=4, random_state=0).fit(WINE, SORT), WINE),
    (RandomForestClassifier(3, max_depth=2, random_state=0).fit(IRIS, NAMED), IRIS),
    (ExtraTreesClassifier(2, max_depth=2, random_state=0).fit(WINE, SORT - 7), WINE),
]


@pytest.mark.parametrize("oracle", ["label", "leaf", "counterfactual"])
@pytest.mark.parametrize(("model", "data"), MODELS, ids=lambda x: type(x).__name__)
def test_the_copy_is_the_model(model: Any, data: Any, oracle: str) -> None:
    heard: list[int] = []
    found = qlearn.extract(model, data, oracle=oracle, say=heard.append, **(SMALL if oracle == "label" else {}))
    assert found.run.ledger.total == heard[-1], "as many as the model counts"
    assert set(found.run.ledger) == {oracle}
    assert found.in_class
    assert found.data.share > 0.98
    assert set(found.copy.classes_) == set(model.classes_)
    axes = found.tree.axes
    boxes = list(differing(from_sklearn(model, axes), from_sklearn(found.copy, axes)))
    assert (not boxes) == found.equal
    if oracle == "label":
        assert (found.certified_error, found.confidence) == (0.01, pytest.approx(0.95))
        assert found.disagreement <= 0.01
    else:
        assert found.equal
        assert (found.certified_error, found.disagreement, found.confidence) == (0, 0, None)
    assert found.run.ledger[oracle] <= found.bound
    if oracle == "leaf":
        assert found.lower_bound <= found.run.ledger["leaf"]
    if oracle == "counterfactual":
        assert found.certified_share == 1
        assert all(isinstance(axis, Floats) and axis.single for axis in axes.features)
        assert (found.copy.predict(data) == model.predict(data)).all()


@pytest.mark.parametrize(
    ("learner", "oracle"),
    [
        ("trees.corner_path_finding", "leaf"),
        ("trees.path_finding", "leaf"),
        ("trees.line_search", "leaf"),
        ("trees.top_down", "leaf"),
        ("trees.tra", "counterfactual"),
        ("trees.tra+snapped", "counterfactual"),
        ("trees.counterfactual_witness_labels", "counterfactual"),
    ],
)
def test_other_learners_of_these_oracles(learner: str, oracle: str) -> None:
    found = qlearn.extract(TREE, IRIS, oracle=oracle, learner=learner, tol="1/500" if learner == "trees.line_search" else None)
    assert found.equal
    assert found.leaves >= 4
    assert found.learner.name == learner
    for kind, limit in found.bounds.items():
        assert found.run.ledger[kind] <= limit
    if learner.endswith("labels"):
        assert set(found.run.ledger) == {"counterfactual", "label"}
        assert set(found.bounds) == {"counterfactual", "label"}


def test_regressors_by_value_leaf_and_counterfactual() -> None:
    for oracle in ("value", "leaf", "counterfactual"):
        found = qlearn.extract(REGRESSION, SICK, oracle=oracle)
        assert found.equal, oracle
        assert found.disagreement == 0
        assert found.uniform.share > 0.999
        assert isinstance(found.copy, DecisionTreeRegressor)
        assert found.copy.get_n_leaves() == found.leaves >= 8
        assert len(set(found.titles)) == 8
    default = qlearn.extract(REGRESSION, SICK)
    assert default.learner.name == "trees.regression"
    forest = RandomForestRegressor(2, max_depth=2, random_state=0).fit(SICK[:, :3], WORSE)
    for oracle in ("value", "leaf", "counterfactual"):
        assert qlearn.extract(forest, SICK[:, :3], oracle=oracle).equal
    both = DecisionTreeRegressor(max_depth=2, random_state=0).fit(SICK, np.column_stack([WORSE, -WORSE]))
    found = qlearn.extract(both, SICK, oracle="leaf")
    assert found.equal
    assert np.array_equal(found.copy.predict(SICK), both.predict(SICK))


def test_leaves_of_one_value_are_said_to_be_a_fault() -> None:
    X = np.linspace(0, 1, 101)[:, None]
    twice = DecisionTreeRegressor().fit(X, ((X[:, 0] > 0.3) & (X[:, 0] < 0.7)).astype(float))
    with pytest.raises(Inconsistent, match="different values"):
        qlearn.extract(twice, X, oracle="value")
    assert qlearn.extract(twice, X, oracle="leaf").equal


def as_json(capsys: Capture, tmp_path: Path, *arguments: str) -> Any:
    assert main(["extract", *arguments, "--out", str(tmp_path / "copy.skops"), "--json", "-"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_command_line_prints_one_object_and_saves_a_copy_that_comes_back(tmp_path: Path, capsys: Capture) -> None:
    said = as_json(capsys, tmp_path, "demo:digits/tree", "--oracle", "label")
    assert said["learner"] == "trees.witness_tree"
    assert 0 < said["queries"]["label"] < 10_000 < 10**12 < said["bound"]
    assert (said["certified_error"], said["confidence"]) == (0.001, pytest.approx(0.95))
    assert said["fidelity"] == {"uniform": 1.0, "data": 1.0}
    assert (said["equal"], said["disagreement"], said["leaves"]) == (True, 0.0, 30)
    assert said["lower_bound"] is said["certified_share"] is None
    assert said["rounds"] == said["queries"]["label"]
    assert said["seconds"] > 0
    from qlearn.extraction.targets import target

    model = target("demo:digits/tree")
    back = io.load(said["saved_to"], trusted=io.get_untrusted_types(file=said["saved_to"]))
    assert np.array_equal(back.predict(model.data), model.model.predict(model.data))


def test_the_command_line_by_leaf_and_by_counterfactual(tmp_path: Path, capsys: Capture) -> None:
    leaf = as_json(capsys, tmp_path, "demo:iris/tree", "--oracle", "leaf")
    assert (leaf["learner"], leaf["equal"], leaf["certified_error"]) == ("trees.witness_ids", True, 0)
    assert leaf["lower_bound"] <= leaf["queries"]["leaf"] <= leaf["bound"]
    assert "asked once in each leaf" in " ".join(leaf["notes"])
    line = ["demo:iris/tree", "--oracle", "counterfactual", "--learner", "trees.counterfactual_witness_labels"]
    both = as_json(capsys, tmp_path, *line)
    assert set(both["queries"]) == {"counterfactual", "label"}
    assert (both["equal"], both["certified_share"]) == (True, 1)
    forest = as_json(capsys, tmp_path, "demo:iris/forest", "--oracle", "counterfactual", "--budget", "30")
    assert forest["queries"] == {"counterfactual": 30}
    assert forest["equal"] is False
    assert 0.3 < forest["certified_share"] < 1
    assert forest["certified_error"] == pytest.approx(1 - forest["certified_share"])
    assert forest["disagreement"] <= forest["certified_error"]
    assert "stopped early" in forest["notes"][0]


def test_the_report_for_people(tmp_path: Path, capsys: Capture) -> None:
    line = ["extract", "demo:digits/tree", "--oracle", "counterfactual", "--out", str(tmp_path / "c.skops"), "--cost", "2"]
    assert main([*line, "--picture", str(tmp_path / "tree.svg")]) == 0
    said = capsys.readouterr().out
    flat = " ".join(said.split())
    for part in (
        "a tree of 30 leaves",
        "agree at every place",
        "about 10**9 counterfactual",
        "nothing speaks against the promise",
        "uniform inputs of the box: 1.0000",
    ):
        assert part in flat
    asked = re.search(r"queries (\d+) counterfactual, in (\d+) rounds, for (\d+) at 2 a query", flat)
    assert asked is not None
    assert int(asked[1]) == int(asked[2]) == int(asked[3]) / 2
    assert "pixel_4_4 <= 0.5\n" in said
    assert "... 4 leaves" in said
    assert (tmp_path / "tree.svg").read_text().count("<svg") == 1
    assert main([*line[:3], "leaf", *line[4:], "--picture", str(tmp_path / "tree.png")]) == 0
    assert (tmp_path / "tree.png").read_bytes()[:4] == b"\x89PNG"
    capsys.readouterr()
    assert main([*line, "--budget", "9"]) == 0
    stopped = " ".join(capsys.readouterr().out.split())
    assert "certified before the budget ran out" in stopped
    assert "copy and model differ on" in stopped


def test_a_journal_and_a_certificate_of_a_tree(tmp_path: Path, capsys: Capture) -> None:
    journal, certificate = str(tmp_path / "j"), str(tmp_path / "c")
    line = ["demo:iris/tree", "--oracle", "leaf", "--journal", journal]
    assert main(["extract", *line, "--budget", "20"]) == 2
    assert "the budget has 0 queries" in capsys.readouterr().err
    said = as_json(capsys, tmp_path, *line, "--certificate", certificate)
    assert "after 20 turns" in said["notes"][0]
    assert said["equal"]
    for file in (journal, certificate):
        assert main(["check", file, "--replay"]) == 0


def test_thresholds_closer_than_tol_are_one_and_it_is_said() -> None:
    close = DecisionTreeClassifier().fit(np.array([[0.5], [0.5001], [0.5002]]), [0, 1, 2])
    box = Box((0.0,), (1.0,))
    coarse = qlearn.extract(close, box=box, oracle="label", tol="1/100", **SMALL)
    assert coarse.leaves == 2
    assert "1 thresholds of the model lie within a step" in " ".join(coarse.notes)
    fine = qlearn.extract(close, box=box, oracle="leaf", tol="1/10000")
    assert fine.equal
    assert fine.leaves == 3
    assert "1 distinct thresholds of the copy are one step from another" in " ".join(fine.notes)
    exact = qlearn.extract(close, box=box, oracle="leaf", tol=0)
    assert exact.equal
    assert not any("closer" in note for note in exact.notes)
    inner = close.tree_.feature == 0
    assert np.array_equal(
        exact.copy.predict(close.tree_.threshold[inner][:, None]), close.predict(close.tree_.threshold[inner][:, None])
    )


@pytest.mark.parametrize("oracle", ["label", "leaf", "counterfactual"])
def test_a_box_smaller_than_the_thresholds_and_a_constant_tree(oracle: str) -> None:
    inside = qlearn.extract(TREE, IRIS, box=Box((5.0, 3.0, 1.0, 0.1), (5.1, 3.1, 1.1, 0.2)), oracle=oracle, **SMALL)
    assert inside.leaves == 1
    assert inside.equal
    assert any("the copy is constant" in note for note in inside.notes)
    assert any("rows of the data lie outside" in note for note in inside.notes)
    for labels in (np.zeros(150), np.array(["only"] * 150)):
        constant = DecisionTreeClassifier().fit(IRIS, labels)
        found = qlearn.extract(constant, IRIS, oracle=oracle, **SMALL)
        assert found.equal
        assert found.leaves == 1
        assert found.data.share == 1
        assert found.copy.predict(IRIS[:1])[0] == labels[0]
    flat = DecisionTreeRegressor().fit(IRIS, np.full(150, 2.5))
    if oracle != "label":
        assert qlearn.extract(flat, IRIS, oracle=oracle).copy.predict(IRIS[:1])[0] == 2.5
    point = Box(tuple(IRIS[0]), tuple(IRIS[0]))
    assert qlearn.extract(TREE, box=point, oracle=oracle, **SMALL).leaves == 1


@pytest.mark.parametrize("oracle", ["leaf", "counterfactual", "label"])
def test_ten_thousand_features(oracle: str) -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(60, 10_000)) * rng.uniform(1, 2, 10_000)
    stump = DecisionTreeClassifier(max_depth=1).fit(X, X[:, 7777] > 0.1)
    start = time.process_time()
    found = qlearn.extract(stump, X, oracle=oracle, **SMALL)
    assert found.equal
    assert found.leaves == 2
    assert time.process_time() - start < 30, "a few seconds on a usual machine"


class Moody(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A tree that sometimes says another class."""

    def __init__(self, often: float) -> None:
        self.often = often

    def fit(self, X: Any, y: Any) -> Any:
        self.tree_, self.classes_, self.n_features_in_ = DecisionTreeClassifier(max_depth=2).fit(X, y), np.unique(y), X.shape[1]
        self.rng_ = np.random.default_rng(0)
        return self

    def predict(self, X: Any) -> Any:
        said = self.tree_.predict(X)
        return np.where(self.rng_.random(len(X)) < self.often, (said + 1) % 3, said)


@pytest.mark.parametrize("often", [0.05, 0.4])
def test_a_model_that_changes_its_answers_is_found_out(often: float) -> None:
    moody = Moody(often).fit(IRIS, KIND)
    with pytest.raises(Inconsistent, match=r"changed its answer: to the label query at \[.*Noise is not handled") as fault:
        qlearn.extract(moody, IRIS, oracle="label", learner="trees.witness_tree", budget=2000)
    assert fault.value.run.turns
    steady = qlearn.extract(Moody(0).fit(IRIS, KIND), IRIS, oracle="label", learner="trees.witness_tree", **SMALL)
    assert steady.equal is None, "only scikit-learn's own trees are read; others may predict as they like"
    assert steady.data.share == 1


def test_asking_again_is_not_counted() -> None:
    victim = TreeVictim(TREE, Axes.box(IRIS.min(axis=0), IRIS.max(axis=0), 1e-3))
    right = [Turn(Label(x[None], 3), TREE.predict(x[None])) for x in IRIS[:40]]
    assert changed(victim, right, 0) is None
    wrong = [*right, Turn(Label(IRIS[50:51], 3), np.array([0]))]
    assert "it said 0, and asked again 1" in str(changed(victim, wrong, 0))
    assert victim.heard == 0


class SharedNames(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A tree that gives two leaves one name."""

    def __init__(self, names: Any) -> None:
        self.names = names

    def fit(self, X: Any, y: Any) -> Any:
        self.tree_, self.classes_, self.n_features_in_ = DecisionTreeClassifier(max_depth=2).fit(X, y), np.unique(y), X.shape[1]
        return self

    def predict(self, X: Any) -> Any:
        return self.tree_.predict(X)

    def apply(self, X: Any) -> Any:
        return np.array(self.names)[self.tree_.apply(X)]


@pytest.mark.parametrize("learner", [None, "trees.corner_path_finding", "trees.path_finding"])
def test_two_leaves_of_one_name(learner: str | None) -> None:
    X = np.random.default_rng(0).uniform(size=(500, 2))
    y = (X[:, 0] > 0.5) ^ (X[:, 1] > 0.5)
    model = SharedNames(np.arange(99)).fit(X, y.astype(int) + 2 * (X[:, 0] > 0.5))
    leaves = np.flatnonzero(model.tree_.tree_.feature < 0)
    assert len(leaves) == 4
    names = np.arange(99)
    names[leaves[0]] = names[leaves[-1]]
    model.names = names
    with pytest.raises(Inconsistent, match=r"two leaves|two names|no tree|not unique"):
        qlearn.extract(model, X, oracle="leaf", learner=learner)
    model.names = np.arange(99)
    assert qlearn.extract(model, X, oracle="leaf", learner=learner).data.share > 0.98


def test_a_saved_tree_is_extracted_and_a_damaged_one_refused(tmp_path: Path, capsys: Capture) -> None:
    forest = RandomForestClassifier(2, max_depth=2, random_state=0).fit(IRIS, KIND)
    for k, model in enumerate((TREE, REGRESSION, forest)):
        file = tmp_path / f"m{k}.skops"
        io.dump(model, file)
        said = as_json(capsys, tmp_path, str(file), "--oracle", "leaf", f"--box=-1:1*{model.n_features_in_}")
        assert said["equal"]
    state = TREE.tree_.__getstate__()
    for column, value in (("left_child", 99), ("right_child", 0), ("feature", 4), ("feature", -7)):
        broken = DecisionTreeClassifier(max_depth=3, random_state=0).fit(IRIS, KIND)
        nodes = state["nodes"].copy()
        nodes[column][0] = value
        broken.tree_.__setstate__({**state, "nodes": nodes})
        forest.estimators_[1] = broken
        for model in (broken, forest):
            io.dump(model, tmp_path / "broken.skops")
            assert main(["extract", str(tmp_path / "broken.skops"), "--oracle", "leaf", "--box=0:1*4"]) == 2
            assert "is damaged" in capsys.readouterr().err


def test_black_boxes_by_their_labels() -> None:
    boosted = GradientBoostingClassifier(n_estimators=3, max_depth=2, random_state=0).fit(IRIS, NAMED)
    found = qlearn.extract(boosted, IRIS, oracle="label", learner="trees.witness_tree", **SMALL)
    assert found.in_class
    assert found.equal is None
    assert found.data.share > 0.95
    both = lambda X: np.where(X[:, 0] <= 0.25, 0, np.where(X[:, 1] <= 0.5, 1, 2))
    learned = qlearn.extract(both, box=Box((0, 0), (1, 1)), oracle="label", learner="trees.witness_tree", classes=3, **SMALL)
    assert learned.leaves == 3
    assert learned.bounds["label"] >= learned.run.ledger["label"]
    with pytest.raises(BadAnswer, match=r"classes 0\.\.1, the teacher said 2"):
        qlearn.extract(both, box=Box((0.5, 0), (1, 1)), oracle="label", learner="trees.witness_tree", **SMALL)
    named = qlearn.extract(both, box=Box((0, 0), (1, 1)), oracle="leaf")
    assert named.leaves == 3
    assert named.uniform.share > 0.999


def test_what_is_no_box_of_the_copys_class_is_found_out() -> None:
    linear = LogisticRegression(max_iter=1000).fit(IRIS, KIND)
    found = qlearn.extract(linear, IRIS, oracle="label", learner="trees.witness_tree", budget=500)
    assert found.in_class is None
    assert found.certified_error is None
    assert "budget ran out" in found.certified_by
    assert found.bound is None


def test_axes_of_ones_own_and_codes_never_seen() -> None:
    rng = np.random.default_rng(0)
    X = np.column_stack([rng.integers(0, 4, 200), rng.uniform(size=200)])
    model = DecisionTreeClassifier(random_state=0).fit(X, (X[:, 0] == 2) | (X[:, 1] > 0.7))
    axes = Axes((Categories(0, 3), Reals(0.0, 1.0, 10**5)))
    for oracle in ("label", "leaf"):
        found = qlearn.extract(model, X, axes=axes, oracle=oracle, **SMALL)
        assert found.equal
        assert found.data.share > 0.98
    for odd in (7, -1, 1.5):
        with pytest.raises(BadArgument, match=r"row 3 of the data has x1 = .* none of the values"):
            qlearn.extract(model, np.where(np.arange(200)[:, None] == 3, [odd, 0.5], X), axes=axes, oracle="label")
    with pytest.raises(BadArgument, match="row 0"):
        qlearn.extract(model, X + np.array([9, 0]), axes=Axes((Integers(0, 3), Reals(0.0, 1.0, 10))), oracle="leaf")


BOX = Box(tuple(IRIS.min(axis=0)), tuple(IRIS.max(axis=0)))
REFUSED: list[tuple[Any, Any, dict[str, Any], str]] = [
    (TREE, np.where(IRIS > 7, np.nan, IRIS), {"oracle": "label"}, "finite"),
    (TREE, None, {"oracle": "leaf", "box": Box((0,) * 4, (np.inf,) * 4)}, "infinite at x1"),
    (TREE, None, {"oracle": "counterfactual", "box": Box((0,) * 4, (1.0, 1.0, 1e39, 1.0))}, "beyond at x3"),
    (TREE, None, {"oracle": "label"}, "needs data or a box"),
    (TREE, IRIS[:, :3], {"oracle": "label"}, "takes 4 features"),
    (TREE, IRIS[:, :3], {"oracle": "leaf", "box": BOX}, "the data have 3 features"),
    (TREE, IRIS, {"oracle": "label", "positive": 1}, "positive is for half-spaces"),
    (TREE, IRIS, {"oracle": "label", "flip": "1/10"}, "takes every label for true"),
    (TREE, IRIS, {"oracle": "label", "tol": 2}, "tol is a share"),
    (TREE, IRIS, {"oracle": "label", "tol": "x"}, "tol"),
    (TREE, IRIS, {"oracle": "label", "tol": 1e-300}, "steps"),
    (TREE, IRIS, {"oracle": "label", "eps": 2}, "eps"),
    (TREE, IRIS, {"oracle": "label", "classes": 3}, "only a function must be told"),
    (TREE, IRIS, {"oracle": "leaf", "learner": "trees.witness_tree"}, "asks label queries; the oracle 'leaf'"),
    (TREE, IRIS, {"oracle": "label", "learner": "trees.witness_tree_exact"}, "asks equivalence and label queries"),
    (TREE, IRIS, {"oracle": "label", "learner": "trees.iwal"}, "takes n, which an extraction cannot tell"),
    (TREE, IRIS, {"oracle": "value", "learner": "trees.regression"}, "is no regressor"),
    (REGRESSION, SICK, {"oracle": "label"}, "says values, no labels"),
    (DecisionTreeClassifier(), IRIS, {"oracle": "label"}, "not fitted"),
    (LogisticRegression(max_iter=999).fit(IRIS, KIND), IRIS, {"oracle": "counterfactual"}, "none of them"),
    (LogisticRegression(max_iter=999).fit(IRIS, KIND), IRIS, {"oracle": "leaf"}, "none of them"),
]


@pytest.mark.parametrize(("model", "data", "how", "message"), REFUSED, ids=[row[3] for row in REFUSED])
def test_bad_input_is_the_callers_fault_and_said(model: Any, data: Any, how: Any, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        qlearn.extract(model, data, **how)


def test_what_a_function_cannot_say() -> None:
    with pytest.raises(BadAnswer, match="nearest point of another class"):
        qlearn.extract(lambda X: X[:, 0] > 0, box=Box((-1,), (1,)), oracle="counterfactual")
    with pytest.raises(BadArgument, match="low <= high"):
        qlearn.extract(TREE, box=Box((1,) * 4, (0,) * 4), oracle="label")


def test_a_tree_that_asks_for_missing_values_is_learned_by_labels_only() -> None:
    holes = IRIS.copy()
    holes[::3, 2] = np.nan
    model = DecisionTreeClassifier(max_depth=3, random_state=0).fit(holes, KIND)
    found = qlearn.extract(model, IRIS, oracle="label", **SMALL)
    assert found.in_class


def test_budgets() -> None:
    stopped = qlearn.extract(TREE, IRIS, oracle="label", budget=100)
    assert stopped.run.ledger.total == 100
    assert (stopped.certified_error, stopped.in_class, stopped.confidence) == (None, None, None)
    assert stopped.copy.predict(IRIS).shape == (150,)
    with pytest.raises(OutOfBudget, match="leaf queries"):
        qlearn.extract(TREE, IRIS, oracle="leaf", budget=5)
    for budget in (0, 1, 3):
        little = qlearn.extract(TREE, IRIS, oracle="counterfactual", budget=budget)
        assert little.run.ledger.total == budget
        assert 0 <= little.certified_share <= 1
        assert little.disagreement <= little.certified_error


BAD = {
    "extract demo:iris/tree --oracle leaf --picture tree.pdf": "written as .svg or .png",
    "extract demo:iris/logistic --picture tree.svg": "--picture draws trees",
    "extract demo:iris/tree --oracle label --picture /proc/nowhere/x.svg": "cannot write",
    "extract demo:iris/tree --oracle leaf --box 0:inf*4": "is no side of a box",
    "extract demo:iris/tree": "A tree is learned with oracle='label'",
    "extract demo:iris/tree --oracle label --tol -1": "tol is a share",
    "extract demo:iris/tree --oracle leafs": "did you mean leaf",
    "extract demo:iris/logistic --oracle leaf": "none of them",
}


@pytest.mark.parametrize("line", BAD)
def test_bad_input_ends_in_a_message(line: str, capsys: Capture, monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(line.split()) == 2
    said = capsys.readouterr()
    assert BAD[line] in " ".join(said.err.split())
    assert not said.out


def test_names_of_features_come_from_a_file(tmp_path: Path, capsys: Capture) -> None:
    from qlearn.extraction.targets import target

    rows, file = tmp_path / "rows.csv", tmp_path / "m.skops"
    np.savetxt(rows, IRIS, delimiter=",", header="a,b,c,d", comments="")
    io.dump(TREE, file)
    assert target(str(file), data=rows).features == ("a", "b", "c", "d")
    assert main(["extract", str(file), "--data", str(rows), "--oracle", "leaf", "--out", str(tmp_path / "c.skops")]) == 0
    assert "d <= 0.799996\n" in capsys.readouterr().out
    assert target("demo:iris/tree").features[0] == "sepal length (cm)"
    assert target(str(file), box="0:1*4").features is None


def test_a_tree_too_large_for_a_picture_is_copied_without(tmp_path: Path, capsys: Capture) -> None:
    X = np.arange(1000.0)[:, None]
    io.dump(DecisionTreeClassifier().fit(X, np.arange(1000) // 4 % 2), tmp_path / "m.skops")
    line = [str(tmp_path / "m.skops"), "--oracle", "counterfactual", "--box=0:999", "--picture", str(tmp_path / "p.svg")]
    said = as_json(capsys, tmp_path, *line)
    assert (said["leaves"], said["picture"], said["equal"]) == (250, None, True)
    assert not (tmp_path / "p.svg").exists()
    assert main(["extract", *line, "--out", str(tmp_path / "copy.skops")]) == 0
    assert "none: the tree has too many leaves" in capsys.readouterr().out


def test_a_forest_of_too_many_cells_is_compared_by_a_solver() -> None:
    wide = RandomForestClassifier(40, random_state=0).fit(WINE, SORT)
    start = time.process_time()
    found = qlearn.extract(wide, WINE, oracle="label", budget=300)
    assert found.equal is False
    assert found.disagreement is None
    assert found.bound is None
    assert time.process_time() - start < 60
    with pytest.raises(Undecided, match="cells together"):
        qlearn.extract(wide, WINE, oracle="counterfactual", budget=10)


def test_large_numbers() -> None:
    assert about(10**9 - 1) == "999999999"
    assert about(10**5000) == "about 10**5000"
    with pytest.raises(ValueError, match="digits"):
        json.dumps(10**5000)
    with any_number_of_digits():
        assert len(json.dumps(10**5000)) == 5001


def test_real_features_side_by_side_are_what_they_are_alone() -> None:
    rng = np.random.default_rng(0)
    ends = np.sort(rng.normal(size=(50, 2)) * 10.0 ** rng.integers(-5, 6, (50, 1)), axis=1)
    real = [Reals(a, b, int(k)) for (a, b), k in zip(ends.tolist(), rng.integers(1, 1000, 50), strict=True)]
    real[0] = Reals(0.0, 3.0, 1)
    features = (Integers(0, 3), *real[:25], Reals(2.0, 2.0, 0), Floats(-1.0, 1.0, True), *real[25:], real[3])
    axes = Axes(features)
    places = axes.drawn(rng, 200)
    points = axes.at(places)
    between = points + rng.normal(size=points.shape) * 0.1
    for i, axis in enumerate(features):
        assert np.array_equal(points[:, i], axis.at(places[:, i]))
        assert np.array_equal(axes.place(between)[:, i], axis.place(between[:, i]))
    assert (axes.place(points) == places).all()
    assert axes.contains(axes.draw(Coins(0), 20)).all()
