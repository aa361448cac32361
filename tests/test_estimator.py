"""Real models of every shape answer as themselves, one call a batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import get_config
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestRegressor, VotingClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from qlearn import Label, Membership, Value, run, teachers
from qlearn.errors import BadAnswer, BadArgument
from qlearn.learners.linear.bisection import bisection
from qlearn.learners.linear.equation_solving import equation_solving
from qlearn.learners.linear.softmax import softmax

RNG = np.random.default_rng(5)
X = RNG.normal(size=(90, 3))
SIDE = (X @ [1.0, -2.0, 0.5] > 0).astype(int)

NAMES: dict[str, Any] = {
    "0 and 1": np.array([0, 1]),
    "-1 and 1": np.array([-1, 1]),
    "booleans": np.array([False, True]),
    "strings": np.array(["benign", "malignant"]),
    "objects": np.array(["no", "yes"], object),
    "floats": np.array([1.0, 2.0]),
}
SHAPES: list[Any] = [
    LogisticRegression(),
    SVC(),
    CalibratedClassifierCV(SVC(), ensemble=False),
    KNeighborsClassifier(3),
    GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [2, 3]}, cv=2),
    VotingClassifier([("a", LogisticRegression()), ("b", DecisionTreeClassifier(random_state=0))]),
    Pipeline([("scale", StandardScaler()), ("svm", SVC())]),
]


@pytest.mark.parametrize("model", SHAPES, ids=lambda model: type(model).__name__)
@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_two_classes_of_any_name_are_labelled_as_the_model_predicts(model: Any, names: Any) -> None:
    model.fit(X, names[SIDE])
    fresh = RNG.normal(size=(40, 3))
    said = model.predict(fresh)
    for query, wanted in [
        (Membership(fresh), said == model.classes_[1]),
        (Label(fresh, 2), (said == model.classes_[1]).astype(int)),
    ]:
        assert query.accepts(teachers.Estimator(model).answer(query)).tolist() == wanted.tolist()
    for name in model.classes_.tolist():
        other = Membership(fresh).accepts(teachers.Estimator(model, positive=name).answer(Membership(fresh)))
        assert other.tolist() == (said == name).tolist(), f"also for {name!r}, which may be false in itself"


class Counting(LogisticRegression):
    """Notes each call."""

    calls: list[tuple[str, int]] = []  # noqa: RUF012

    def predict(self, X: Any) -> Any:
        self.calls.append(("predict", len(X)))
        return super().predict(X)

    def predict_proba(self, X: Any) -> Any:
        self.calls.append(("predict_proba", len(X)))
        return super().predict_proba(X)


class Checking(LogisticRegression):
    """Notes whether it was to look for NaN and infinity."""

    looked: list[bool] = []  # noqa: RUF012

    def predict(self, X: Any) -> Any:
        self.looked.append(not get_config()["assume_finite"])
        return super().predict(X)


def test_points_known_to_be_finite_are_not_searched_again() -> None:
    model = Checking().fit(X, SIDE)
    Checking.looked.clear()
    teachers.Estimator(model).answer(Membership(X))
    model.predict(X)
    assert Checking.looked == [False, True]


def test_a_batch_is_one_call_and_nothing_is_asked_beforehand() -> None:
    model = Counting().fit(X, SIDE)
    Counting.calls.clear()
    teacher = teachers.Estimator(model)
    assert teacher.d == 3
    assert Counting.calls == []
    run(softmax(d=3, K=2), teacher)
    teacher.answer(Membership(X))
    assert Counting.calls == [("predict_proba", 4), ("predict", 90)]


@given(st.integers(0, 10**6))
def test_a_fitted_line_and_a_fitted_logistic_model_are_recovered(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points, w = rng.normal(size=(30, 2)), rng.normal(size=2)
    line = LinearRegression().fit(points, points @ w + rng.normal(size=30))
    found = run(equation_solving(d=2), teachers.Estimator(line)).hypothesis
    np.testing.assert_allclose([*found.w, found.b], [*line.coef_, line.intercept_], atol=1e-12)
    three = LogisticRegression().fit(points, np.arange(30) % 3)
    model = run(softmax(d=2, K=3), teachers.Estimator(three)).hypothesis
    np.testing.assert_allclose(model.W, three.coef_ - three.coef_[-1], atol=1e-12)
    np.testing.assert_allclose(model.b, three.intercept_ - three.intercept_[-1], atol=1e-12)


def test_a_stumps_threshold_is_found_by_its_labels() -> None:
    x = np.linspace(0, 1, 41)[:, None]
    stump = DecisionTreeClassifier(max_depth=1).fit(x, x[:, 0] >= 0.6)
    found = run(bisection(0, 1, "1/1000000"), teachers.Estimator(stump)).hypothesis
    # a tree compares in single precision, so the place is the threshold's only that far
    assert float(found.low) - 1e-7 <= stump.tree_.threshold[0] <= float(found.high) + 1e-7


def test_points_of_bits_are_answered_like_points_of_floats() -> None:
    bits = RNG.integers(0, 2, (60, 3)).astype(np.uint8)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(bits, SIDE[:60])
    teacher = teachers.Estimator(model)
    assert (teacher.answer(Membership(bits)) == teacher.answer(Membership(bits * 1.0))).all()
    assert (teacher.answer(Value(bits, 2)) == teacher.answer(Value(bits * 1.0, 2))).all()


def test_outputs_that_do_not_fit_the_question_are_the_gates_affair() -> None:
    model = LogisticRegression().fit(X, SIDE)
    with pytest.raises(BadAnswer, match=r"wanted real numbers, shape \(90, 3\)"):
        run_once(Value(X, 3), teachers.Estimator(model))
    two = RandomForestRegressor(n_estimators=2, random_state=0).fit(X, np.column_stack([SIDE, SIDE]))
    assert run_once(Value(X, 2), teachers.Estimator(two)).shape == (90, 2)
    with pytest.raises(BadAnswer, match="value"):
        run_once(Value(X), teachers.Estimator(two))


def run_once(query: Any, teacher: Any) -> Any:
    return query.accepts(teacher.answer(query))


@pytest.mark.parametrize(
    "model", [Pipeline([("svm", SVC())]), GridSearchCV(SVC(), {"C": [1.0]}), VotingClassifier([("a", SVC())])]
)
def test_what_wraps_an_unfitted_model_is_unfitted(model: Any) -> None:
    with pytest.raises(BadArgument, match="not fitted"):
        teachers.Estimator(model)


@pytest.mark.parametrize("positive", ["1", 2, -1, "yes", 0.5])
def test_a_positive_class_the_model_does_not_have_is_refused_at_once(positive: Any) -> None:
    with pytest.raises(BadArgument, match=r"it has the classes \[0, 1\]"):
        teachers.Estimator(LogisticRegression().fit(X, SIDE), positive=positive)


def test_one_class_only_is_no_binary_concept() -> None:
    only = DecisionTreeClassifier().fit(X, np.zeros(90, int))
    with pytest.raises(BadArgument, match="two classes or positive"):
        teachers.Estimator(only).answer(Membership(X))
    assert teachers.Estimator(only, positive=0).answer(Membership(X)).all()


def test_a_classifier_with_no_scores_still_labels() -> None:
    votes = VotingClassifier([("a", LogisticRegression()), ("b", SVC())]).fit(X, SIDE)
    teacher = teachers.Estimator(votes)
    assert (teacher.answer(Membership(X)) == (votes.predict(X) == 1)).all()
    with pytest.raises(BadArgument, match="has no decision_function; it cannot answer value queries"):
        teacher.answer(Value(X))
    with pytest.raises(BadArgument, match="has no predict_proba"):
        teachers.Estimator(votes, output="predict_proba")
