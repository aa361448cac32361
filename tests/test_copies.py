"""Whatever is extracted is a scikit-learn estimator that says what the hypothesis says: used, cloned, pickled and saved."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone, is_classifier, is_regressor
from sklearn.ensemble import RandomForestRegressor
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted
from skops import io

import qlearn
from qlearn import find, run, teachers
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.exact_half_spaces import ExactHalfSpace
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.rbf_networks import RbfNetwork
from qlearn.errors import BadArgument
from qlearn.extraction.copies import as_estimator, save
from qlearn.extraction.demos import demo
from qlearn.extraction.hypothesis_copies import HypothesisClassifier, HypothesisRegressor

KINDS: list[tuple[str, dict[str, Any]]] = [
    ("iris/logistic", {}),
    ("diabetes/logistic", {}),
    ("diabetes/linear", {}),
    ("wine/linear", {}),
    ("wine/linear", {"oracle": "label", "eps": "1/10"}),
    ("iris/svm", {"oracle": "label", "budget": 12, "learner": "retraining.eat", "gamma": 1.0, "positive": 2}),
    ("breast-cancer/svm", {}),
    ("diabetes/svm", {}),
    ("diabetes/rbf", {"oracle": "label", "budget": 12, "gamma": 0.5}),
    ("iris/tree", {"oracle": "leaf"}),
    ("iris/tree", {"oracle": "counterfactual"}),
    ("diabetes/tree", {"oracle": "leaf"}),
]


def _said(found: Any, X: Any) -> Any:
    """What the hypothesis itself says of these inputs, in the model's own words; of a leaf's name, what it stands for."""
    hypothesis, classes = found.run.hypothesis, getattr(found.copy, "classes_", None)
    if getattr(found, "tree", None) is not None:
        titles = np.array(found.titles)[found.tree(X).astype(int)]
        return titles.astype(classes.dtype) if classes is not None else titles.astype(float)
    if classes is None:
        return hypothesis.values(X)[:, 0]
    return classes[np.asarray(hypothesis(X)).astype(int)]


@pytest.mark.parametrize(("name", "how"), KINDS, ids=[f"{name} {'-'.join(map(str, how.values()))}" for name, how in KINDS])
def test_every_kind_of_copy_is_an_estimator_that_says_what_was_learned(name: str, how: Any, tmp_path: Path) -> None:
    model, data = demo(name)
    data = data.astype(np.float32).astype(np.float64)  # trees of scikit-learn's see no more than 32 bits
    found = qlearn.extract(model, data, judge=50, **how)
    check_is_fitted(found.copy)
    assert is_classifier(found.copy) or is_regressor(found.copy)
    assert found.copy.n_features_in_ == data.shape[1]
    said = found.copy.predict(data)
    np.testing.assert_allclose(said, _said(found, data), rtol=1e-5) if is_regressor(found.copy) else (
        np.testing.assert_array_equal(said, _said(found, data))
    )
    again = clone(found.copy)
    assert type(again) is type(found.copy)
    assert again.get_params().keys() == found.copy.get_params().keys()
    path = save(found.copy, tmp_path / "copy.skops")
    saved = io.load(path, trusted=io.get_untrusted_types(file=path))
    whole = pickle.loads(pickle.dumps(found))  # the run and its learner too
    for back in (saved, whole.copy, copy.deepcopy(found.copy)):
        np.testing.assert_array_equal(back.predict(data), said)
    assert whole.run.ledger == found.run.ledger
    assert whole.learner is found.learner or whole.learner.name == found.learner.name


def test_a_forest_is_copied_as_its_tree() -> None:
    _, data = demo("diabetes/linear")
    forest = RandomForestRegressor(2, max_depth=2, random_state=0).fit(data, data[:, 2] + np.arange(len(data)) / 1000)
    found = qlearn.extract(forest, data, judge=50)
    np.testing.assert_allclose(found.copy.predict(data), forest.predict(data))
    assert found.copy.n_features_in_ == 10


def test_what_scikit_learn_has_no_form_for_is_kept_as_it_is() -> None:
    """Polynomials and Gaussian networks from values, kernel sums and half-spaces of fractions from counterexamples."""
    X = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    quadric = teachers.Function(lambda X: 1 - 2 * (X**2).sum(axis=1) + X[:, 0])
    polynomial = run(find("kernels.polynomial")(d=2, p=2), quadric).hypothesis
    bells = RbfNetwork.of([[0.5, 0], [0, -0.5]], [1, -1.5], g=2, b=0.25)
    network = run(find("kernels.pencil")(d=2, k=2, g=2, tol="1e-10", checks=4), teachers.Honest(bells)).hypothesis
    for hypothesis in (polynomial, network):
        regressor = as_estimator(hypothesis, None)
        np.testing.assert_array_equal(regressor.predict(X), hypothesis.values(X)[:, 0])
        assert regressor.n_features_in_ == 2
        classifier = as_estimator(hypothesis, np.array(["out", "in"]))
        np.testing.assert_array_equal(classifier.predict(X) == "in", hypothesis(X))
        np.testing.assert_array_equal(classifier.decision_function(X) >= 0, hypothesis(X))
    np.testing.assert_allclose(as_estimator(polynomial, None).predict(X), 1 - 2 * (X**2).sum(axis=1) + X[:, 0])


@settings(max_examples=30)
@given(st.lists(st.fractions(-9, 9, max_denominator=7), min_size=1, max_size=4), st.integers(0, 99))
def test_a_kept_hypothesis_survives_everything(w: Any, seed: int) -> None:
    hypothesis = ExactHalfSpace(tuple(w))
    X = np.random.default_rng(seed).integers(-3, 4, (20, len(w))).astype(float)
    kept = as_estimator(hypothesis, np.array([5, 7]), features=len(w))
    np.testing.assert_array_equal(kept.predict(X), np.where(hypothesis(X), 7, 5))
    for back in (clone(kept).fit(X), pickle.loads(pickle.dumps(kept)), copy.deepcopy(kept)):
        np.testing.assert_array_equal(back.predict(X), kept.predict(X))
        np.testing.assert_array_equal(back.decision_function(X), kept.decision_function(X))
        assert back.classes_.tolist() == [5, 7]


def test_a_kept_hypothesis_refuses_what_it_cannot_do() -> None:
    plane = HypothesisClassifier(HalfSpace(np.ones(2)), ("no", "yes"), 2)
    with pytest.raises(NotFittedError):
        plane.predict([[0, 0]])
    with pytest.raises(BadArgument, match="takes 2 features, X has 3"):
        plane.fit(np.ones((4, 3)))
    with pytest.raises(ValueError, match="3 features, but"):
        plane.ready().predict(np.ones((4, 3)))
    with pytest.raises(ValueError, match="NaN"):
        plane.predict([[0, np.nan]])
    assert not hasattr(as_estimator(Conjunction.of_all(3), np.array([0, 1])), "decision_function")
    assert HypothesisRegressor(HalfSpace(np.ones(2)), 2).ready().predict([[1, 2]]).tolist() == [3.0]
    for hypothesis, classes, how in (
        ("nothing", np.array([0, 1]), {"features": 2}),
        (ExactHalfSpace((1, 2)), np.array([0, 1]), {}),
        (Conjunction.of_all(3), None, {}),
    ):
        with pytest.raises(BadArgument, match="has no form as a scikit-learn estimator"):
            as_estimator(hypothesis, classes, **how)
    with pytest.raises(BadArgument, match="3 classes were named"):
        as_estimator(Conjunction.of_all(3), np.arange(3))


def test_learners_and_what_they_were_told_are_pickled() -> None:
    for name in ("boolean.elimination", "linear.pivot_ratio+homogeneous", "retraining.eat", "activeml.RandomSampling"):
        learner = find(name)
        assert pickle.loads(pickle.dumps(learner)).name == name
        assert pickle.loads(pickle.dumps(learner)).theorem.claim == learner.theorem.claim
    learning = find("boolean.elimination")(n=4)
    again = pickle.loads(pickle.dumps(learning))
    assert again.learner is learning.learner
    assert again.arguments == learning.arguments
