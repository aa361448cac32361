"""The degree of a function as a polynomial over the reals."""

from __future__ import annotations

import numpy as np

from ..bracket import Bracket
from ..finite_class import members
from ..witnesses import Counted, Searched, Term, Witness
from .function import BooleanFunction


def degree(f: BooleanFunction) -> Bracket:
    """The most inputs in a term of the only multilinear polynomial with these values, always exact.

    The coefficient of a term is the sum of the values below its inputs, with signs (Moebius inversion).

    >>> degree(BooleanFunction.parse("0110")).at_least
    Term(inputs=(0, 1))
    """
    terms = f.values.astype(np.int32)  # no coefficient is larger than 2**n
    for i in range(f.n):
        pairs = terms.reshape(-1, 2, 1 << i)
        pairs[:, 1] -= pairs[:, 0]
    there = np.flatnonzero(terms)
    sizes = np.bitwise_count(there.astype(np.uint32))
    d = int(sizes.max(initial=0))
    least: Witness = Term(tuple(members(int(there[np.argmax(sizes)])))) if len(there) else Counted("trivial")
    return Bracket(d, d, least, Counted("n") if d == f.n else Searched("the coefficients of all terms", 1 << f.n))
