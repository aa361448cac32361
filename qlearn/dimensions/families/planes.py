"""Rectangles on a grid, and the lines of a projective plane."""

from __future__ import annotations

from itertools import combinations_with_replacement

from ...errors import BadArgument
from ..finite_class import FiniteClass
from .sizes import sized


def rectangles(size: int) -> FiniteClass:
    """Axis-parallel rectangles of the k x k grid, and nothing: (k (k + 1) / 2)**2 + 1 concepts."""
    sized("rectangles", size, 12)
    grid = [(x, y) for x in range(size) for y in range(size)]
    sides = list(combinations_with_replacement(range(size), 2))
    rows = [[a <= x <= b and c <= y <= d for x, y in grid] for a, b in sides for c, d in sides]
    return FiniteClass.of([[False] * len(grid), *rows], f"rectangles({size})", [f"({x},{y})" for x, y in grid])


def projective_plane(size: int) -> FiniteClass:
    """The lines of the plane over the integers modulo a prime q, as sets of its q*q + q + 1 points.

    >>> str(projective_plane(2))
    'projective-plane(2): 7 concepts on 7 points'
    """
    sized("projective-plane", size, 13, least=2)
    if any(size % d == 0 for d in range(2, size)):
        raise BadArgument(f"projective-plane is made over the integers modulo a prime, got {size}")
    q = size
    vectors = [(1, y, z) for y in range(q) for z in range(q)] + [(0, 1, z) for z in range(q)] + [(0, 0, 1)]
    rows = [[(a * x + b * y + c * z) % q == 0 for x, y, z in vectors] for a, b, c in vectors]
    return FiniteClass.of(rows, f"projective-plane({q})", [f"({x}:{y}:{z})" for x, y, z in vectors])
