"""Rows of the benchmarks of Boolean functions: decision trees learned as CDNF formulas."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from tables import Row

from qlearn import find, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.cdnf import of_tree

LEAVES, N, TREES, SECONDS = 50, 30, 10, 5.0


def rows() -> Iterator[Row]:
    """Trees of 50 leaves on 30 variables, each counterexample exact and of the teacher's choice."""
    for policy in ("first", "random", "longest"):
        yield from _learned(policy)


PARTS = {"cdnf": rows}


def _learned(policy: Any) -> Iterator[Row]:
    learner = find("boolean.cdnf")
    seconds: list[float] = []
    counts: dict[str, list[int]] = {bound.kind.kind: [] for bound in learner.theorem.bounds}
    within = True
    for seed in range(TREES):
        tree = of_tree(Coins(seed), N, LEAVES)
        start = time.perf_counter()
        found = run(learner(n=N), teachers.Honest(tree, policy, seed=seed))
        seconds.append(time.perf_counter() - start)
        for bound in learner.theorem.bounds:
            count = found.ledger[bound.kind]
            counts[bound.kind.kind].append(count)
            within &= count <= bound.at(**tree.sizes)
    of = f"CDNF, trees of {LEAVES} leaves, n = {N}, {policy}"
    holds = within and max(seconds) < SECONDS
    spread = (min(seconds), max(seconds))
    yield {"work": f"{of}: s", "measured": median(seconds), "interval": spread, "reach": SECONDS, "holds": holds}
    for kind, asked in counts.items():
        spread = (min(asked), max(asked))
        yield {"work": f"{of}: {kind}", "measured": median(asked), "interval": spread, "reach": None, "holds": within}
