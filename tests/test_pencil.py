"""Gaussian networks from floats: how many centres are found, and that the fresh values decide."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import drawn

from qlearn import run, teachers
from qlearn.concepts.rbf_networks import RbfNetwork, RbfNetworks, apart
from qlearn.errors import BadArgument, Failed, Inconsistent, QlearnError
from qlearn.evidence.remaining import confirmed
from qlearn.learners.kernels.pencil import pencil
from qlearn.testing import concepts

FEW = settings(max_examples=25, deadline=None)


@FEW
@given(concepts(RbfNetworks(intercept=True)), st.integers(1, 9), st.integers(0, 3))
def test_a_network_is_found_from_floats(target: RbfNetwork, checks: int, seed: int) -> None:
    done = run(pencil(**target.given, tol="1e-9", checks=checks, seed=seed), teachers.Honest(target))
    d, k = target.given["d"], target.given["k"]
    assert done.ledger["value"] == 3 * k * (d + 1) + 8 * k * d + 1 + checks
    X = np.random.default_rng(seed).uniform(-1, 1, (200, d))
    assert np.abs(done.hypothesis.values(X) - target.values(X)).max() <= 1e-8
    assert confirmed(done.learning, done.hypothesis, done.turns).holds
    moved = RbfNetwork.of(target.centres, target.weights, target.g, target.b + Fraction(1, 10**8))
    assert not confirmed(done.learning, moved, done.turns).holds
    assert not confirmed(done.learning, done.hypothesis, done.turns[:-1]).holds  # values that it was fitted to


@pytest.mark.parametrize(("k", "d", "g"), [(2, 10, 1), (4, 5, 1), (6, 2, 1), (6, 5, 4), (6, 10, 1), (4, 2, Fraction(1, 4))])
def test_six_centres_are_found_from_where_the_pencil_starts(k: int, d: int, g: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qlearn.learners.kernels.pencil.RESTARTS", 0)
    target = drawn(k, d, seed=2, g=g, b="0.3", least=0.3)
    found = run(pencil(**target.given, tol="1e-9"), teachers.Honest(target)).hypothesis
    assert apart(target, found) < 1e-6
    assert abs(found.b - target.b) < 1e-9


@pytest.mark.parametrize(("k", "said", "g"), [(3, 2, 1), (2, 1, 1), (2, 2, "1.2"), (1, 1, "0.9")])
def test_what_no_such_network_has_is_told_and_never_fitted(k: int, said: int, g: Any) -> None:
    target = drawn(k, 2, seed=1, b=1, least=0.3)
    with pytest.raises(QlearnError, match=r"more.* centres, (or )?another kernel or g"):
        run(pencil(d=2, k=said, g=g, tol="1e-6"), teachers.Honest(target))


def test_the_fresh_values_decide_where_the_fit_has_been_deceived() -> None:
    target = drawn(2, 2, seed=0, b=1, least=0.3)

    class Forger(teachers.Honest):
        rounds = 0

        def answer(self, query: Any) -> Any:
            self.rounds += 1
            return super().answer(query) + (self.rounds == 3) * 1e-3

    with pytest.raises(Inconsistent, match=r"fits the values within .* off by 0\.001 at a fresh point"):
        run(pencil(**target.given, tol="1e-6"), Forger(target))
    rng = np.random.default_rng(0)
    noisy = teachers.Function(lambda X: target.values(X) + rng.normal(size=(len(X), 1)) / 99)
    with pytest.raises(Failed, match="noise"):
        run(pencil(**target.given, tol="1e-6"), noisy)


@pytest.mark.parametrize("seed", [0, 1])
def test_fewer_centres_or_the_same_twice_do_no_harm_to_the_fit(seed: int) -> None:
    target = drawn(2, 2, seed, b=1, least=0.3)
    found = run(pencil(d=2, k=3, g=1, tol="1e-9", seed=seed), teachers.Honest(target)).hypothesis
    X = np.random.default_rng(1).uniform(-1, 1, (100, 2))
    assert np.abs(found.values(X) - target.values(X)).max() <= 1e-8


def test_a_constant_has_no_centre() -> None:
    with pytest.raises(Inconsistent, match="no centre"):
        run(pencil(d=2, k=1, g=1, tol="1e-9"), teachers.Function(lambda X: np.zeros(len(X))))
    found = run(pencil(d=2, k=1, g=1, tol="1e-9"), teachers.Function(lambda X: np.full(len(X), 0.25))).hypothesis
    assert np.allclose(found.values(np.eye(2)), 0.25)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"k": 0}, "k is an integer, at least 1"),
        ({"d": 0}, "d is an integer, at least 1"),
        ({"checks": 0}, "checks is an integer, at least 1"),
        ({"tol": 0}, "above 0; got 0"),
        ({"g": 0}, "a g above 0"),
    ],
)
def test_bad_arguments_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        next(iter(pencil(**{"d": 2, "k": 2, "g": 1, "tol": "1/100", **change})))
