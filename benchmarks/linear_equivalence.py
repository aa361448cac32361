"""Equivalence queries on grids: the worst dialogue of each learner against its bound, over nasty and other teachers.

    python benchmarks/linear_equivalence.py      writes benchmarks/out/linear_equivalence.json and prints it as a table

`measured` is the worst count over the bound, `interval` the quartiles over all dialogues, `lower_bound` what every learner
needs.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from core import report

import qlearn
from qlearn import Equivalence, run, teachers
from qlearn.concepts.grid_half_spaces import GridHalfSpace, GridHalfSpaces
from qlearn.errors import Undecided

OUT = Path(__file__).parent / "out" / "linear_equivalence.json"
LEARNERS: dict[str, dict[str, Any]] = {
    "linear.ellipsoid": {},
    "linear.centre_of_gravity": {},
    "linear.inscribed_ellipsoid": {},
    "linear.random_centroid": {"delta": "1/20"},
}
GRIDS = {(2, 1): (6, 49), (2, 3): (17, 95), (3, 2): (29, 203), (4, 1): (20, 279)}  # the theory's ellipsoid: worst seen, bound
TARGETS = 100  # of a grid with more half-spaces than that
MANNERS = ("first", "random", "longest", "shallowest")


def main() -> int:
    return report(rows(), OUT)


def rows() -> list[dict[str, Any]]:
    """One row for each learner and grid: never above 1, and each hypothesis the target."""
    return [row(name, d, N) for name in LEARNERS for d, N in GRIDS]


def row(name: str, d: int, N: int) -> dict[str, Any]:
    theorem = qlearn.find(name).theorem
    counts = list(dialogues(name, d, N))
    bound, lower = theorem.bounds[0].at(d=d, N=N, delta=qlearn.formulas.exactly("1/20")), theorem.lower
    assert lower is not None
    seen, stated = GRIDS[d, N]
    low, _, high = statistics.quantiles([count / bound for count in counts], n=4)
    return {
        "work": f"{name} on {{0..{N}}}^{d}: worst {max(counts)} of {bound} queries",
        "reference": f"theory's ellipsoid: worst {seen} of {stated} counterexamples",
        "reach": 1.0,
        "measured": round(max(counts) / bound, 4),
        "interval": [round(low, 4), round(high, 4)],
        "lower_bound": lower.bound.at(d=d),
        "holds": lower.bound.at(d=d) <= max(counts) <= bound,
    }


def dialogues(name: str, d: int, N: int) -> Iterator[int]:
    """The equivalence queries of every target with every manner of teacher, the nastiest where its space can be listed."""
    try:
        space = GridHalfSpaces().space(d, N)
        manners, every = (*MANNERS, "keeps-most"), list(space.concepts)
    except Undecided:
        space, manners, every = None, MANNERS, list(drawn(d, N))
    chosen = np.random.default_rng(0).permutation(len(every))[:TARGETS]
    for target in (every[i] for i in chosen):
        for manner in manners:
            teacher = teachers.Honest(target, manner, space=space if manner == "keeps-most" else None)  # type: ignore[arg-type]
            found = run(qlearn.find(name)(d=d, N=N, **LEARNERS[name]), teacher)
            everywhere = target.domain.points()
            assert (found.hypothesis(everywhere) == target(everywhere)).all(), f"{name} found {found.hypothesis}, not {target}"
            yield found.ledger[Equivalence]


def drawn(d: int, N: int) -> Iterator[GridHalfSpace]:
    """Half-spaces with normal weights, through a random point of the cube around the grid."""
    rng = np.random.default_rng(1)
    for _ in range(TARGETS):
        w = rng.normal(size=d)
        scaled = [round(x * 2**20) for x in w.tolist()]
        yield GridHalfSpace(tuple(scaled), -round(float(w @ rng.uniform(0, N, d)) * 2**20), N)


if __name__ == "__main__":
    sys.exit(main())
