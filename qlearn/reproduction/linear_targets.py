"""Half-spaces to extract: normals of classifiers trained on data of the paper's dimensions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..catalogue import find
from ..driver import run
from ..errors import unknown
from ..points import Points
from ..queries import Membership
from ..teachers import Function, Noisy
from .machines import DATA

Vector = NDArray[np.float64]

SAID = {
    "wine": "wine: the second cultivar against the two others",
    "adult-like": "adult-like: drawn in the shape of Adult, six numbers and eight coded choices in 14 columns",
    "breast-cancer": "breast-cancer: scikit-learn's, malignant against benign",
    "digits": "digits: 0 to 4 against 5 to 9; three pixels are always empty and have weight 0",
    "mushroom-like": "mushroom-like: drawn in the shape of Mushrooms, 22 yes-or-no columns of 8 kinds",
}
DELTA = "1/20"  # of learners that may fail


@dataclass(frozen=True, eq=False)
class Target:
    """A unit normal w (d,), standardised rows (n, d) with their labels, the rows as they were, and its accuracy on them."""

    name: str
    w: Vector
    rows: Points
    labels: NDArray[np.bool_]
    raw: Points
    accuracy: float

    @property
    def title(self) -> str:
        return f"{self.name} ({len(self.w)})"


@lru_cache(maxsize=64)
def half_space(name: str, seed: int) -> Target:
    """The target of this name, trained on another bootstrap sample of the data for every seed; of `SAID`."""
    from sklearn.linear_model import LogisticRegression

    if name not in SAID:
        raise unknown("data set", name, SAID)
    raw, labels = LINEAR[name]()
    spread = raw.std(axis=0)
    rows = (raw - raw.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    drawn = np.random.default_rng((11, seed)).integers(len(rows), size=len(rows))
    w = LogisticRegression(fit_intercept=False, max_iter=2000).fit(rows[drawn], labels[drawn]).coef_[0]
    w = w / np.linalg.norm(w)
    return Target(name, w, rows, labels, raw, float(((rows @ w >= 0) == labels).mean()))


def made(names: Iterable[str]) -> str:
    """How the targets of these data sets were made."""
    return (
        "The paper does not say how data of several classes became two, nor how targets were trained.  Here: logistic"
        " regression without intercept on standardised features, its normal made unit; each run refits it to another bootstrap"
        " sample.  " + "; ".join(SAID[name] for name in names) + "."
    )


def dimension(name: str) -> int:
    return int(LINEAR[name]()[0].shape[1])


def title(name: str) -> str:
    """The name with its dimension, as the paper's legends have it."""
    return f"{name} ({dimension(name)})"


def extracted(learner: str, target: Target, rho: float = 0.0, noise: int = 0, /, **arguments: Any) -> dict[str, Any]:
    """Extract the target from labels, each flipped with probability rho: how many were asked, and |w* - w| in the end."""
    w = target.w
    teacher = Noisy(Function(lambda X: np.einsum("ij,j->i", X, w) >= 0), rho, noise)
    done = run(find(learner)(d=len(w), **arguments), teacher)
    return {"queries": done.ledger[Membership], "error": error(w, done.hypothesis.w)}


def error(w: Vector, found: Vector) -> float:
    """The geometric error: the distance between unit normals."""
    return float(np.linalg.norm(w / np.linalg.norm(w) - found / np.linalg.norm(found)))


@lru_cache(maxsize=8)
def _adult_like() -> tuple[Points, NDArray[np.bool_]]:
    """14 columns: numbers, half of them skewed, and codes of choices; about a quarter is positive."""
    coins = np.random.default_rng(14)
    n = 3000
    numbers = coins.normal(size=(n, 6)) @ np.linalg.qr(coins.normal(size=(6, 6)))[0]
    numbers[:, 3:] = np.exp(0.8 * numbers[:, 3:])
    sizes = (9, 16, 7, 15, 6, 5, 2, 42)
    codes = [coins.choice(size, n, p=coins.dirichlet(np.ones(size))) for size in sizes]
    X = np.column_stack([numbers, *codes])
    score = (X - X.mean(axis=0)) / X.std(axis=0) @ coins.normal(size=14) + 1.5 * coins.normal(size=n)
    return X, score > np.quantile(score, 0.76)


def _of(name: str) -> tuple[Points, NDArray[np.bool_]]:
    X, y = DATA[name]()
    return X, y > 0


def _digits() -> tuple[Points, NDArray[np.bool_]]:
    from sklearn import datasets

    X, y = datasets.load_digits(return_X_y=True)
    return X, y >= 5


LINEAR: Mapping[str, Callable[[], tuple[Points, NDArray[np.bool_]]]] = {
    "wine": lru_cache(lambda: _of("wine")),
    "adult-like": _adult_like,
    "breast-cancer": lru_cache(lambda: _of("breast-cancer")),
    "digits": lru_cache(_digits),
    "mushroom-like": lru_cache(lambda: _of("mushroom-like")),
}
