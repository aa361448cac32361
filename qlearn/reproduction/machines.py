"""Machines to extract, the same for every method: data, a support vector machine, rows known to an attacker, two laws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..extraction.fidelity import majority
from ..points import Labels, Points

C = 10.0
INPUTS = 4000  # that agreement is measured on, of each law
KNOWN = 50  # rows, or a sixth of the data if that is less
NEIGHBOURS = 5


@dataclass(frozen=True, eq=False)
class Machine:
    """An SVC on features scaled to [-1, 1]; unlabelled `rows` known to the attacker; inputs of each law with its labels.

    'uniform' is the law of the box; 'data' is that of held-out rows, each moved part of the way to one of its neighbours.
    """

    name: str
    d: int
    gamma: float
    label: Callable[[Points], Labels]
    rows: Points
    inputs: Mapping[str, Points]
    labels: Mapping[str, Labels]
    accuracy: float

    @property
    def majority(self) -> dict[str, float]:
        return {law: majority(labels) for law, labels in self.labels.items()}


def machine(name: str, seed: int) -> Machine:
    """The machine of this name for one split of its data.  Of `DATA`."""
    from sklearn.svm import SVC

    coins = np.random.default_rng((seed, 1))
    X, y = DATA[name]()
    X = X[:, X.max(axis=0) > X.min(axis=0)]
    X = 2 * (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0)) - 1
    order = coins.permutation(len(X))
    half, known = len(X) // 2, min(KNOWN, len(X) // 6)
    train, rows, held = order[:half], order[half : half + known], order[half + known :]
    gamma = 1 / (X.shape[1] * float(X[train].var()))
    model = SVC(C=C, gamma=gamma).fit(X[train], y[train])

    def label(points: Points) -> Labels:
        said: Labels = model.decision_function(points) >= 0
        return said

    inputs = {"uniform": coins.uniform(-1, 1, (INPUTS, X.shape[1])), "data": _about(X[held], coins)}
    if name == "mushroom-like":
        inputs["data"] = np.where(inputs["data"] > 0, 1.0, -1.0)
    labels = {law: label(points) for law, points in inputs.items()}
    accuracy = float((label(X[held]) == (y[held] == 1)).mean())
    return Machine(name, X.shape[1], gamma, label, X[rows], inputs, labels, accuracy)


def _about(held: Points, coins: np.random.Generator) -> Points:
    """Held-out rows are too few to show 99 %: points between each and one of its nearest."""
    from sklearn.neighbors import NearestNeighbors

    near = NearestNeighbors(n_neighbors=NEIGHBOURS + 1).fit(held).kneighbors(held)[1]
    i = coins.integers(len(held), size=INPUTS)
    other = held[near[i, coins.integers(1, NEIGHBOURS + 1, INPUTS)]]
    found: Points = held[i] + coins.random((INPUTS, 1)) * (other - held[i])
    return found


def _shipped(loader: str, yes: Callable[[NDArray[Any]], NDArray[np.bool_]]) -> tuple[Points, NDArray[Any]]:
    from sklearn import datasets

    X, y = getattr(datasets, loader)(return_X_y=True)
    return np.asarray(X, np.float64), yes(y).astype(int)


def _digits(components: int | None) -> tuple[Points, NDArray[Any]]:
    """Threes against eights, all pixels or so many principal components of them."""
    from sklearn import datasets
    from sklearn.decomposition import PCA

    X, y = datasets.load_digits(return_X_y=True)
    some = (y == 3) | (y == 8)
    X, y = X[some], (y[some] == 8).astype(int)
    return (X if components is None else PCA(components, random_state=0).fit_transform(X)), y


def _moons() -> tuple[Points, NDArray[Any]]:
    from sklearn import datasets

    X, y = datasets.make_moons(600, noise=0.15, random_state=0)
    return X, y


def _adult_like() -> tuple[Points, NDArray[Any]]:
    """In the shape of Adult: 6 numbers, half of them skewed, 4 choices in 14 columns, a quarter of noisy labels true."""
    coins = np.random.default_rng(7)
    n = 1500
    numbers = coins.normal(size=(n, 6)) @ np.linalg.qr(coins.normal(size=(6, 6)))[0]
    numbers[:, 3:] = np.exp(0.8 * numbers[:, 3:])
    choices = []
    for options in (5, 4, 3, 2):
        chances = coins.dirichlet(np.full(options, 2.0))
        choices.append(np.eye(options)[coins.choice(options, n, p=chances)])
    X = np.hstack([numbers, *choices])
    score = X @ (0.7 * coins.normal(size=20)) + 0.8 * X[:, 0] * X[:, 1] + 0.8 * coins.normal(size=n)
    return X, (score > np.quantile(score, 0.76)).astype(int)


def _mushroom_like() -> tuple[Points, NDArray[Any]]:
    """In the shape of Mushrooms: 22 yes-or-no columns of 8 kinds, labelled by three short rules."""
    coins = np.random.default_rng(8)
    n = 1500
    chances = coins.beta(0.5, 0.5, (8, 22))
    X = (coins.random((n, 22)) < chances[coins.integers(8, size=n)]).astype(np.float64)
    on = X > 0
    first, second = on[:, 0] & ~on[:, 1], on[:, 2] & on[:, 3] & ~on[:, 4]
    return X, (first | second | (on[:, 5] & ~on[:, 6] & on[:, 7])).astype(int)


DATA: Mapping[str, Callable[[], tuple[Points, NDArray[Any]]]] = {
    "breast-cancer": lambda: _shipped("load_breast_cancer", lambda y: y == 1),
    "digits": lambda: _digits(None),
    "digits-pca": lambda: _digits(10),
    "wine": lambda: _shipped("load_wine", lambda y: y == 1),
    "diabetes": lambda: _shipped("load_diabetes", lambda y: y > np.median(y)),
    "moons": _moons,
    "adult-like": _adult_like,
    "mushroom-like": _mushroom_like,
}
