"""Dimensions of finite classes beyond tables: how far the searches get with the default effort, and how long they take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
from finite_timing import seconds_row, width_row
from tables import Row

from qlearn.dimensions.bracket import Bracket
from qlearn.dimensions.families import of_family
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.search.littlestone import littlestone
from qlearn.dimensions.search.vc import vc

# seconds of one process and the widest bracket, of 10,000 drawn concepts on 64 points and of the threshold functions of 5 bits
DRAWN = {"vc": (60, 1), "littlestone": (3, 0)}
THRESHOLDS = {"vc": (60, 0), "littlestone": (60, 2)}
STRUCTURED = {  # name, size, the most seconds for each of the two dimensions, which are exact
    "thresholds": (64, 1), "intervals": (64, 1), "conjunctions": (6, 1), "conjunctions-satisfiable": (6, 1),
    "halfspaces-grid": (8, 3), "rectangles": (8, 1), "parities": (6, 1), "parities-affine": (6, 1),
}  # fmt: skip
SEARCHES = {"vc": vc, "littlestone": littlestone}


def large_dimensions() -> Iterator[Row]:
    """Of each class and dimension its bracket's width, and the seconds that it took."""
    classes: list[tuple[FiniteClass, dict[str, tuple[int, int]]]] = [(_drawn(seed), DRAWN) for seed in range(2)]
    classes.append((of_family("halfspaces-cube", 5), THRESHOLDS))
    for name, (size, seconds) in STRUCTURED.items():
        classes.append((of_family(name, size), dict.fromkeys(SEARCHES, (seconds, 0))))
    for c, reach in classes:
        for name, (seconds, width) in reach.items():
            yield from _rows(c, name, seconds, width)


def _drawn(seed: int) -> FiniteClass:
    return FiniteClass.of(np.random.default_rng(seed).integers(0, 2, (10_000, 64)), f"drawn 10,000 x 64, seed {seed}")


def _rows(c: FiniteClass, name: str, seconds: int, width: int) -> Iterator[Row]:
    start = time.process_time()  # of this process: others may be at work
    bracket: Bracket = SEARCHES[name](c)
    taken = time.process_time() - start
    yield width_row(f"{c.name}: {name}", bracket, width, taken)
    yield seconds_row(f"{c.name}: {name}", [taken], seconds)


PARTS: dict[str, Callable[[], Iterator[Row]]] = {"large-dimensions": large_dimensions}
