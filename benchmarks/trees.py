"""Trees and forests: what learners ask by leaf names, labels and counterfactuals, beside peers and a prototype.

    python benchmarks/trees.py [PART...]     writes benchmarks/out/trees.json; parts: see PARTS

Figures of peers and of the prototype are those noted when they were run on the same trees: scikit-learn's, features from 0
to 1, random_state 0, thresholds up to 1e-5; counterfactuals on all floats of 32 bits, to the last bit.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import trees_iwal
from tables import measure
from tree_models import forest, random_tree, scaled, singles, tree

from qlearn import find, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.cells import disagreement

Row = dict[str, Any]

SEEDS = 10
RUNS = 200  # of the certificate
TREES = {  # data and depth, then: Steal-ML's path finding, the prototype by ids, and by labels
    "iris, 5 leaves": ("iris", 3, 162, 96, 152),
    "iris, 9 leaves": ("iris", None, 346, 183, 358),
    "wine, 8 leaves": ("wine", 3, 478, 181, 357),
    "wine, 12 leaves": ("wine", None, 851, 312, 554),
    "cancer, 22 leaves": ("breast_cancer", None, 2646, 561, 1026),
    "digits, 30 leaves": ("digits", 5, 5738, 833, 1563),
    "digits, 91 leaves": ("digits", 8, 20574, 2742, 5058),
}  # fmt: skip
CERTIFIED = {"iris, 5 leaves": 3786, "iris, 9 leaves": 4167, "wine, 8 leaves": 3949, "wine, 12 leaves": 4221,
             "cancer, 22 leaves": 5645}  # fmt: skip
RANDOM = {  # features, leaves, classes, seed, parts; the prototype's labels
    "random, 50 leaves, 3 classes": ((10, 50, 3, 1), 2544),
    "random, 100 leaves, 4 classes": ((20, 100, 4, 2), 5795),
    "random, 100 leaves, 2 classes": ((20, 100, 2, 4), 5764),
    "random, 200 leaves, 5 classes": ((50, 200, 5, 3), 12319),
    "thresholds k/10, 100 leaves, 4 classes": ((5, 100, 4, 0, 10), 3606),
    "thresholds k/10, 100 leaves, 2 classes": ((5, 100, 2, 0, 10), 3337),
}
EXPLAINED = {  # TRA, then the prototype
    "wine, 12 leaves": (("wine", None), 67, 29),
    "cancer, 22 leaves": (("breast_cancer", None), 78, 55),
    "digits, 30 leaves": (("digits", 5), 1998, 75),
    "digits, 91 leaves": (("digits", 8), 20000, 250),
    "digits, 168 leaves": (("digits", None), None, 450),
}
FORESTS = {
    "wine, 3 trees of depth 3": (("wine", 3, 3), 211, 150, 5),
    "cancer, 3 trees of depth 3": (("breast_cancer", 3, 3), 1917, 391, 5),
    "wine, 5 trees of depth 3": (("wine", 5, 3), 1899, 1427, 1),
}
LARGE = {"cancer, 5 trees of depth 3": ("breast_cancer", 5, 3), "wine, 5 trees of depth 4": ("wine", 5, 4)}


def ids() -> Iterator[Row]:
    """By leaf names, exactly."""
    for work, (name, depth, peer, prototype, _) in TREES.items():
        target = tree(name, depth)
        for learner in ("trees.corner_path_finding", "trees.witness_ids"):
            counts = []
            for seed in range(SEEDS if "witness" in learner else 1):
                seeded = {"seed": seed} if "witness" in learner else {}
                found = run(find(learner)(axes=target.axes, **seeded), teachers.Honest(target))
                assert np.array_equal(found.hypothesis(target.axes.draw(Coins(1), 10_000)), _names(target))
                counts.append(found.ledger["leaf"])
            reach = prototype if "witness" in learner else None
            yield row(f"leaf names, {work}, {learner}", f"path finding {peer}, prototype {prototype}", reach, counts)


def _names(target: Any) -> Any:
    return target.leaves(target.axes.draw(Coins(1), 10_000))


def labels() -> Iterator[Row]:
    """By labels alone: what learning asks, the certificate apart, and how right the copy is."""
    for work, (name, depth, _, _, prototype) in TREES.items():
        target, X = tree(name, depth), scaled(name)[0]
        for seeds, each, told in (
            ((), 0, ""),
            (X, 2, ", the data told without labels"),
            (X, len(X), ", all of the data asked"),
        ):
            counts, errors, data = [], [], []
            for seed in range(SEEDS):
                found, asked = learned(target, seed, rows=seeds, each=each)
                counts.append(asked)
                errors.append(float(disagreement(target, found.hypothesis)))
                data.append(float((found.hypothesis(X) == target(X)).mean()))
            reach = None if len(seeds) else prototype
            least = 0.999 if each > 2 else 0.998
            fine = max(errors) <= 1e-3 and np.mean(data) >= least
            more = {"worst_error": max(errors), "data_fidelity": float(np.mean(data)), "worst_data_fidelity": min(data)}
            yield row(f"labels, {work}{told}", f"prototype {prototype}", reach, counts, fine, **more)


def random() -> Iterator[Row]:
    """Random trees, thresholds that repeat, and a fitted one with 200 leaves and two classes."""
    targets = {work: (random_tree(*shape), prototype) for work, (shape, prototype) in RANDOM.items()}
    targets["fitted, about 200 leaves, 2 classes"] = tree("classification", None), 10243
    for work, (target, prototype) in targets.items():
        counts, errors = [], []
        for seed in range(SEEDS):
            found, asked = learned(target, seed, **GENEROUS)
            counts.append(asked)
            errors.append(float(disagreement(target, found.hypothesis)))
        right = sum(error <= 1e-3 for error in errors)
        fine = right >= 0.95 * SEEDS
        yield row(f"labels, {work}", f"prototype {prototype}", None, counts, fine, right=right, worst_error=max(errors))


SPARING = {"corners": 4, "mixed": 4, "spread": 3}  # the certificate will look for the rest
GENEROUS = {"corners": 10, "mixed": 10, "spread": 16}  # two classes, and thresholds that repeat, hide more


def certificates() -> Iterator[Row]:
    """Total labels with a certificate of 1e-3 at confidence .95; over many runs, how often the error is above it."""
    for work, prototype in CERTIFIED.items():
        name, depth, *_ = TREES[work]
        target = tree(name, depth)
        counts, failures = [], 0
        for seed in range(RUNS if "iris" in work else SEEDS):
            found = run(learning(target, seed, **SPARING), teachers.Honest(target))
            counts.append(found.ledger["label"])
            failures += disagreement(target, found.hypothesis) > 1e-3
        fine = failures <= 0.05 * len(counts) + 3 * (0.05 * 0.95 * len(counts)) ** 0.5
        yield row(f"labels with certificate, {work}", f"prototype {prototype}", prototype, counts, fine, failures=failures)


def large() -> Iterator[Row]:
    """A thousand leaves, in seconds."""
    target = random_tree(64, 1000, 5, 7)
    start = time.perf_counter()
    found, asked = learned(target, 0)
    seconds = time.perf_counter() - start
    error = float(disagreement(target, found.hypothesis))
    yield row("seconds for 1,000 leaves, 64 features, by labels", "60 s", 60, [seconds], labels=asked, error=error)


def counterfactuals() -> Iterator[Row]:
    """By counterfactuals alone, exactly: trees, then forests."""
    for work, (shape, peer, prototype) in EXPLAINED.items():
        target = tree(*shape, axes=singles)
        counts = [explained(target, seed)[0] for seed in range(3 if "168" in work else SEEDS)]
        yield row(f"counterfactuals, {work}", f"TRA {peer}, prototype {prototype}", prototype, counts)
    for work, (forested, peer, prototype, seeds) in FORESTS.items():
        counts = [explained(forest(*forested), seed)[0] for seed in range(seeds)]
        yield row(f"counterfactuals, {work}", f"TRA {peer}, prototype {prototype}", prototype, counts)


def forests() -> Iterator[Row]:
    """Larger forests, exactly, by counterfactuals and labels: what each takes."""
    for work, shape in LARGE.items():
        target = forest(*shape)
        start = time.perf_counter()
        asked, more, share = explained(target, 0, m=4)
        seconds = time.perf_counter() - start
        yield row(
            f"counterfactuals, {work}, with labels",
            "TRA unfinished at 4,000",
            None,
            [asked],
            share == 1,
            labels=more,
            seconds=seconds,
        )


def explained(target: Any, seed: int, m: int | None = None) -> tuple[int, int, float]:
    """Counterfactuals and labels asked, and the certain share; the copy is compared with the target everywhere."""
    name = "trees.counterfactual_witness" if m is None else "trees.counterfactual_witness_labels"
    more = {} if m is None else {"m": m}
    done = run(find(name)(axes=target.axes, classes=target.classes, seed=seed, **more), teachers.Honest(target))
    assert disagreement(target, done.hypothesis) == 0
    return done.ledger["counterfactual"], done.ledger["label"], float(done.hypothesis.share)


def learning(target: Any, seed: int, **more: Any) -> Any:
    return find("trees.witness_tree")(axes=target.axes, classes=target.classes, seed=seed, **more)


def learned(target: Any, seed: int, **more: Any) -> tuple[Any, int]:
    """A run, and its labels without the points of the last certificate, here as short as can be."""
    done = run(learning(target, seed, eps="99/100", delta="99/100", **more), teachers.Honest(target))
    return done, done.ledger["label"] - 1


def row(work: str, reference: str, reach: float | None, measured: list[Any], fine: bool = True, **more: Any) -> Row:
    mean = float(np.mean(measured))
    half = 1.96 * float(np.std(measured, ddof=1)) / len(measured) ** 0.5 if len(measured) > 1 else 0.0
    holds = bool(fine and (reach is None or mean <= reach))
    return {
        "work": work, "reference": reference, "reach": reach, "measured": mean, "interval": [mean - half, mean + half],
        "lower_bound": None, "holds": holds, "mean": mean, "most": max(measured), **more,
    }  # fmt: skip


PARTS = {
    "ids": ids,
    "labels": labels,
    "random": random,
    "certificates": certificates,
    "large": large,
    "counterfactuals": counterfactuals,
    "forests": forests,
    "iwal": trees_iwal.rows,
}

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], Path(__file__).parent / "out" / "trees.json"))
