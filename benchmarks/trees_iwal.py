"""Labels that IWAL buys until its tree agrees with the target on a share of uniform points, on trees like published ones.

    python benchmarks/trees_iwal.py adult-like        the rows of one target, or of all

The stream goes on until the shares are reached, or a cap.  c0 = 8 is the authors' choice; p = 1 buys every label.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from tree_targets import Target, targets

from qlearn.learners.trees.iwal import one_block
from qlearn.learners.trees.stream import Bought

Row = dict[str, Any]

FIDELITIES = (0.9, 0.95, 0.98, 0.99)
JUDGED = 20_000  # fresh uniform points
CAP = 60_000  # labels
LEAVES = 1 << 20  # no limit
PUBLISHED = {"adult-like": 244188, "steak-like": 1334, "iris": 361, "gss-like": 254892}  # labels, fidelity not said
SORTS: Mapping[str, tuple[float, float, int]] = {  # c0, least, seeds
    "every label": (8.0, 1.0, 3),
    "IWAL, c0 = 8": (8.0, 0.05, 3),
    "IWAL, c0 = 1/10": (0.1, 0.05, 3),
}


def labels_needed(target: Target, c0: float, least: float, seed: int) -> dict[float, tuple[int, int]]:
    """For each fidelity reached the labels bought and the points to within 1/8."""
    axes, classes = target.tree.axes, target.tree.classes
    fresh = axes.at(axes.drawn(np.random.default_rng([9, seed]), JUDGED))
    truth = target.tree(fresh)
    sample = Bought(axes, classes, np.random.default_rng(seed))
    found: dict[float, tuple[int, int]] = {}
    answer(sample.buy(axes.drawn(sample.rng, 8), np.ones(8)), target)
    tree = sample.tree(LEAVES, seed)
    while len(found) < len(FIDELITIES) and len(sample.labels) < CAP:
        places = axes.drawn(sample.rng, max(1, sample.drawn // 8))
        tree = answer(one_block(sample, tree, places, LEAVES, least, c0, seed), target)
        agrees = float((tree(fresh) == truth).mean())
        for fidelity in FIDELITIES:
            if agrees >= fidelity:
                found.setdefault(fidelity, (len(sample.labels), sample.drawn))
    return found


def answer(talk: Any, target: Target) -> Any:
    """A dialogue to its end, its queries answered by the target."""
    try:
        query = next(talk)
        while True:
            query = talk.send(target.tree(query.points))
    except StopIteration as stop:
        return stop.value


def rows(only: str | None = None) -> Iterator[Row]:
    for name, target in targets().items():
        for sort, (c0, least, seeds) in SORTS.items():
            if only in (None, name):
                yield from of_target(target, sort, [labels_needed(target, c0, least, seed) for seed in range(seeds)])


def of_target(target: Target, sort: str, runs: list[dict[float, tuple[int, int]]]) -> Iterator[Row]:
    for fidelity in FIDELITIES:
        reached = [run[fidelity] for run in runs if fidelity in run]
        counts = [count for count, _ in reached] + [CAP] * (len(runs) - len(reached))  # at least so many
        yield {
            "work": f"{target.name}, {target.tree.sizes['L']} leaves: labels to fidelity {fidelity}, {sort}",
            "reference": f"published for the original, fidelity not said: {PUBLISHED[target.name]}",
            "reach": None,
            "measured": round(float(np.mean(counts))),
            "interval": [min(counts), max(counts)],
            "lower_bound": None,
            "holds": True,
            "points": round(float(np.mean([points for _, points in reached]))) if reached else None,
            "seeds": f"{len(reached)} of {len(runs)} reached it within {CAP} labels",
        }


if __name__ == "__main__":
    for found in rows(sys.argv[1] if len(sys.argv) > 1 else None):
        print(found["work"], found["measured"], found["interval"], found["points"], found["seeds"], flush=True)
