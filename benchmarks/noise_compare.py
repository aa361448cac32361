"""Labels of a whole pool from labels and comparisons: how many are asked, beside the bounds, the labellings and the pool.

The half-spaces have normal weights and pass just beside a point of the pool.  Pools in the plane are uniform or on a circle,
in space they are grids.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from linear_boxes import Row, compared

from qlearn import Comparison, Membership, find, run
from qlearn.catalogue import Learner
from qlearn.formulas import clog, total
from qlearn.teachers import Scores

PLANE, ANY = find("linear.slope_selection"), find("linear.inference_dimension")
TARGETS = {400: 30, 10**4: 20, 10**5: 5, 10**6: 2}  # by points; few where one takes long


def rows() -> Iterator[Row]:
    for n, targets in TARGETS.items():
        pools = [_uniform(n, seed) for seed in range(targets)]
        yield from measured(PLANE, f"uniform, n = {n}", pools, 1.25, _pairs(n))
        yield from measured(ANY, f"uniform, n = {n}", pools, 2.0, _pairs(n))
    for n in (400, 10**4):
        yield from measured(PLANE, f"on a circle, n = {n}", [_circle(n)] * TARGETS[n], 1.25, _pairs(n), alone=True)
    for side, targets in ((10, 20), (22, 10), (100, 3)):
        cube = np.indices((side,) * 3).reshape(3, -1).T
        yield from measured(ANY, f"grid {{0..{side - 1}}}^3, n = {side**3}", [cube] * targets, None, None)


def measured(
    learner: Learner[..., Any], what: str, pools: list[Any], reach: float | None, bits: float | None, alone: bool = False
) -> Iterator[Row]:
    """Labels and comparisons together, of one learner; own seconds of a whole dialogue."""
    counts, times = [], []
    for seed, pool in enumerate(pools):
        f = _beside_a_point(pool, seed, alone)
        start = time.perf_counter()
        done = run(learner(pool=pool, **({"seed": seed} if learner is ANY else {})), Scores(f))
        times.append(time.perf_counter() - start)
        assert (done.hypothesis.labels == (f(pool) >= 0)).all(), "never an error"
        counts.append(done.ledger.total)
    sizes, work = done.learning.sizes(), f"{learner.name.partition('.')[2]}, {what}"
    bounds = {bound.kind: bound.at(**sizes) for bound in learner.theorem.bounds if learner is PLANE or bound.mode == "expected"}
    bound, n = bounds[Membership] + bounds[Comparison], len(pools[0])
    yield compared(f"queries, {work}", "own bound", 1.0, counts, bound)
    yield compared("the same against labelling the pool", "n", 1.0, counts, n)
    if learner is ANY:
        yield compared("the same against samples of 4k", "Kane et al.", 1.0, counts, samples_of_4k(n, sizes["k"]))
    if bits is not None and reach is not None:
        yield compared("the same against lg of the labellings in general position", "lower bound", reach, counts, bits)
    middle = sorted(times)
    yield {
        "work": f"own seconds, {work}", "reference": "none", "reach": None, "measured": round(float(np.median(times)), 4),
        "interval": [round(middle[0], 4), round(middle[-1], 4)], "lower_bound": None, "holds": True,
    }  # fmt: skip


def samples_of_4k(n: int, k: int) -> float:
    """The bound on the average with samples of 4k points, all of whose labels and comparisons are asked."""
    asked = 4 * k + total(lambda i: (i - 1).bit_length(), 2, 4 * k)
    return float(asked * (max(0, clog(-(-n // (4 * k + 1)), 4)) + 4 / 3) + 4 * k)


def _pairs(n: int) -> float:
    """lg of the number of labellings that half-planes give n points, no three of them on a line."""
    return math.log2(n * (n - 1) + 2)


def _uniform(n: int, seed: int) -> Any:
    rng = np.random.default_rng([3, n, seed])
    pool = np.unique(rng.integers(0, 10**7, (n + 10, 2)), axis=0)
    return rng.permutation(pool)[:n]


def _circle(n: int) -> Any:
    turns = 2 * np.pi * np.arange(n) / n
    return np.round(1e8 * np.column_stack([np.cos(turns), np.sin(turns)])).astype(np.int64)


def _beside_a_point(pool: Any, seed: int, alone: bool) -> Any:
    """A half-space whose boundary is next to a point of the pool; `alone`: that point is the only positive one."""
    rng = np.random.default_rng([4, len(pool), seed])
    w = rng.normal(size=pool.shape[1])
    heights = np.sort(pool @ w)
    at = len(pool) - 1 if alone else int(rng.integers(1, len(pool)))
    cut = (heights[at - 1] + heights[at]) / 2
    return lambda X: X @ w - cut
