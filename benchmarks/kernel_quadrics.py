"""Quadrics from labels: how many until the coefficients are known to an angle of 1e-3, beside the bits of a cap.

    python benchmarks/kernel_quadrics.py [D SEEDS]...     cells alone; without arguments all, which takes some minutes

Targets have coefficients that are uniform on the sphere, in the Legendre-orthonormal basis, and 10 % of the box at least in
each class.  Labels are counted until the learner's own mean is within 1e-3 of the target for the first time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import numpy as np
from linear_boxes import cap_bits
from tables import Row, show

from qlearn.geometry.directions import Vector, angle
from qlearn.geometry.monomials import dimension, exponents, features
from qlearn.geometry.polynomial_law import PolynomialLaw

EPS = 1e-3
CELLS = {2: (40, 1.05, 54), 5: (20, 1.06, 214), 10: (10, 1.07, 697)}  # d: seeds, reach, the prototype's median


def target(rng: np.random.Generator, d: int) -> Vector:
    """Coefficients, uniform but for the share of the classes."""
    rows = features(rng.uniform(-1, 1, (4000, d)), exponents(d, 2), "legendre")
    while True:
        w = rng.normal(size=dimension(d, 2))
        if 0.1 < (rows @ w > 0).mean() < 0.9:
            return np.asarray(w / np.linalg.norm(w))


def labels_until(d: int, seed: int) -> int:
    """Of one run, by the learner's own rule for its questions."""
    rng = np.random.default_rng((seed, d))
    w, law, which = target(rng, d), PolynomialLaw(d, 2), exponents(d, 2)
    for heard in range(1, 60 * len(w)):
        x = law.question(rng)
        assert x is not None
        row = features(x[None], which, "legendre")[0]
        law.hear(x, row, bool(row @ w >= 0))
        if angle(law.mean, w) <= EPS:
            return heard
    return 60 * len(w)


def cell(d: int, seeds: int) -> Row:
    start = time.perf_counter()
    counts = np.array([labels_until(d, seed) for seed in range(seeds)])
    seconds = (time.perf_counter() - start) / seeds
    limit, reach, prototype = cap_bits(dimension(d, 2), EPS), CELLS[d][1], CELLS[d][2]
    ordered, median = np.sort(counts) / limit, float(np.median(counts)) / limit
    off = int(np.sqrt(seeds))  # ranks: about two standard errors of a median
    return {
        "work": f"labels of quadrics until {EPS:g}, d = {d}, D = {dimension(d, 2)}, median of {seeds}, {seconds:.1f} s a run",
        "reference": "bits of a cap",
        "reach": reach,
        "measured": median,
        "interval": [float(ordered[max(0, seeds // 2 - off)]), float(ordered[min(seeds - 1, seeds // 2 + off)])],
        "lower_bound": limit,
        "mean": float(counts.mean()),
        "most": int(counts.max()),
        "prototype": prototype,
        "seconds": seconds,
        "holds": median <= reach,
    }


def rows() -> Iterator[Row]:
    for d, (seeds, _, _) in CELLS.items():
        yield cell(d, seeds)


if __name__ == "__main__":
    given = sys.argv[1:]
    for i in range(0, len(given), 2):
        show(cell(int(given[i]), int(given[i + 1])))
    if not given:
        for row in rows():
            show(row)
