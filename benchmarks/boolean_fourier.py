"""Rows on Boolean functions: labels that the Kushilevitz-Mansour learner asks, how often it fails, and points a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from finite_timing import timed
from tables import Row

from qlearn import run, teachers
from qlearn.concepts.boolean_polynomials import BooleanPolynomial
from qlearn.concepts.boolean_trees import BooleanTree
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.fourier import FourierSum
from qlearn.concepts.juntas import Junta
from qlearn.errors import Failed
from qlearn.learners.boolean.kushilevitz_mansour import kushilevitz_mansour
from qlearn.oracle import agree

SEEDS = 200
N = 20
FAST = 1e7  # points a second
CASES = (
    ("parity of 8 variables, delta = 1/10", BooleanTree(8, (255, False, True)), 1, SEEDS, 10_000),
    ("parity of 30 variables, delta = 1/10", BooleanTree(30, ((1 << 30) - 1, False, True)), 1, SEEDS, None),
    ("depth 2 with parities, n = 16, delta = 1/10", BooleanTree(16, (8, (96, False, True), (512, True, False))), 2, 20, None),
)


def asked_rows() -> Iterator[Row]:
    """Mean labels asked over seeds, and the share of runs that end in another function or in none."""
    for name, target, d, seeds, reach in CASES:
        counts, wrong = [], 0
        for seed in range(seeds):
            try:
                done = run(kushilevitz_mansour(n=target.n, d=d, delta="1/10", seed=seed), teachers.Honest(target))
            except Failed as failed:
                counts.append(failed.run.ledger["membership"])
                wrong += 1
                continue
            counts.append(done.ledger["membership"])
            wrong += not agree(target, done.hypothesis)
        mean = sum(counts) / len(counts)
        yield {
            "work": f"Kushilevitz-Mansour, {name}: labels", "measured": mean, "interval": (min(counts), max(counts)),
            "reach": reach, "holds": reach is None or max(counts) < reach,
        }  # fmt: skip
        yield {
            "work": f"Kushilevitz-Mansour, {name}: share that fails", "measured": wrong / seeds,
            "interval": (wrong / seeds, wrong / seeds), "reach": 0.1, "holds": wrong / seeds <= 0.1,
        }  # fmt: skip


def full_tree(depth: int, rng: np.random.Generator) -> Any:
    if not depth:
        return bool(rng.integers(0, 2))
    return (1 << int(rng.integers(0, N)), full_tree(depth - 1, rng), full_tree(depth - 1, rng))


def batches() -> Iterator[Row]:
    """All points of the cube of 20 variables, labelled in one batch."""
    rng = np.random.default_rng(0)
    cube = (np.arange(1 << N, dtype=np.int64)[:, None] >> np.arange(N) & 1).astype(np.uint8)
    masks = [int(mask) for mask in rng.integers(1, 1 << N, 20)]
    concepts = {
        "junta of 6 variables": Junta(N, (1, 4, 7, 11, 12, 19), rng.integers(0, 2, 64).astype(np.bool_)),
        "tree of 32 leaves": BooleanTree(N, full_tree(5, rng)),
        "polynomial of 20 monomials": BooleanPolynomial(N, masks),
        "sum of 4 parities": FourierSum(N, (1, 6, 9, 14), (1, 1, 1, -1), 1),
        "conjunction": Conjunction(np.arange(N) % 3 == 0),
    }
    for name, concept in concepts.items():
        _, seconds = timed(partial(concept, cube), 5)
        speeds = sorted(len(cube) / s for s in seconds)
        median = speeds[len(speeds) // 2]
        yield {
            "work": f"{name}, n = {N}: points a second", "measured": median, "interval": (speeds[0], speeds[-1]),
            "reach": FAST, "holds": median >= FAST,
        }  # fmt: skip


PARTS: dict[str, Callable[[], Iterator[Row]]] = {"fourier": asked_rows, "batches": batches}


def rows() -> Iterator[Row]:
    for part in PARTS.values():
        yield from part()
