"""Real models: exact where the class allows it, and said where it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import SVC, LinearSVC

import qlearn
from qlearn import Membership
from qlearn.errors import BadArgument, OutOfBudget, UnknownName
from qlearn.extraction.copies import save
from qlearn.extraction.fidelity import clopper_pearson
from qlearn.extraction.targets import target as load
from qlearn.extraction.victim import Victim

RNG = np.random.default_rng(0)
X = RNG.normal(size=(300, 4)) * [1, 10, 0.1, 1000] + [0, 5, -3, 1e4]
SCORE = (X - X.mean(axis=0)) / X.std(axis=0) @ [1, -2, 0.5, 0]
BINARY = (SCORE > 0).astype(int)
THREE = np.digitize(SCORE, [-1, 1])


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("breast-cancer/logistic", 31),
        ("wine/logistic", 14),
        ("iris/logistic", 5),
        ("digits/logistic", 65),
        ("diabetes/linear", 11),
        ("diabetes/logistic", 11),
        ("breast-cancer/linear", 31),
    ],
)
def test_a_model_in_the_class_is_found_with_d_plus_1_values(name: str, queries: int) -> None:
    target = load(f"demo:{name}")
    found = qlearn.extract(target.model, target.data)
    assert dict(found.run.ledger) == {"value": queries}
    assert found.bound == found.lower_bound == queries
    assert found.uniform.share == found.data.share == 1
    assert found.in_class
    assert found.residual < 1e-9


@pytest.mark.parametrize(
    "model",
    [LogisticRegression(max_iter=10_000), LinearRegression(), Ridge(), LinearSVC(max_iter=100_000)],
    ids=lambda model: type(model).__name__,
)
def test_the_copy_is_the_original(model: Any) -> None:
    scaled = (X - X.mean(axis=0)) / X.std(axis=0)
    model.fit(scaled, SCORE if isinstance(model, LinearRegression | Ridge) else BINARY)
    found = qlearn.extract(model, scaled)
    np.testing.assert_allclose(found.copy.coef_, model.coef_, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.copy.predict(scaled), model.predict(scaled), rtol=1e-9)


@pytest.mark.parametrize("name", ["breast-cancer/logistic", "wine/linear"])
def test_labels_are_few_and_may_all_lie_among_the_inputs(name: str) -> None:
    """By default the chart box, certified, with fewer labels than one angle after another; inside the box at one's wish."""
    target = load(f"demo:{name}")
    found, inside, usual = (
        qlearn.extract(target.model, target.data, oracle="label", eps="1/1000", learner=learner)
        for learner in (None, "linear.chart_box_inside", "linear.spherical_bisection+homogeneous")
    )
    assert found.learner.name == "linear.chart_box+homogeneous"
    for copy in (found, inside):
        assert copy.certified_error is not None
        assert copy.certified_error <= 0.001
        assert copy.in_class
        assert copy.uniform.share > 0.99
        assert copy.run.ledger["membership"] < usual.run.ledger["membership"]
    low, high = target.data.min(axis=0), target.data.max(axis=0)
    asked = np.concatenate([turn.query.points for turn in inside.run.turns])
    assert ((asked >= low) & (asked <= high)).all()


def test_string_labels_and_three_classes_survive() -> None:
    scaled = (X - X.mean(axis=0)) / X.std(axis=0)
    names = np.array(["low", "middle", "high"])[THREE]
    found = qlearn.extract(LogisticRegression(max_iter=10_000).fit(scaled, names), scaled)
    assert found.learner.name == "linear.softmax"
    assert found.data.share == 1
    assert set(found.copy.classes_) == {"low", "middle", "high"}


def test_the_two_fidelities_can_differ_and_both_are_said() -> None:
    target = load("demo:breast-cancer/svm")
    found = qlearn.extract(target.model, target.data)
    assert not found.in_class
    assert found.uniform.share > 0.9
    assert found.data.share < 0.5
    for measured in (found.uniform, found.data):
        assert measured.low < measured.share < measured.high


def test_a_model_outside_the_class_is_found_out() -> None:
    bayes = GaussianNB().fit(X[:, :2], BINARY)
    assert not qlearn.extract(bayes, X[:, :2], step=0.3).in_class


def test_a_constant_feature_is_no_obstacle() -> None:
    flat = np.column_stack([X[:, :1], np.full(len(X), 7.0)])
    found = qlearn.extract(LinearRegression().fit(flat, SCORE), flat)
    assert found.run.ledger["value"] == 3
    assert found.data.share == 1


def test_a_saved_copy_comes_back(tmp_path: Path) -> None:
    from skops import io

    target = load("demo:iris/logistic")
    found = qlearn.extract(target.model, target.data)
    path = save(found.copy, tmp_path / "new" / "copy.skops")
    back = io.load(path, trusted=io.get_untrusted_types(file=path))
    assert (back.predict(target.data) == target.model.predict(target.data)).all()
    assert [entry.name for entry in path.parent.iterdir()] == ["copy.skops"], "nothing half written is left behind"


def test_what_cannot_be_extracted_says_why() -> None:
    target = load("demo:iris/logistic")
    with pytest.raises(OutOfBudget, match="5 more value queries"):
        qlearn.extract(target.model, target.data, budget=4)
    with pytest.raises(BadArgument, match="4 features, the data have 3"):
        qlearn.extract(target.model, target.data[:, :3])
    with pytest.raises(BadArgument, match="not fitted"):
        qlearn.extract(LogisticRegression(), X)
    with pytest.raises(BadArgument, match="finite"):
        qlearn.extract(target.model, np.where(target.data > 5, np.nan, target.data))
    with pytest.raises(BadArgument, match=r"shape \(m, d\)"):
        qlearn.extract(target.model, target.data[0])
    with pytest.raises(BadArgument, match="no learner of values fits"):
        qlearn.extract(SVC().fit(X, THREE), X)
    with pytest.raises(UnknownName, match="did you mean value"):
        qlearn.extract(target.model, target.data, oracle="valeu")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(1, 400), st.data())
def test_the_exact_interval_covers_what_it_says(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    low, high = clopper_pearson(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    mirrored = clopper_pearson(trials - successes, trials)
    assert mirrored == pytest.approx((1 - high, 1 - low))
    if successes > 0:
        from scipy.stats import binom

        assert binom.sf(successes - 1, trials, low) == pytest.approx(0.025, rel=1e-6)


def test_a_defended_model_is_judged_by_its_own_labels() -> None:
    """The learner hears flipped labels; a copy that is right is right nevertheless."""
    target = load("demo:wine/linear")
    noiseless = "linear.chart_box+homogeneous"
    fooled = qlearn.extract(target.model, target.data, oracle="label", eps="1/100", flip="1/4", learner=noiseless)
    assert not fooled.in_class, "a learner that counts on true labels believes the flips; fresh inputs show it"
    heard = Victim(target.model, flip=0.25, seed=1)
    points = np.tile(target.data[:1], (4000, 1))
    own = heard.labels(points)
    assert len(set(own.tolist())) == 1
    assert 0.2 < (heard.answer(Membership(points)) != own).mean() < 0.3
    assert heard.heard == 4000, "what a copy is judged by is not counted"


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"oracle": "label", "flip": "1/2"}, "below 1/2"),
        ({"oracle": "label", "flip": -0.1}, "below 1/2"),
        ({"oracle": "value", "flip": "1/4"}, "only labels can be flipped"),
        ({"oracle": "value", "rho": "1/4"}, "only labels can be flipped"),
        ({"oracle": "label", "confidence": 1}, "confidence is a probability"),
        ({"oracle": "label", "confidence": "most"}, "confidence must be a finite number"),
    ],
)
def test_a_rate_or_a_confidence_that_is_none(how: Any, message: str) -> None:
    target = load("demo:wine/linear")
    with pytest.raises(BadArgument, match=message):
        qlearn.extract(target.model, target.data, **how)
