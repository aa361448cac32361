"""Rows on Boolean functions: labels that the Kushilevitz-Mansour learner asks, and how often it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tables import Row

from qlearn import run, teachers
from qlearn.concepts.boolean_trees import BooleanTree
from qlearn.errors import Failed
from qlearn.learners.boolean.kushilevitz_mansour import kushilevitz_mansour
from qlearn.oracle import agree

SEEDS = 200
CASES = (
    ("parity of 8 variables, delta = 1/10", BooleanTree(8, (255, False, True)), 1, SEEDS, 10_000),
    ("parity of 30 variables, delta = 1/10", BooleanTree(30, ((1 << 30) - 1, False, True)), 1, SEEDS, None),
    ("depth 2 with parities, n = 16, delta = 1/10", BooleanTree(16, (8, (96, False, True), (512, True, False))), 2, 20, None),
)


def rows() -> Iterator[Row]:
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


PARTS: dict[str, Callable[[], Iterator[Row]]] = {"fourier": rows}
