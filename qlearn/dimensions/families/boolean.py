"""Conjunctions and parities, as functions on the 2**n points of the cube."""

from __future__ import annotations

from itertools import product

from ..finite_class import FiniteClass
from .sizes import points_of_cube, rows_of, sized

Key = int  # a function on the cube: bit v is its value at point v


def variables(n: int) -> list[Key]:
    """Each variable as a function; the first is the first character of a point's name."""
    return [sum(1 << v for v in range(1 << n) if v >> (n - 1 - i) & 1) for i in range(n)]


def terms(n: int) -> list[Key]:
    """The 3**n satisfiable conjunctions of literals."""
    full, found = (1 << (1 << n)) - 1, []
    literals = [(full, x, full ^ x) for x in variables(n)]
    for choice in product(*literals):
        term = full
        for literal in choice:
            term &= literal
        found.append(term)
    return found


def conjunctions(size: int) -> FiniteClass:
    """Conjunctions of literals and false: 3**n + 1 concepts."""
    sized("conjunctions", size, 8)
    return of_keys("conjunctions", size, [0, *terms(size)])


def conjunctions_satisfiable(size: int) -> FiniteClass:
    """Conjunctions of literals, without false: 3**n concepts."""
    sized("conjunctions-satisfiable", size, 8)
    return of_keys("conjunctions-satisfiable", size, terms(size))


def monotone_conjunctions(size: int) -> FiniteClass:
    """Conjunctions of variables, the empty one too: 2**n concepts."""
    sized("monotone-conjunctions", size, 10)
    full, keys = (1 << (1 << size)) - 1, [(1 << (1 << size)) - 1]
    for x in variables(size):
        keys += [key & x & full for key in keys]
    return of_keys("monotone-conjunctions", size, keys)


def parities(size: int) -> FiniteClass:
    """Sums modulo 2 of variables: 2**n concepts."""
    sized("parities", size, 10)
    return of_keys("parities", size, _sums(size))


def parities_affine(size: int) -> FiniteClass:
    """Sums modulo 2 of variables, and their negations: 2**(n + 1) concepts."""
    sized("parities-affine", size, 10)
    full = (1 << (1 << size)) - 1
    return of_keys("parities-affine", size, [key for s in _sums(size) for key in (s, full ^ s)])


def of_keys(name: str, n: int, keys: list[Key]) -> FiniteClass:
    """A class of functions on the cube."""
    return FiniteClass.of(rows_of(keys, 1 << n), f"{name}({n})", points_of_cube(n))


def _sums(n: int) -> list[Key]:
    keys = [0]
    for x in variables(n):
        keys += [key ^ x for key in keys]
    return keys
