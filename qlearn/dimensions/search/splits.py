"""How the points split a version space, each split once."""

from __future__ import annotations

from typing import NamedTuple

from ..finite_class import Concepts, FiniteClass


class Split(NamedTuple):
    """The size of the larger part, both parts, and a point whose labels they have."""

    size: int
    larger: Concepts
    smaller: Concepts
    point: int


def splits(c: FiniteClass, space: Concepts) -> list[Split]:
    """The different splits of a version space into two parts, the most even first.

    >>> c = FiniteClass.of([[0, 1, 0], [0, 0, 1], [1, 1, 1]])
    >>> [(s.larger, s.smaller) for s in splits(c, c.all)]
    [(3, 4), (5, 2), (6, 1)]
    """
    whole, first = space.bit_count(), space & -space
    found: dict[Concepts, Split] = {}
    for x, ones in enumerate(c.ones):
        part = space & ones
        if part & first:
            part ^= space
        if not part or part in found:
            continue
        size = part.bit_count()
        other = space ^ part
        found[part] = Split(size, part, other, x) if 2 * size > whole else Split(whole - size, other, part, x)
    return sorted(found.values(), key=lambda s: s.size)
