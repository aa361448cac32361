"""A half-space drawn afresh for every question: a law over half-spaces of which nearly any draw classifies well.

The idea and the constraint are those of Alabdulmohsin, Gao and Zhang (CIKM 2014).  w ~ N(mu, Sigma), and row i of the data,
with label y_i = +-1, is to be classified with a margin, up to a slack xi_i >= 0, with probability nu:

    Pr[y_i <w, x_i> >= 1 - xi_i] >= nu   iff   y_i <mu, x_i> - Phi^-1(nu) |Sigma^(1/2) x_i| >= 1 - xi_i.

The objective is our own choice (theirs was not at hand): minimise

    KL(N(mu, Sigma) | N(0, I)) + C mean(xi) = (|mu|^2 + tr Sigma - d - log det Sigma) / 2 + C mean(xi),

the law nearest to the standard normal one, which knows nothing.  It is convex in mu and Sigma^(1/2), has one solution, keeps
features without variation bounded, and trades as theirs does: the larger C, the closer are the draws.  C is no more than an
order beside their C.  At last mu is scaled to length 1 and Sigma with it, which changes no answer.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..choices import Coins
from ..errors import BadAnswer, BadArgument, Failed
from ..points import Labels, Points
from ..queries import Membership, Query

Vector = NDArray[np.float64]
Shape = Literal["isotropic", "diagonal", "full"]
SHAPES = ("isotropic", "diagonal", "full")
DRAWS = 2  # the stream of its coins
SAFE = (1e-140, 1e140)  # norms whose squares are floats


@dataclass(frozen=True, eq=False)
class RandomisedModel:
    """w ~ N(mu, Sigma), |mu| = 1; `root` is Sigma^(1/2), or its diagonal, shape (d,), where it has no other entries.

    >>> model = RandomisedModel(np.array([1.0, 0.0]), np.array([0.5, 0.5]))
    >>> model.rho(np.array([[1.0, 0.0], [0.0, 1.0]])).round(4).tolist()
    [0.0228, 0.5]
    """

    mu: Vector  # (d,)
    root: Vector  # (d, d), or (d,) for a diagonal

    def __post_init__(self) -> None:
        d = len(self.mu)
        if self.mu.shape != (d,) or self.root.shape not in ((d,), (d, d)) or not math.isclose(np.linalg.norm(self.mu), 1):
            raise BadArgument(
                f"a randomised model has mu of shape (d,) and length 1 and a root of shape (d, d) or (d,), got {self.mu.shape}"
                f" of length {np.linalg.norm(self.mu):.6g} and {self.root.shape}"
            )

    @property
    def d(self) -> int:
        return len(self.mu)

    def centre_and_spread(self, points: Points) -> tuple[Vector, Vector]:
        """<mu, x> and |root x|, both of shape (batch,): <w, x> is normal with this mean and this standard deviation."""
        if self.root.ndim == 2:
            return points @ self.mu, np.linalg.norm(points @ self.root, axis=1)
        if (self.root == self.root[0]).all():
            return points @ self.mu, self.root[0] * np.linalg.norm(points, axis=1)
        return points @ self.mu, np.sqrt(np.square(points, dtype=np.float64) @ np.square(self.root))

    def labels(self, points: Points) -> Labels:
        """The labels of mu itself, shape (batch,)."""
        return np.asarray(self.centre_and_spread(_scaled(points, self.d))[0] >= 0)

    def rho(self, points: Points) -> Vector:
        """How likely an answer is not mu's own: Phi(-|<mu, x>| / |root x|), shape (batch,); below 1/2 off mu's boundary."""
        from scipy.special import ndtr

        centre, spread = self.centre_and_spread(_scaled(points, self.d))
        away = np.divide(np.abs(centre), spread, out=np.full(len(points), np.inf), where=spread > 0)
        return np.asarray(ndtr(-away))

    def draw(self, points: Points, rng: np.random.Generator) -> Labels:
        """sign(<w, x>) with w drawn afresh for each row, shape (batch,); 0 counts as yes.

        Drawn by its law, <mu, x> + |root x| g with g standard normal: the same distribution, for one normal number a row.
        """
        centre, spread = self.centre_and_spread(_scaled(points, self.d))
        spread *= rng.standard_normal(len(points))
        spread += centre
        return np.asarray(spread >= 0)


class Drawn:
    """A teacher that answers membership queries by a half-space drawn afresh for each row.

    >>> model = RandomisedModel(np.array([1.0, 0.0]), np.array([0.5, 0.5]))
    >>> said = Drawn(model, seed=1).answer(Membership(np.tile([1.0, 0.0], (1000, 1))))
    >>> bool(10 < 1000 - said.sum() < 40)  # 22.8 on average
    True
    """

    def __init__(self, model: RandomisedModel, seed: int = 0) -> None:
        self.model = model
        self._coins = Coins(seed, DRAWS)

    def answer(self, query: Query[Any]) -> Labels:
        if not isinstance(query, Membership):
            raise BadAnswer(f"a randomised half-space answers membership queries only, not {query.kind}")
        return self.model.draw(query.points, self._coins.rng)


def randomised(
    points: Points, labels: Labels, C: float = 10.0, *, nu: float = 0.95, shape: Shape = "diagonal"
) -> RandomisedModel:
    """The law of half-spaces through 0 for data `points`, shape (n, d), with bool `labels`, shape (n,).

    `shape` is that of Sigma: a multiple of I, diagonal, or full.  500 rows of 64 features take about a second, a full Sigma
    of 30 features half a minute, of 64 features too long.  Give rows that are scaled alike, such as standardised ones, with
    a column of ones for an intercept.  Raises `BadArgument` for data that are none, `Failed` where the solver gives up.
    """
    signs = np.where(_checked(points, labels, C, nu, shape), 1.0, -1.0)
    for divisor in (1 + C, math.sqrt(1 + C), 1.0, 1e-3, (1 + C) ** 0.75):  # what suits the solver depends on the data
        solved = _solved(points.astype(np.float64), signs, C, nu, shape, divisor)
        if solved is not None:
            mu, root = solved
            length = float(np.linalg.norm(mu))
            if 0 < length < math.inf and np.isfinite(root).all():
                return RandomisedModel(mu / length, root / length)
    raise Failed(
        f"the convex programme for the randomised model was not solved at C = {C:g}; try a smaller C, or scale the rows"
    )


def _solved(X: Points, signs: Vector, C: float, nu: float, shape: Shape, divisor: float) -> tuple[Vector, Vector] | None:
    """mu and the root, not yet scaled, by a solver who sees the objective over `divisor`; None where it gives up."""
    import cvxpy
    from scipy.special import ndtri

    cp: Any = cvxpy
    n, d = X.shape
    mu, slack = cp.Variable(d), cp.Variable(n, nonneg=True)
    if shape == "full":
        root = cp.Variable((d, d), PSD=True)
        spread, nearness = cp.norm(X @ root, 2, axis=1), cp.sum_squares(root) / 2 - cp.log_det(root)
    elif shape == "diagonal":
        root = cp.Variable(d, nonneg=True)
        spread = cp.norm(X @ cp.diag(root), 2, axis=1)
        nearness = cp.sum_squares(root) / 2 - cp.sum(cp.log(root))
    else:
        root = cp.Variable(nonneg=True)
        spread, nearness = root * np.linalg.norm(X, axis=1), d * (cp.square(root) / 2 - cp.log(root))
    objective = (cp.sum_squares(mu) / 2 + nearness + C * cp.sum(slack) / n) / divisor
    margins = cp.multiply(signs, X @ mu) - float(ndtri(nu)) * spread >= 1 - slack
    problem = cp.Problem(cp.Minimize(objective), [margins])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a solution is inaccurate is in its status
            problem.solve(solver=cp.CLARABEL)
    except cp.SolverError:
        return None
    if problem.status not in (cp.OPTIMAL, cp.OPTIMAL_INACCURATE):
        return None
    found = np.asarray(root.value, np.float64)
    return np.asarray(mu.value, np.float64), np.full(d, found) if shape == "isotropic" else found


def _checked(points: Points, labels: Labels, C: float, nu: float, shape: str) -> Labels:
    if np.ndim(points) != 2 or np.shape(labels) != (len(points),) or not np.size(points) or not np.isfinite(points).all():
        raise BadArgument(
            f"the randomised model needs finite rows (n, d) and as many labels, got {np.shape(points)} and {np.shape(labels)}"
        )
    if not (0 < C < math.inf and 0.5 < nu < 1 and shape in SHAPES):
        raise BadArgument(
            f"the randomised model takes C above 0, nu between 1/2 and 1, and a shape of {', '.join(SHAPES)}; got C = {C},"
            f" nu = {nu}, shape = {shape!r}"
        )
    return np.asarray(labels, np.bool_)


def _scaled(points: Points, d: int) -> Points:
    """The rows, those very long or short made of size 1: no answer depends on a row's length."""
    if points.shape[1] != d:
        raise BadArgument(f"the randomised model takes {d} features, the learner asks about points of {points.shape[1]}")
    most = float(np.abs(points).max())
    if SAFE[0] < most < SAFE[1]:
        return points
    largest = np.abs(points).max(axis=1, keepdims=True).astype(np.float64)
    return points / np.where(largest > 0, largest, 1.0)
