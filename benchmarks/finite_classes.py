"""D of large classes, and of the threshold functions on four and five bits with all that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from finite_timing import seconds_row, timed, width_row
from tables import Row

from qlearn.dimensions.families import of_family
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.measured import measure

TOGETHER = ("vc", "littlestone", "membership", "teaching", "extended_teaching", "equivalence_improper", "both_improper")
STRUCTURED = (
    ("halfspaces-cube", 5), ("halfspaces-positive", 5), ("monotone", 5), ("halfspaces-grid", 4), ("halfspaces-grid", 6),
    ("halfspaces-grid", 8), ("conjunctions", 6), ("conjunctions-satisfiable", 6), ("intervals", 64),
    ("intervals-nonempty", 64), ("rectangles", 8), ("thresholds", 64), ("parities", 6),
)  # fmt: skip
EVEN = ((128, 20), (256, 24), (1024, 64), (8192, 64), (10_000, 64))
SPARSE = ((300, 30, 0.1), (1000, 30, 0.15), (1000, 64, 0.05), (5000, 64, 0.08))
SEEDS = 3


def drawn(m: int, n: int, p: float, seed: int) -> FiniteClass:
    """A class of m drawn concepts, less those drawn twice; each label is 1 with probability p."""
    return FiniteClass.of(np.random.default_rng(seed).random((m, n)) < p, f"{m} x {n}, p = {p:g}, seed {seed}")


@cache
def _four() -> FiniteClass:
    return of_family("halfspaces-cube", 4)


def _afresh(c: FiniteClass) -> FiniteClass:
    """The same class with nothing remembered of it."""
    return FiniteClass(c.labels, c.name, c.points, c.notes)


def threshold_functions() -> Iterator[Row]:
    """The 1,882 threshold functions on {0,1}^4: D alone, and the values without proper hypotheses together."""
    found, seconds = timed(lambda: measure(_afresh(_four()), only=("membership",)))
    yield seconds_row("D of the threshold functions on {0,1}^4", seconds, 0.2, found["membership"].value == 16)
    found, seconds = timed(lambda: measure(_afresh(_four()), only=TOGETHER))
    values = {name: found[name].value for name in TOGETHER}
    yield seconds_row(
        f"VC {values['vc']}, Ldim {values['littlestone']}, D, TD, XTD, improper games {values['equivalence_improper']} and"
        f" {values['both_improper']} of them together",
        seconds,
        3,
        None not in values.values(),
    )


def structured() -> Iterator[Row]:
    """D of classes with structure, exact."""
    for name, size in STRUCTURED:
        c = of_family(name, size)
        found, seconds = timed(lambda c=c: measure(_afresh(c), only=("membership",)), 1)  # type: ignore[misc]
        yield width_row(f"D of {c}", found["membership"], 0, seconds[0])


def random() -> Iterator[Row]:
    """D of drawn classes: exact for even labels, at most 2 apart for few ones."""
    for (m, n, p), reach in [((m, n, 0.5), 0) for m, n in EVEN] + [(shape, 2) for shape in SPARSE]:
        for seed in range(SEEDS):
            c = drawn(m, n, p, seed)
            found, seconds = timed(lambda c=c: measure(c, only=("membership",)), 1)  # type: ignore[misc]
            yield width_row(f"D of {c}", found["membership"], reach, seconds[0])


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "threshold-functions": threshold_functions,
    "structured": structured,
    "random": random,
}
