"""Whether a graph has a clique of a size: points of which each two may stand in one shattered set."""

from __future__ import annotations

from collections.abc import Sequence

from ..finite_class import members

MOST = 2_000  # vertices looked at, before a clique is taken to be possible


class Graph:
    """A graph on 0..n-1, each vertex with the bits of its neighbours."""

    def __init__(self, neighbours: Sequence[int]) -> None:
        self.neighbours, self.looked = neighbours, 0

    def may_hold(self, vertices: int, r: int) -> bool:
        """False only if no r of these vertices (as bits) are a clique; True is not proved where the search was cut short.

        Vertices in r - 1 sets without edges hold no clique of r.  So one of its vertices is among those that a greedy colouring
        with r - 1 colours leaves over; each of them is tried, and then dropped.

        >>> triangle = Graph([0b0110, 0b0101, 0b1011, 0b0100])
        >>> triangle.may_hold(0b1111, 3), triangle.may_hold(0b1111, 4), triangle.may_hold(0b1101, 3)
        (True, False, False)
        """
        self.looked = 0
        return self._search(vertices, r)

    def _search(self, vertices: int, r: int) -> bool:
        self.looked += 1
        if r <= 0 or self.looked > MOST:
            return True
        if vertices.bit_count() < r:
            return False
        for v in members(self.uncoloured(vertices, r - 1)):
            if self._search(vertices & self.neighbours[v], r - 1):
                return True
            vertices &= ~(1 << v)
        return False

    def uncoloured(self, vertices: int, colours: int) -> int:
        """What is left after so many sets without edges, each filled greedily."""
        left = vertices
        for _ in range(colours):
            free = left
            while free:
                v = free & -free
                left ^= v
                free &= ~(self.neighbours[v.bit_length() - 1] | v)
            if not left:
                break
        return left
