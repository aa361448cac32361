"""Gaussian networks that tests of their learners draw."""

from __future__ import annotations

from typing import Any

import numpy as np

from qlearn.concepts.rbf_networks import RbfNetwork


def drawn(k: int, d: int, seed: int, g: Any = 1, b: Any = 0, least: float = 0.1) -> RbfNetwork:
    """k centres of the cube, so far apart at least, and weights from 1/2 to 2 of either sign."""
    rng = np.random.default_rng(seed)
    while True:
        centres = rng.uniform(-1, 1, (k, d))
        gaps = np.linalg.norm(centres[:, None] - centres, axis=2) + 10 * np.eye(k)
        if gaps.min() >= least:
            weights = rng.choice([-1, 1], k) * rng.uniform(0.5, 2, k)
            return RbfNetwork.of(centres.tolist(), weights.tolist(), g, b)
