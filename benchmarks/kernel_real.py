"""Quadratic machines fitted to data, by labels: agreement on the box, which the coefficients' angle would hide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from sklearn.svm import SVC
from tables import Row

from qlearn import find, run, teachers
from qlearn.geometry.monomials import dimension
from qlearn.geometry.polynomial_law import kernel_covariance
from qlearn.points import Points
from qlearn.reproduction.machines import DATA
from qlearn.retraining.kernels import Matrix, Vector
from qlearn.retraining.law import Law
from qlearn.retraining.support_vectors import ExtendedAdaptive

SEEDS, INPUTS = 3, 4000


@dataclass(frozen=True)
class Quadratic:
    """(1 + x.z/d)**2, and 1 for the offset."""

    d: int

    def __call__(self, one: Points, other: Points) -> Matrix:
        found: Matrix = (1 + one @ other.T / self.d) ** 2 + 1
        return found

    def diagonal(self, points: Points) -> Vector:
        found: Vector = (1 + (points * points).sum(axis=1) / self.d) ** 2 + 1
        return found

    @property
    def given(self) -> dict[str, object]:
        return {"degree": 2}


def _target(name: str, seed: int) -> tuple[int, Callable[[Points], np.ndarray]]:
    X, y = DATA[name]()
    X = 2 * (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0)) - 1
    half = np.random.default_rng(seed).permutation(len(X))[: len(X) // 2]
    model = SVC(C=10, kernel="poly", degree=2, coef0=1, gamma=1 / X.shape[1]).fit(X[half], y[half])
    return X.shape[1], lambda Z: model.decision_function(Z) >= 0


def _agreement(name: str, way: str, seed: int) -> float:
    d, label = _target(name, seed)
    most = 2 * dimension(d, 2)
    if way == "EAT":
        asks, left = ExtendedAdaptive(Law(d), Quadratic(d), np.random.default_rng(seed)), most
        while left:
            points = asks.ask(left)
            asks.hear(points, label(points))
            left -= len(points)
        found = asks.machine()
    else:
        prior = kernel_covariance(d, 2, Quadratic(d)) if way == "the kernel's prior" else None
        learning = find("kernels.polynomial_posterior")(d=d, p=2, labels=most, prior=prior, seed=seed)
        found = run(learning, teachers.Function(label)).hypothesis
    Z = np.random.default_rng((seed, 1)).uniform(-1, 1, (INPUTS, d))
    return float((found(Z) == label(Z)).mean())


def real_quadrics() -> Iterator[Row]:
    for name in ("diabetes", "wine"):
        for way in ("EAT", "an even prior", "the kernel's prior"):
            shares = [_agreement(name, way, seed) for seed in range(SEEDS)]
            yield {
                "work": f"quadratic machine of {name}: agreement on the box after 2 D labels, {way}",
                "measured": float(np.mean(shares)), "interval": (min(shares), max(shares)), "reach": None, "holds": True,
            }  # fmt: skip
