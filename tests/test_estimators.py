"""Learners as scikit-learn estimators: every check of scikit-learn's own, none of them expected to fail."""

from __future__ import annotations

import pickle
import warnings
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.utils import get_tags
from sklearn.utils.estimator_checks import parametrize_with_checks

from qlearn import Equivalence, Membership, Value, find, run, teachers
from qlearn.concepts.conjunctions import Conjunction
from qlearn.errors import BadAnswer, BadArgument, Inconsistent, OutOfBudget, UnknownName
from qlearn.estimators import CounterexampleClassifier, ExtractedClassifier, ExtractedRegressor
from qlearn.estimators.told import told

X, Y = load_iris(return_X_y=True)
ESTIMATORS = [
    ExtractedClassifier(LogisticRegression(), judge=20),
    ExtractedClassifier(LogisticRegression(), oracle="label", eps="1/20", judge=20),
    ExtractedClassifier(DecisionTreeClassifier(max_depth=2, random_state=0), judge=20),
    ExtractedRegressor(LinearRegression(), judge=20),
    ExtractedRegressor(DecisionTreeRegressor(max_depth=2, random_state=0), judge=20),
    CounterexampleClassifier(max_iter=100),
]


@parametrize_with_checks(ESTIMATORS)  # type: ignore[untyped-decorator]
def test_scikit_learn_finds_nothing_to_complain_of(estimator: Any, check: Any) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=ConvergenceWarning)  # data that no half-space fits are among the checks'
        check(estimator)


@pytest.mark.parametrize(
    ("inner", "how", "asked"),
    [
        (LogisticRegression(max_iter=1000), {}, {"value": 5}),
        (DecisionTreeClassifier(max_depth=2, random_state=0), {}, None),
        (make_pipeline(StandardScaler(), LogisticRegression()), {}, {"value": 5}),
    ],
)
def test_a_classifier_is_fitted_and_its_copy_predicts(inner: Any, how: Any, asked: Any) -> None:
    names = np.array(["setosa", "versicolor", "virginica"])[Y]
    found = ExtractedClassifier(inner, judge=100, **how).fit(X, names)
    assert (found.predict(X) == found.estimator_.predict(X)).all()
    said = found.predict_proba(X)
    assert (found.classes_[said.argmax(axis=1)] == found.predict(X)).all()
    if asked is not None:
        np.testing.assert_allclose(said, found.estimator_.predict_proba(X), atol=1e-9)
    assert found.score(X, names) == found.estimator_.score(X, names)
    assert found.classes_.tolist() == ["setosa", "versicolor", "virginica"]
    assert found.fidelity_ == 1
    assert found.queries_ == dict(found.run_.ledger) == (asked or found.queries_)
    assert next(iter(found.queries_.values())) <= found.bound_
    assert found.hypothesis_ is found.extraction_.run.hypothesis
    again = pickle.loads(pickle.dumps(found))
    assert (again.predict(X) == found.predict(X)).all()
    assert again.run_.learning.learner is found.run_.learning.learner


def test_a_model_that_is_fitted_already_is_learned_without_its_labels() -> None:
    model = LogisticRegression(max_iter=1000).fit(X, Y)
    coefficients = model.coef_.copy()
    found = ExtractedClassifier(FrozenEstimator(model)).fit(X)
    assert found.estimator_ is model
    assert (model.coef_ == coefficients).all()
    assert (found.predict(X) == model.predict(X)).all()
    assert (ExtractedClassifier(FrozenEstimator(model)).fit(X, 2 - Y).predict(X) == model.predict(X)).all(), (
        "y is not looked at"
    )
    A, b = load_diabetes(return_X_y=True)
    line = LinearRegression().fit(A, b)
    np.testing.assert_allclose(ExtractedRegressor(FrozenEstimator(line)).fit(A).predict(A), line.predict(A))
    with pytest.raises(BadArgument, match="not fitted"):
        ExtractedClassifier(FrozenEstimator(LogisticRegression())).fit(X)


def test_learners_are_searched_like_any_parameter() -> None:
    """By labels of two classes, in a pipeline, by a grid; one against the rest for three."""
    binary = (Y > 0).astype(int)
    inner = make_pipeline(StandardScaler(), RidgeClassifier())
    line = make_pipeline(StandardScaler(), ExtractedClassifier(inner, oracle="label", judge=50))
    grid = {"extractedclassifier__eps": ["1/2", "1/100"], "extractedclassifier__estimator__ridgeclassifier__alpha": [1.0, 10.0]}
    search = GridSearchCV(line, grid, cv=3).fit(X, binary)
    assert search.best_score_ > 0.95
    assert search.cv_results_["mean_test_score"].shape == (4,)
    best = search.best_estimator_[-1]
    assert set(best.queries_) == {"membership"}
    assert best.queries_["membership"] <= best.bound_
    many = OneVsRestClassifier(ExtractedClassifier(LogisticRegression(), oracle="label", eps="1/20", judge=50)).fit(X, Y)
    assert many.score(X, Y) > 0.8
    assert cross_val_score(ExtractedRegressor(LinearRegression(), judge=50), *load_diabetes(return_X_y=True), cv=3).min() > 0.4


def test_what_it_is_asked_follows_from_the_model() -> None:
    def asked(inner: Any, **how: Any) -> Any:
        estimator = ExtractedClassifier(inner, **how)
        return estimator._asked, get_tags(estimator).classifier_tags.multi_class

    assert asked(DecisionTreeClassifier()) == ("leaf", True)
    assert asked(RandomForestClassifier()) == ("label", True)
    assert asked(SVC()) == ("label", False)
    assert asked(LogisticRegression()) == (None, True)
    assert asked(LogisticRegression(), oracle="label") == ("label", False)
    assert asked(RidgeClassifier()) == (None, False)
    assert ExtractedRegressor(DecisionTreeRegressor())._asked == "leaf"
    machine = ExtractedClassifier(SVC(gamma=0.5), budget=30, gamma=0.5, judge=50).fit(X, Y == 0)
    assert machine.queries_ == {"membership": 30}
    assert machine.bound_ is None
    assert not hasattr(machine, "predict_proba")
    assert ((machine.decision_function(X) >= 0) == machine.predict(X)).all()


def test_a_seed_is_an_int_or_drawn() -> None:
    inner = DecisionTreeClassifier(max_depth=2, random_state=0)
    fitted = [ExtractedClassifier(inner, oracle="label", eps="1/5", judge=50, random_state=s).fit(X, Y) for s in (3, 3, 4)]
    one, same, other = (b"".join(turn.query.key() for turn in found.run_.turns) for found in fitted)
    assert one == same != other
    drawn = ExtractedClassifier(inner, oracle="label", eps="1/5", judge=50, random_state=np.random.RandomState(0)).fit(X, Y)
    assert drawn.run_.turns


def test_what_cannot_be_extracted_is_refused() -> None:
    with pytest.raises(ValueError, match="Only binary classification"):
        ExtractedClassifier(LogisticRegression(), oracle="label").fit(X, Y)
    with pytest.raises(OutOfBudget):
        ExtractedClassifier(LogisticRegression(max_iter=1000), budget=3).fit(X, Y)
    with pytest.raises(BadArgument, match="a budget must be given"):
        ExtractedClassifier(SVC()).fit(X, Y == 0)
    with pytest.raises(UnknownName, match="did you mean"):
        ExtractedClassifier(LogisticRegression(max_iter=1000), learner="linear.logistik").fit(X, Y)
    with pytest.raises(NotFittedError):
        ExtractedClassifier(LogisticRegression()).predict(X)


BITS = st.integers(1, 6).flatmap(
    lambda n: st.tuples(
        st.lists(st.lists(st.integers(0, 1), min_size=n, max_size=n), min_size=2, max_size=12),
        st.lists(st.booleans(), min_size=n, max_size=n),
    )
)


@settings(max_examples=40)
@given(BITS)
def test_rows_of_a_concept_are_fitted_within_its_bound(drawn: Any) -> None:
    """Elimination and winnow on the rows of a conjunction or a disjunction; both labels, or a refusal."""
    rows, kept = np.array(drawn[0]), np.array(drawn[1])
    for learner, labels in (
        ("boolean.elimination", Conjunction(kept)(rows)),
        ("boolean.winnow", (rows[:, kept] == 1).any(axis=1)),
    ):
        estimator = CounterexampleClassifier(learner, max_iter=None)
        if len(set(labels.tolist())) < 2:
            with pytest.raises(BadArgument, match="only one class"):
                estimator.fit(rows, labels)
            continue
        estimator.fit(rows, labels)
        assert (estimator.predict(rows) == labels).all()
        assert estimator.errors_ == 0
        assert learner != "boolean.elimination" or estimator.n_iter_ <= estimator.bound_ == len(kept) + 1


@settings(max_examples=20)
@given(st.integers(1, 5), st.integers(0, 999), st.sampled_from([1.0, 1e-9, 1e9, 1e-200]))
def test_a_perceptron_stays_within_novikoffs_bound(d: int, seed: int, scale: float) -> None:
    """Whatever the scale of the rows; the margin is known here, so (R/g)**2 is."""
    coins = np.random.default_rng(seed)
    w, points = coins.normal(size=d), coins.normal(size=(40, d))
    w /= np.linalg.norm(w)
    points = points[np.abs(points @ w) > 0.3]
    labels, R = points @ w >= 0, np.linalg.norm(points, axis=1).max()
    if len(set(labels.tolist())) < 2:
        return
    found = CounterexampleClassifier(max_iter=1000, fit_intercept=False).fit(points * scale, labels)
    assert found.errors_ == 0
    assert found.n_iter_ <= (R / 0.3) ** 2 + 1
    assert found.bound_ == 1000
    assert (found.predict(points * scale) == labels).all()
    assert ((found.decision_function(points * scale) >= 0) == found.predict(points * scale)).all()


def test_other_learners_are_told_what_rows_tell() -> None:
    rows, square = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [2, 2]]), np.array([0, 1, 1, 0, 1])
    found = CounterexampleClassifier("kernels.perceptron", arguments={"p": 2}).fit(rows, square)
    assert found.score(rows, square) == 1, "a quadric tells them apart, no line does"
    line = CounterexampleClassifier("linear.halving", max_iter=None).fit(rows, rows.sum(axis=1) >= 2)
    assert line.errors_ == 0
    assert line.n_iter_ <= line.bound_
    again = CounterexampleClassifier(find("linear.halving"), max_iter=None).fit(rows, rows.sum(axis=1) >= 2)
    assert again.n_iter_ == line.n_iter_
    assert CounterexampleClassifier(arguments={"R": 10, "g": "1/10"}, max_iter=None).fit(X, Y > 0).errors_ == 0
    assert not hasattr(CounterexampleClassifier("boolean.elimination").fit(rows[:4], rows[:4].all(axis=1)), "decision_function")


@given(st.integers(2, 5000))
def test_the_margin_told_gives_the_bound_wanted(limit: int) -> None:
    given_rows = told(find("linear.perceptron"), np.array([[3.0, 4.0], [0.0, 1.0]]), limit, {})
    R, g = given_rows["R"], given_rows["g"]
    assert 25 <= R**2 < Fraction(2501, 100)
    assert find("linear.perceptron").theorem.bounds[0].at(R=R, g=g) == limit


@given(st.lists(st.lists(st.floats(-1e200, 1e200), min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_row_is_longer_than_is_told(rows: Any) -> None:
    R = told(find("linear.perceptron"), np.array(rows), 10, {})["R"]
    longest = max(sum(Fraction(x) ** 2 for x in row) for row in rows)
    assert longest <= R**2
    assert not longest or longest * Fraction(10001, 10000) > R**2


def test_data_that_no_concept_fits_leave_the_best_hypothesis_or_an_error() -> None:
    with pytest.warns(ConvergenceWarning, match="kept is one that errs on"):
        found = CounterexampleClassifier(max_iter=100).fit(X, Y == 1)
    assert found.n_iter_ == found.bound_ == 100
    errors = [int((turn.query.hypothesis(np.column_stack([X, np.ones(150)])) != (Y == 1)).sum()) for turn in found.run_.turns]
    assert found.errors_ == min(errors) == int((found.predict(X) != (Y == 1)).sum())
    with pytest.raises(Inconsistent, match="A max_iter keeps"):
        CounterexampleClassifier(arguments={"g": 1}, max_iter=None).fit(X, Y == 1)
    rows = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    with pytest.warns(ConvergenceWarning, match="linear.halving proposed"):
        assert CounterexampleClassifier("linear.halving").fit(rows, [0, 1, 1, 0]).errors_ >= 1


@pytest.mark.parametrize(
    ("learner", "how", "y", "message"),
    [
        ("linear.perceptron", {"max_iter": None}, Y > 0, "missing a required argument: 'g'"),
        ("linear.perceptron", {"max_iter": 0}, Y > 0, "max_iter"),
        ("linear.perceptron", {}, Y, "Only binary"),
        ("linear.perceptron", {"arguments": {"gg": 1}}, Y > 0, "gg"),
        ("linear.halving", {}, Y > 0, "no whole numbers"),
        ("boolean.elimination", {}, Y > 0, "other entries than 0 and 1"),
        ("linear.pivot_ratio", {}, Y > 0, "nothing that rows could contradict"),
        ("linear.perzeptron", {}, Y > 0, "did you mean"),
    ],
)
def test_what_data_cannot_teach_is_refused(learner: str, how: Any, y: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        CounterexampleClassifier(learner, **how).fit(X, y)


def test_a_question_beside_the_rows_has_no_answer() -> None:
    rows = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
    with pytest.raises(BadAnswer, match="none of the 3 labelled rows"):
        CounterexampleClassifier("boolean.monotone_dnf").fit(rows, [1, 0, 1])


def test_a_sample_answers_from_its_rows_alone() -> None:
    sample = teachers.Sample([[0, 1], [1, 1], [1, 0], [0, 1]], [True, True, False, False])
    assert sample.answer(Membership([[1, 1], [1, 0], [0, 1]])).tolist() == [True, False, True], "the first of two rows"
    told_in_turn = [sample.answer(Equivalence(Conjunction(np.array([True, True])))) for _ in range(3)]
    assert [c.point.tolist() for c in told_in_turn] == [[0, 1], [0, 1], [0, 1]]
    wrong_twice = teachers.Sample(np.eye(3), [True, False, True])
    nothing = Conjunction(np.ones(3, bool))
    assert [wrong_twice.answer(Equivalence(nothing)).point.tolist().index(1) for _ in range(3)] == [0, 2, 0], "round and round"
    done = run(find("boolean.elimination")(n=2), teachers.Sample([[1, 1], [1, 0]], [True, False]))
    assert done.ledger[Equivalence] == 2 - 1, "the first hypothesis fits both rows"
    with pytest.raises(BadAnswer, match="labelled rows cannot answer value queries"):
        sample.answer(Value([[0, 1]]))
    for rows, labels in (([[0, 1]], [1, 0]), ([0, 1], [1, 0]), ([[0.5, np.nan]], [1]), ([[0, 1]], [2])):
        with pytest.raises(BadArgument):
            teachers.Sample(rows, labels)
