"""At how many inputs a change alone changes the value."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..bracket import Bracket
from ..finite_class import members, spelled_key
from ..witnesses import Blocks, Counted, Searched
from .function import BooleanFunction


def sensitivity(f: BooleanFunction) -> Bracket:
    """The most inputs at any one point that change the value alone, always exact.

    >>> str(sensitivity(BooleanFunction.parse("0111")))
    '2'
    """
    sizes = sensitivities(f)
    x, s = int(np.argmax(sizes)), int(sizes.max())
    least = Blocks(spelled_key(x, f.n), tuple((i,) for i in members(sensitive(f, x))))
    return Bracket(s, s, least, Counted("n") if s == f.n else Searched("all points", 1 << f.n))


def sensitivities(f: BooleanFunction) -> NDArray[np.int8]:
    """Of each point."""
    found = np.zeros(1 << f.n, np.int8)
    for i in range(f.n):
        pairs, counts = f.values.reshape(-1, 2, 1 << i), found.reshape(-1, 2, 1 << i)
        counts += (pairs[:, :1] ^ pairs[:, 1:]).astype(np.int8)
    return found


def sensitive(f: BooleanFunction, x: int) -> int:
    """The inputs that change the value at a point alone, as a set."""
    return sum(1 << i for i in range(f.n) if f.values[x ^ 1 << i] != f.values[x])
