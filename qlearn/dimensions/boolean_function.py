"""How complex a Boolean function is: decision-tree depth, certificates, sensitivity, block sensitivity, degree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from .bracket import Bracket, Effort
from .functions import blocks, certificate, decision_trees, degree_over_reals, sensitivity
from .functions.function import BooleanFunction
from .packed.tables import affordable

Values = Sequence[int] | NDArray[Any]

MEASURES = {
    "depth": "decision-tree depth D",
    "certificate": "certificate C",
    "sensitivity": "sensitivity s",
    "block_sensitivity": "block sensitivity bs",
    "degree": "degree over the reals",
}


@dataclass(frozen=True)
class Measures:
    """Of one function: a bracket for each name in `MEASURES`, with witnesses that `qlearn check` verifies."""

    of: BooleanFunction
    values: dict[str, Bracket]

    def __getitem__(self, name: str) -> Bracket:
        return self.values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)


def measures(values: Values, effort: Effort | None = None) -> Measures:
    """Every measure of a function given by its 2**n values, n <= 20: bit i of a point's number is its i-th input.

    s <= bs <= C <= D, and deg <= D (Buhrman and de Wolf 2002), so what is quick bounds what is not.  Sensitivity and
    degree are exact.  So are C and D where their tables fit: n <= 18, which takes about half a gigabyte of `effort.memory`.
    The block sensitivity is searched for within `effort.positions`.  Raises `BadArgument` for what is no function.

    >>> m = measures([0, 1, 1, 1])
    >>> [(name, str(m[name])) for name in m]  # doctest: +NORMALIZE_WHITESPACE
    [('depth', '2'), ('certificate', '2'), ('sensitivity', '2'), ('block_sensitivity', '2'), ('degree', '2')]
    """
    f, effort = BooleanFunction.of(values), effort or Effort()
    deg, s = degree_over_reals.degree(f), sensitivity.sensitivity(f)
    sizes = certificate.known_sizes(f, effort) if s.lo < f.n else None
    bs = blocks.block_sensitivity(f, sizes, effort)
    C = certificate.certificate(f, sizes, bs)
    D = decision_trees.depth(f, max(deg, C, key=lambda below: below.lo), effort)
    return Measures(f, dict(zip(MEASURES, (D, C, s, bs, deg), strict=True)))


def depth(values: Values, effort: Effort | None = None) -> int:
    """D(f): the depth of the best decision tree, which asks inputs until the value is known.

    The degree bounds it from below and n from above; where they differ, all 3**n sub-cubes are looked at.  Raises `BadArgument`
    where that takes tables that do not fit.

    >>> depth([0, 1, 1, 0, 1, 0, 0, 1]), depth([0, 0, 1, 1])
    (3, 1)
    """
    f, effort = BooleanFunction.of(values), effort or Effort()
    below = degree_over_reals.degree(f)
    if below.lo < f.n:
        affordable(f.n, decision_trees.TABLES, effort, "D(f)")
    return int(decision_trees.depth(f, below, effort).lo)


def degree(values: Values) -> int:
    """The degree over the reals: the most inputs in a term of the only multilinear polynomial with these values.

    >>> degree([0, 1, 1, 0]), degree([1, 1])
    (2, 0)
    """
    return int(degree_over_reals.degree(BooleanFunction.of(values)).lo)


def certificate_sizes(values: Values, effort: Effort | None = None) -> NDArray[Any]:
    """For each point the fewest inputs that show the value; shape (2**n,).  Raises `BadArgument` where the tables do not fit.

    >>> certificate_sizes([0, 1, 1, 1]).tolist()
    [2, 1, 1, 1]
    """
    return certificate.certificate_sizes(BooleanFunction.of(values), effort or Effort())
