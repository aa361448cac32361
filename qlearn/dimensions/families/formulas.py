"""Monotone functions, decision trees and two-term DNF on the cube."""

from __future__ import annotations

from ...errors import BadArgument
from ..finite_class import FiniteClass
from .boolean import Key, of_keys, terms, variables
from .sizes import sized

PAIRS = 1 << 21  # of subtrees under a root


def monotone(size: int) -> FiniteClass:
    """All monotone functions: Dedekind's numbers, 3, 6, 20, 168, 7581."""
    sized("monotone", size, 5)
    keys: list[Key] = [0, 1]
    for n in range(size):  # f(x0, x) is monotone if f(0, x) <= f(1, x), both monotone
        half = 1 << n
        keys = [low | high << half for low in keys for high in keys if low & ~high == 0]
    return of_keys("monotone", size, keys)


def trees(size: int, depth: int) -> FiniteClass:
    """Functions of n variables that decision trees of this depth compute.

    >>> trees(2, 1).N  # two constants, two variables and their negations
    6
    """
    sized("trees", size, 6)
    sized("the depth of trees", depth, 64, least=0)
    full, asked = (1 << (1 << size)) - 1, variables(size)
    keys = {0, full}
    for _ in range(min(depth, size)):
        if len(keys) ** 2 * size > PAIRS:
            raise BadArgument(f"trees of depth {depth} over {size} variables are too many to write down; take a smaller depth")
        keys |= {(x & one) | (full & ~x & zero) for x in asked for zero in keys for one in keys}
    made = of_keys("trees", size, sorted(keys))
    return FiniteClass(made.labels, f"trees({size}, depth {depth})", made.points, made.notes)


def two_term_dnf(size: int) -> FiniteClass:
    """Disjunctions of at most two conjunctions of literals, false among them."""
    sized("two-term-dnf", size, 5)
    found = terms(size)
    return of_keys("two-term-dnf", size, sorted({0, *(a | b for a in found for b in found)}))
