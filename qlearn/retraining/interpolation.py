"""A machine of many centres from its values: interpolated by a kernel, at the points where least is known."""

from __future__ import annotations

import numpy as np

from ..errors import BadArgument
from ..formulas import whole
from ..points import Points
from ..queries import Dialogue, Value
from .kernels import CentreAveraged, Gaussian, Kernel, Matrix, positive
from .law import Scaling
from .machine import KernelMachine
from .methods import ASKED, FEW

CANDIDATES = 1000
RELATIVE = 1e-12  # of the kernel matrix's mean diagonal is added to it: rounding


def interpolated(
    d: int,
    values: int,
    gamma: float,
    rows: Points | None = None,
    centre: Points | float = 0.0,
    step: Points | float = 1.0,
    averaged: bool = True,
    seed: int = 0,
) -> Dialogue[KernelMachine]:
    """Ask f at `values` points in one round, and return the function of the kernel that has these values.

    The points are chosen greedily: each time the one whose value is least known under the kernel, of many drawn at random.
    With the kernel averaged over centres some four times fewer values are needed than with the target's own.  No theorem.

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> found = run(interpolated(d=2, values=60, gamma=1.0), teachers.Function(lambda X: np.exp(-(X**2).sum(axis=1)) - 0.5))
    >>> X = np.random.default_rng(0).uniform(-1, 1, (500, 2))
    >>> error = np.abs(found.hypothesis.values(X)[:, 0] - np.exp(-(X**2).sum(axis=1)) + 0.5).max()
    >>> found.ledger["value"], bool(error < 1e-4)
    (60, True)

    Raises `BadArgument` if d or values is below 1, values above 1,000, or gamma not above 0.
    """
    whole(d, "d", least=1)
    if whole(values, "values", least=1) > CANDIDATES:
        raise BadArgument(f"at most {CANDIDATES} values are asked, got {values}: beyond that, labels by retraining do as well")
    box = Scaling.of(d, centre, step)
    where = box.law(rows)
    coins = np.random.default_rng(seed)
    own = not averaged or d <= FEW
    kernel: Kernel = Gaussian(positive(gamma)) if own else CentreAveraged.where(gamma, d, where.rows, where.draw(coins, ASKED))
    points = least_known(kernel, where.draw(coins, CANDIDATES), values)
    answers = yield from Value(box.outside(points))
    weights, offset = solved(kernel(points, points), answers[:, 0])
    return KernelMachine(kernel, points, weights, offset, box.centre, box.step)


def least_known(kernel: Kernel, candidates: Points, m: int) -> Points:
    """m of them, each the one of largest variance given the values at those before."""
    left = kernel.diagonal(candidates)
    rows = np.empty((m, len(candidates)))
    chosen: list[int] = []
    for i in range(m):
        j = int(left.argmax())
        across = kernel(candidates[j : j + 1], candidates)[0] - rows[:i, j] @ rows[:i]
        rows[i] = across / np.sqrt(max(left[j], 1e-14))
        left = left - rows[i] ** 2
        left[[*chosen, j]] = -np.inf
        chosen.append(j)
    found: Points = candidates[chosen]
    return found


def solved(gram: Matrix, values: Matrix) -> tuple[Matrix, float]:
    """Weights that sum to 0, and an offset, with which the kernel's function has these values."""
    n = len(gram)
    ones = np.ones((n, 1))
    system = np.block([[gram + RELATIVE * np.trace(gram) / n * np.eye(n), ones], [ones.T, np.zeros((1, 1))]])
    found = np.linalg.solve(system, np.append(values, 0.0))
    return found[:n], float(found[n])
