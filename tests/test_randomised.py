"""The randomised model: its law, its programme, its answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from qlearn import Label, Membership, Value, teachers
from qlearn.defences import Drawn, RandomisedAnswers, RandomisedModel, randomised
from qlearn.domains import Space
from qlearn.errors import BadAnswer, BadArgument, Refused
from qlearn.extraction.demos import demo
from qlearn.testing import check_teacher

SURE = 1 - 1e-6  # of an interval that a test rests on


def likely(successes: int, trials: int, low: float, high: float | None = None) -> bool:
    """Whether some rate of [low, high] is in the exact interval for this many successes."""
    found = binomtest(successes, trials).proportion_ci(SURE, "exact")
    return bool(found.low <= (low if high is None else high) and low <= found.high)


def model(d: int, seed: int, shape: str) -> RandomisedModel:
    rng = np.random.default_rng(seed)
    mu = rng.standard_normal(d)
    half = rng.standard_normal((d, d)) / d
    root = {"isotropic": np.full(d, 0.4), "diagonal": rng.random(d), "full": half @ half.T}[shape]
    return RandomisedModel(mu / np.linalg.norm(mu), root)


@given(st.integers(1, 6), st.integers(0, 10**6), st.sampled_from(["isotropic", "diagonal", "full"]))
@settings(max_examples=25, deadline=None)
def test_rho_is_how_often_a_draw_differs_from_the_mean(d: int, seed: int, shape: str) -> None:
    law, rng = model(d, seed, shape), np.random.default_rng(seed)
    point = rng.standard_normal(d)
    root = np.diag(law.root) if law.root.ndim == 1 else law.root
    drawn = (law.mu + rng.standard_normal((4000, d)) @ root) @ point >= 0  # weights themselves, drawn one by one
    rho, own = float(law.rho(point[None])[0]), bool(law.labels(point[None])[0])
    assert likely(int((drawn != own).sum()), 4000, rho)
    answers = Drawn(law, seed).answer(Membership(np.tile(point, (4000, 1))))
    assert likely(int((answers != own).sum()), 4000, rho)
    assert rho <= 0.5


@pytest.mark.parametrize("shape", ["isotropic", "diagonal", "full"])
def test_a_point_s_length_does_not_matter(shape: str) -> None:
    law = model(3, 1, shape)
    points = np.random.default_rng(0).standard_normal((50, 3))
    for size in (2.0**-1000, 2.0**1000):
        assert np.allclose(law.rho(points * size), law.rho(points), rtol=1e-9)
        assert (law.labels(points * size) == law.labels(points)).all()
    assert (law.draw(points, np.random.default_rng(5)) == law.draw(points * 2.0**1000, np.random.default_rng(5))).all()


def test_where_nothing_is_drawn_nothing_differs() -> None:
    law = RandomisedModel(np.array([1.0, 0.0]), np.zeros(2))
    points = np.array([[1.0, 5.0], [-1.0, 5.0], [0.0, 1.0], [0.0, 0.0]])
    assert law.rho(points).tolist() == [0, 0, 0, 0]
    assert Drawn(law).answer(Membership(points)).tolist() == [True, False, True, True]


def test_the_chance_constraint_is_kept_where_rows_can_be_separated() -> None:
    """With slack dear, every row is classified by a draw with probability nu at least: counted, and by the formula."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((120, 4))
    X = X[np.abs(X[:, 0]) > 0.3]
    for shape in ("isotropic", "diagonal", "full"):
        law = randomised(X, X[:, 0] > 0, 1e4, nu=0.9, shape=shape)  # type: ignore[arg-type]
        assert (law.labels(X) == (X[:, 0] > 0)).all()
        assert law.rho(X).max() <= 0.1 + 1e-6
        assert law.rho(X).max() > 1e-6, "the law is no wider than it need be narrow"


def test_no_other_law_does_better() -> None:
    """The objective at the solution is at most that of laws near it: KL to N(0, I), and C times the mean slack."""
    from scipy.special import ndtri

    rng = np.random.default_rng(3)
    X = rng.standard_normal((60, 3))
    labels = X @ [1.0, -1.0, 0.3] + 0.4 * rng.standard_normal(60) > 0
    signs, C = np.where(labels, 1.0, -1.0), 20.0

    def cost(mu: Any, s: Any) -> float:
        slack = np.maximum(0, 1 - signs * (X @ mu) + ndtri(0.95) * np.linalg.norm(X * s, axis=1))
        return float((mu @ mu + s @ s - 3 - 2 * np.log(s).sum()) / 2 + C * slack.mean())

    law = randomised(X, labels, C)
    lengths = np.geomspace(0.01, 100, 20001)
    length = min(lengths, key=lambda a: cost(a * law.mu, a * law.root))
    least = cost(length * law.mu, length * law.root)
    for _ in range(300):
        mu = length * law.mu + 0.05 * rng.standard_normal(3)
        assert cost(mu, length * law.root * np.exp(0.05 * rng.standard_normal(3))) >= least - 1e-4


def test_the_larger_c_the_closer_are_the_draws() -> None:
    rng = np.random.default_rng(1)
    X = rng.standard_normal((200, 5))
    labels = X[:, 0] + 0.5 * rng.standard_normal(200) > 0
    wide = [float(randomised(X, labels, C, shape="isotropic").root[0]) for C in (1e-3, 1e-1, 10.0, 1e3, 1e6, 1e10)]
    assert wide == sorted(wide, reverse=True)
    assert wide[0] > 10 > 1e-6 > wide[-1]


@pytest.mark.parametrize(
    ("X", "y", "told"),
    [
        (np.ones((2, 2)), np.ones(3, np.bool_), {}),
        (np.ones(3), np.ones(3, np.bool_), {}),
        (np.array([[np.nan]]), np.ones(1, np.bool_), {}),
        (np.ones((1, 1)), np.ones(1, np.bool_), {"C": 0.0}),
        (np.ones((1, 1)), np.ones(1, np.bool_), {"nu": 0.5}),
        (np.ones((1, 1)), np.ones(1, np.bool_), {"shape": "round"}),
    ],
)
def test_what_cannot_be_solved_is_refused(X: Any, y: Any, told: Any) -> None:
    with pytest.raises(BadArgument, match="randomised model"):
        randomised(X, y, **told)


def test_one_row_of_one_feature_is_enough() -> None:
    law = randomised(np.array([[2.0]]), np.array([True]))
    assert law.mu.tolist() == [1.0]
    assert 0 < law.root[0] < 1


def test_a_real_model_s_answers() -> None:
    fitted, X = demo("breast-cancer/logistic")
    teacher = teachers.Estimator(fitted)
    drawn = RandomisedAnswers(teacher, X, 1e3, seed=4)
    own = teacher.answer(Membership(X))
    assert (drawn.mean_labels(X) == own).mean() > 0.97
    differing = drawn.answer(Membership(X)) != drawn.mean_labels(X)
    assert likely(int(differing.sum()), len(X), float(drawn.rho(X).mean())), "a mean of rates is a rate"
    labels = drawn.answer(Label(X, 2))
    assert ((labels == 1) == own).mean() > 0.95
    other = RandomisedAnswers(teachers.Estimator(fitted, positive=0), X, 1e3, seed=4)
    assert ((other.answer(Label(X, 2)) == 1) == own).mean() > 0.95, "class positions, whichever class counts as yes"
    for query in (Value(X, 2), Label(X, 3)):
        with pytest.raises(Refused, match="randomised"):
            drawn.answer(query)
    with pytest.raises(BadAnswer, match="membership queries only"):
        Drawn(drawn.model).answer(Value(X))


def test_it_obeys_the_laws_of_teachers() -> None:
    law = model(3, 2, "diagonal")
    assert check_teacher(lambda: Drawn(law), Space(3), repeatable=False)
