"""Retraining: kernels are covariances, the normal law is the posterior it says, every method asks what it was told to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import ndtr

from qlearn import run, teachers
from qlearn.errors import BadArgument, OutOfBudget, Undecided, UnknownName
from qlearn.queries import Membership
from qlearn.retraining.askers import OneByOne
from qlearn.retraining.interpolation import interpolated, least_known
from qlearn.retraining.kernels import CentreAveraged, CentresAt, Gaussian, Mean
from qlearn.retraining.law import Law
from qlearn.retraining.machine import KernelMachine
from qlearn.retraining.methods import METHODS, asker, retrained, usual
from qlearn.retraining.pools import ErrorReducing, Pool, Uncertain
from qlearn.retraining.posterior import NOISE, OFFSET, NormalLaw
from qlearn.retraining.support_vectors import START, AdaptiveRetraining, MaxMinMargin, SimpleMargin, SupportVectors
from qlearn.retraining.unproved import find_unproved, unproved

COINS = np.random.default_rng(0)


def disc(X: np.ndarray) -> np.ndarray:
    return (X**2).sum(axis=1) < 0.5


def kernels(d: int) -> list:
    points = np.random.default_rng(1).uniform(-1, 1, (50, d))
    averaged = CentreAveraged.where(0.7, d, points[:10], points)
    return [Gaussian(0.7), averaged, CentresAt.of(0.7, points[:5], points), Mean(averaged, Gaussian(0.7))]


@pytest.mark.parametrize("d", [1, 2, 7])
@pytest.mark.parametrize("which", range(4))
def test_a_kernel_is_a_covariance(which: int, d: int) -> None:
    kernel = kernels(d)[which]
    points = np.random.default_rng(2).uniform(-1, 1, (30, d))
    gram = kernel(points, points)
    np.testing.assert_allclose(gram, gram.T, atol=1e-12)
    np.testing.assert_allclose(np.diag(gram), kernel.diagonal(points), rtol=1e-9)
    assert np.linalg.eigvalsh(gram).min() > -1e-9
    assert kernel.given["gamma"] == 0.7


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0.1, 5), st.floats(0.01, 1), st.floats(-0.5, 0.5))
def test_the_averaged_kernel_is_the_mean_over_centres(x: float, z: float, g: float, variance: float, middle: float) -> None:
    def density(c: float) -> float:
        return float(np.exp(-((c - middle) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance))

    def product(c: float, one: float, other: float) -> float:
        return float(np.exp(-g * (one - c) ** 2 - g * (other - c) ** 2)) * density(c)

    averaged = CentreAveraged(g, np.array([middle]), np.array([variance]))
    span = (middle - 12, middle + 12)
    at, best = (quad(product, *span, args=pair, points=[middle], limit=200)[0] for pair in ((x, z), (middle, middle)))
    assert averaged(np.array([[x]]), np.array([[z]]))[0, 0] == pytest.approx(at / best, rel=1e-6)


def test_a_scaled_kernel_has_mean_diagonal_one_where_questions_are_asked() -> None:
    law = Law(4).draw(np.random.default_rng(0), 200)
    assert CentreAveraged.where(1.0, 4, None, law).diagonal(law).mean() == pytest.approx(1)
    assert CentresAt.of(1.0, law[:9], law).diagonal(law).mean() == pytest.approx(1)


@pytest.mark.parametrize("gamma", [0, -1, float("inf"), float("nan")])
def test_gamma_is_above_zero(gamma: float) -> None:
    with pytest.raises(BadArgument, match="gamma"):
        Gaussian(gamma)
    with pytest.raises(BadArgument, match="gamma"):
        run(retrained("eat", d=2, labels=20, gamma=gamma), teachers.Function(disc))


def test_one_label_moves_the_law_as_its_factor_does() -> None:
    """One site is exact: mean and variance are those of N(0, k + 1) times Phi."""
    law = NormalLaw(Gaussian(1.0), 1)
    x = np.array([[0.3]])
    law.hear(x, np.array([True]))
    law.settle()
    prior = 1 + OFFSET
    weight = [
        quad(lambda f, p=p: f**p * np.exp(-f * f / (2 * prior)) * ndtr(f / np.sqrt(NOISE)), -9, 9, points=[0])[0]
        for p in range(3)
    ]
    mean, square = weight[1] / weight[0], weight[2] / weight[0]
    assert law.mean[0] == pytest.approx(mean, rel=1e-2)
    assert law.variance[0] == pytest.approx(square - mean**2, rel=2e-2)


def test_the_law_agrees_with_all_labels_of_a_smooth_target_and_tells_what_it_does_not_know() -> None:
    law = NormalLaw(Gaussian(1.0), 2)
    X = np.random.default_rng(3).uniform(-1, 1, (60, 2))
    law.hear(X, disc(X))
    machine = law.machine()
    assert (machine(X) == disc(X)).mean() > 0.95
    np.testing.assert_allclose(machine.values(X)[:, 0], law.means(X), atol=1e-9)
    near, far = np.zeros((1, 2)), np.full((1, 2), 9.0)
    spreads = [law.kernel.diagonal(p) + OFFSET - (law.reduction(p) ** 2).sum(axis=0) for p in (near, far)]
    assert spreads[0][0] < 0.7 < spreads[1][0]
    assert -0.7 < law.left_out() < 0


def test_the_law_of_nothing_is_the_prior() -> None:
    law = NormalLaw(Gaussian(1.0), 3)
    points = np.zeros((4, 3))
    law.settle()
    assert (law.means(points) == 0).all()
    assert law.reduction(points).shape == (0, 4)
    assert law.machine()(points).all()


@pytest.mark.parametrize("pool", [Uncertain, ErrorReducing])
def test_an_answer_moves_a_pool_as_it_moves_the_law(pool: type[Pool]) -> None:
    """The rank-one update is the conditioning that a site of its own would be."""
    coins = np.random.default_rng(4)
    law = NormalLaw(Gaussian(1.0), 2)
    X = coins.uniform(-1, 1, (12, 2))
    law.hear(X, disc(X))
    found = pool(law, Law(2), coins, 3)
    for _ in range(3):
        j = found.best()
        assert not found.asked[j]
        before, across = found.variance.copy(), found.covariances(j)
        found.hear(j, bool(disc(found.points[j : j + 1])[0]))
        gone = before - found.variance
        np.testing.assert_allclose(gone * across[j] ** 2, gone[j] * across**2, atol=1e-6)
        assert (gone >= -1e-12).all()
        if isinstance(found, ErrorReducing):
            np.testing.assert_allclose(found.across[j], found.covariances(j)[: found.references], atol=1e-8)
    assert found.full


def test_a_pool_prefers_what_is_uncertain() -> None:
    law = NormalLaw(Gaussian(1.0), 1)
    X = np.linspace(-1, 1, 21)[:, None]
    law.hear(X, X[:, 0] > 0.32)
    for pool in (Uncertain, ErrorReducing):
        found = pool(law, Law(1), np.random.default_rng(0), 1)
        assert abs(found.points[found.best(), 0] - 0.32) < 0.1


@pytest.mark.parametrize("method", METHODS)
def test_every_method_asks_as_many_as_it_was_told_and_learns(method: str) -> None:
    labels = 60
    found = run(retrained(method, d=2, labels=labels, gamma=1.0, seed=1), teachers.Function(disc))
    assert found.ledger == {"membership": labels}
    asked = np.concatenate([turn.query.points for turn in found.turns])
    assert (np.abs(asked) <= 1 + 1e-12).all()
    X = np.random.default_rng(9).uniform(-1, 1, (2000, 2))
    assert (found.hypothesis(X) == disc(X)).mean() > (0.85 if method in ("passive", "adaptive") else 0.93)
    again = run(retrained(method, d=2, labels=labels, gamma=1.0, seed=1), teachers.Function(disc))
    assert again.hypothesis.key() == found.hypothesis.key()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("always", [True, False])
def test_one_class_only_is_learned_as_a_constant(method: str, always: bool) -> None:
    found = run(retrained(method, d=5, labels=25, gamma=0.3), teachers.Function(lambda X: np.full(len(X), always)))
    assert found.ledger == {"membership": 25}
    assert (found.hypothesis(np.random.default_rng(0).uniform(-1, 1, (50, 5))) == always).all()


@pytest.mark.parametrize("method", ["eat", "error-reduction-averaged"])
def test_one_dimension_and_one_label(method: str) -> None:
    assert run(retrained(method, d=1, labels=1, gamma=1.0), teachers.Function(lambda X: X[:, 0] > 0)).ledger["membership"] == 1
    with pytest.raises(BadArgument, match="labels"):
        run(retrained(method, d=1, labels=0, gamma=1.0), teachers.Function(disc))


def test_gamma_is_found_by_testing_with_no_label_of_its_own() -> None:
    found = run(retrained("uncertainty", d=2, labels=80), teachers.Function(disc))
    assert found.ledger == {"membership": 80}
    X = np.random.default_rng(9).uniform(-1, 1, (2000, 2))
    assert (found.hypothesis(X) == disc(X)).mean() > 0.95
    assert 2**-8 < found.hypothesis.kernel.gamma <= 8


def test_known_rows_pull_questions_to_them() -> None:
    rows = np.full((5, 6), 0.9) + 0.02 * np.random.default_rng(0).normal(size=(5, 6))
    points = Law(6, np.clip(rows, -1, 1)).draw(np.random.default_rng(0), 400)
    near = (points > 0.6).all(axis=1)
    assert 0.4 < near.mean() < 0.6
    assert min(near[:200].mean(), near[200:].mean()) > 0.3, "in no order"
    assert usual(Law(6)) != usual(Law(6, rows))
    with pytest.raises(BadArgument, match="rows"):
        Law(6, np.zeros((0, 6)))
    with pytest.raises(BadArgument, match="rows"):
        run(retrained("eat", d=6, labels=20, gamma=1.0, rows=rows[:, :2]), teachers.Function(disc))


def test_boxes_are_scaled_and_constant_features_stay() -> None:
    centre, step = np.array([1e6, -3.0, 5.0]), np.array([1e5, 1e-4, 0.0])
    inside = teachers.Function(lambda X: ((X[:, 0] - 1e6) / 1e5) + ((X[:, 1] + 3) / 1e-4) > 0.3)
    found = run(retrained("uncertainty", d=3, labels=60, gamma=0.5, centre=centre, step=step), inside)
    asked = np.concatenate([turn.query.points for turn in found.turns])
    assert (asked[:, 2] == 5).all()
    assert (np.abs(asked - centre) <= step * (1 + 1e-9)).all()
    assert found.hypothesis.domain.d == 3
    fresh = centre + step * np.random.default_rng(0).uniform(-1, 1, (1000, 3))
    assert (found.hypothesis(fresh) == inside.answer(Membership(fresh))).mean() > 0.97


def test_a_hard_margin_separates_and_its_margin_is_that() -> None:
    model = SupportVectors(Gaussian(1.0), 1)
    X = np.array([[-1.0], [-0.5], [0.5], [1.0]])
    model.hear(X, X[:, 0] > 0)
    np.testing.assert_allclose(np.abs(model.machine().values(X[1:3])[:, 0]), 1, rtol=1e-2)
    assert model.margin(X, X[:, 0] > 0) > model.margin(np.vstack([X, [[0.4]]]), np.append(X[:, 0] > 0, False))


def test_the_worse_answer_counts_in_a_max_min_margin() -> None:
    asks = MaxMinMargin(Law(1), Gaussian(0.5), np.random.default_rng(0))
    X = np.array([[-1.0], [1.0]] * START)
    asks.hear(X, X[:, 0] > 0)
    asks.pool, asks.left = np.array([[0.6], [0.05]]), np.ones(2, np.bool_)
    assert asks.ask(1)[0, 0] == 0.05


def test_tramers_phases() -> None:
    asks = AdaptiveRetraining(Law(2), Gaussian(1.0), np.random.default_rng(0), 100)
    rounds = []
    while sum(rounds) < 100:
        points = asks.ask(100 - sum(rounds))
        rounds.append(len(points))
        asks.hear(points, disc(points))
    assert rounds[0] == 5
    assert set(rounds[1:-3]) == {1, 2}, "halvings, and two random points between segments"
    assert rounds[-3:] == [20, 20, 20] or rounds[-3:] == [20, 20, 19]


def test_a_pool_that_is_used_up_is_said() -> None:
    asks = SimpleMargin(Law(1), Gaussian(1.0), np.random.default_rng(0))
    asks.left[:] = False
    with pytest.raises(BadArgument, match="used up"):
        asks.ask(1)


def test_unknown_methods_are_named() -> None:
    with pytest.raises(UnknownName, match="eat-averaged"):
        asker("eat-average", Law(2), 1.0, 20, 0)
    with pytest.raises(UnknownName):
        find_unproved("retraining.nothing")


def test_no_method_claims_anything_and_none_is_in_the_catalogue() -> None:
    import qlearn

    for name, learner in unproved().items():
        assert name == learner.name
        assert name not in qlearn.catalogue()
        assert learner.theorem.claim.startswith("NO THEOREM")
        assert "no theorem" in learner.theorem.guarantee.says
        assert learner.theorem.lower is None
        with pytest.raises(Undecided):
            learner.theorem.guarantee.holds(None)
        with pytest.raises(Undecided):
            learner.theorem.learns.draw(None)
        assert "no theorem" in learner.__doc__.lower()


def test_a_method_stops_at_its_budget_and_goes_on_from_its_journal(tmp_path) -> None:
    learning = find_unproved("retraining.uncertainty")(d=2, labels=30, gamma=1.0)
    journal = tmp_path / "run.jsonl"
    with pytest.raises(OutOfBudget):
        run(learning, teachers.Function(disc), budget=20, journal=journal)
    asked = []

    def counting(X: np.ndarray) -> np.ndarray:
        asked.extend(X)
        return disc(X)

    found = run(learning, teachers.Function(counting), journal=journal)
    assert len(asked) == 10
    assert found.hypothesis.key() == run(learning, teachers.Function(disc)).hypothesis.key()


def test_interpolation_goes_through_its_values() -> None:
    smooth = teachers.Function(lambda X: np.exp(-0.5 * (X**2).sum(axis=1)) - 0.6)
    for averaged in (True, False):
        found = run(interpolated(d=5, values=50, gamma=0.5, averaged=averaged), smooth)
        (turn,) = found.turns
        assert len(turn.query.points) == 50
        np.testing.assert_allclose(found.hypothesis.values(turn.query.points), turn.answer, atol=1e-6)
    with pytest.raises(BadArgument, match="1000"):
        run(interpolated(d=2, values=1001, gamma=1.0), smooth)


def test_values_are_asked_where_least_is_known() -> None:
    line = np.linspace(-1, 1, 101)[:, None]
    chosen = np.sort(least_known(Gaussian(20.0), line, 5)[:, 0])
    assert np.diff(chosen).min() > 0.3


def test_a_machine_labels_by_parts() -> None:
    machine = KernelMachine(Gaussian(1.0), np.zeros((1, 1)), np.ones(1), -0.5)
    X = np.linspace(-2, 2, 10_001)[:, None]
    assert (machine(X) == (np.exp(-(X[:, 0] ** 2)) >= 0.5)).all()
    assert machine.values(X[:0]).shape == (0, 1)


def test_the_first_questions_after_a_change_of_gamma_know_all_labels() -> None:
    asks = OneByOne(Law(2), Gaussian(1.0), Uncertain, np.random.default_rng(0))
    X = np.random.default_rng(1).uniform(-1, 1, (40, 2))
    asks.hear(X, disc(X))
    assert abs(float((asks.ask(1) ** 2).sum()) - 0.5) < 0.35
