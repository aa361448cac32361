"""Classes on n points in a row."""

from __future__ import annotations

from ..finite_class import FiniteClass
from .sizes import rows_of, sized


def thresholds(size: int) -> FiniteClass:
    """1 from some place on: n + 1 concepts.

    >>> thresholds(2).labels.astype(int).tolist()
    [[1, 1], [0, 1], [0, 0]]
    """
    sized("thresholds", size, 2000)
    return _on_a_line("thresholds", size, [[x >= t for x in range(size)] for t in range(size + 1)])


def intervals(size: int) -> FiniteClass:
    """1 on consecutive points, or nowhere: n (n + 1) / 2 + 1 concepts."""
    sized("intervals", size, 250)
    return _on_a_line("intervals", size, [[False] * size, *_consecutive(size)])


def intervals_nonempty(size: int) -> FiniteClass:
    """1 on consecutive points: n (n + 1) / 2 concepts."""
    sized("intervals-nonempty", size, 250)
    return _on_a_line("intervals-nonempty", size, _consecutive(size))


def singletons(size: int) -> FiniteClass:
    """1 on one point: n concepts."""
    sized("singletons", size, 2000)
    return _on_a_line("singletons", size, [[x == i for x in range(size)] for i in range(size)])


def singletons_and_nothing(size: int) -> FiniteClass:
    """1 on one point, or nowhere: n + 1 concepts."""
    sized("singletons-and-nothing", size, 2000)
    rows = [[False] * size, *([x == i for x in range(size)] for i in range(size))]
    return _on_a_line("singletons-and-nothing", size, rows)


def cube(size: int) -> FiniteClass:
    """All 2**n labellings of n points."""
    sized("cube", size, 16)
    return _on_a_line("cube", size, rows_of(list(range(1 << size)), size))


def _on_a_line(name: str, size: int, rows: list[list[bool]]) -> FiniteClass:
    return FiniteClass.of(rows, f"{name}({size})", [str(x + 1) for x in range(size)])


def _consecutive(size: int) -> list[list[bool]]:
    return [[a <= x <= b for x in range(size)] for a in range(size) for b in range(a, size)]
