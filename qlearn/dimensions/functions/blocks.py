"""Block sensitivity: disjoint blocks of inputs that change the value, bounded at all points, then searched point by point."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..bracket import Bracket, Effort, Spent
from ..finite_class import members, spelled_key
from ..search.counter import Counter
from ..witnesses import Blocks, Counted, From, Searched, Witness
from .function import BooleanFunction
from .packing import changing, greedy, most_disjoint
from .sensitivity import sensitive, sensitivities

TRIED = 64  # points at which blocks are packed greedily before any search

Sizes = NDArray[np.int8]


def block_sensitivity(f: BooleanFunction, certificates: Sizes | None, effort: Effort | None = None) -> Bracket:
    """bs(f): the most disjoint blocks of inputs at any one point, each of which changes the value if all its inputs change.

    At a point with s inputs that change the value alone, these are s of the blocks, and the smallest others hold none of them
    and at least two inputs each: bs(f, x) <= (n + s)/2.  Also bs(f, x) <= C(f, x), as a certificate meets each block.  Points
    whose bound is no more than what is found are passed over; at the others, the largest bound first, the minimal blocks are
    packed exactly, until `effort.positions` are spent.

    >>> str(block_sensitivity(BooleanFunction.parse("0111"), None))
    '2'
    """
    sizes = sensitivities(f)
    bounds = sizes + (f.n - sizes) // 2
    if certificates is not None:
        bounds = np.minimum(bounds, certificates)
    counter = Counter((effort or Effort()).positions)
    best = _singles(f, int(np.argmax(sizes)))
    order = np.lexsort((-sizes, -bounds.astype(np.int16)))
    try:
        for exact in (False, True):
            for x in order[: len(order) if exact else TRIED].tolist():
                if bounds[x] <= len(best.blocks):
                    break
                best = max(best, _packed(f, x, exact, counter), key=lambda found: len(found.blocks))
                if exact:
                    bounds[x] = 0  # all that there is at this point has been found
    except Spent:
        pass
    lo, hi = len(best.blocks), max(len(best.blocks), int(bounds.max()))
    return Bracket(lo, hi, best, _most(f, hi, int(sizes.max()), certificates, counter))


def _most(f: BooleanFunction, hi: int, s: int, certificates: Sizes | None, counter: Counter) -> Witness:
    if hi == f.n:
        return Counted("n")
    if certificates is not None and certificates.max() == hi:
        return From("certificate", "bs <= C")
    if (f.n + s) // 2 == hi:
        return From("sensitivity", "bs <= (n + s)/2")
    return Searched("blocks at each point", counter.count)


def _singles(f: BooleanFunction, x: int) -> Blocks:
    return Blocks(spelled_key(x, f.n), tuple((i,) for i in members(sensitive(f, x))))


def _packed(f: BooleanFunction, x: int, exact: bool, counter: Counter) -> Blocks:
    """The inputs that change the value alone, with blocks among the others."""
    alone = sensitive(f, x)
    others = members((1 << f.n) - 1 & ~alone)
    blocks = changing(f, x, others, counter)
    found = most_disjoint(blocks, len(others), counter) if exact else greedy(blocks)
    chosen = [(i,) for i in members(alone)] + [tuple(others[i] for i in members(block)) for block in found]
    return Blocks(spelled_key(x, f.n), tuple(chosen))
