"""Parities of a few of many variables from labels all asked at once: the checks of a code that corrects k errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.sparse_parities import SparseParities, SparseParity
from ...errors import Inconsistent
from ...formulas import clg, smallest, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem, exact
from .binary_field import BinaryField
from .group_testing import information


@proves(
    Theorem(
        learns=SparseParities(),
        claim="A parity of at most k of n variables is found with at most min(n, k clg(n + 1)) membership queries, all in one"
        " round.",
        bounds=(Bound(Membership, "at most", lambda n, k: smallest(n, k * clg(n + 1))),),
        lower=information,
        guarantee=exact,
        cite=("bose1960", "massey1969"),
    )
)
def sparse_parity(n: int, k: int) -> Dialogue[SparseParity]:
    """Learn the XOR of at most k of n variables from labels of points that do not depend on any answer.

    Problem: n unit points spell a parity out, but most variables are not in it.
    Idea: to label a point is to sum its bits over the target's variables; so the labels of the rows of a check matrix are the
    syndrome of the target, taken for an error that a code of length n corrects.
    Theorem: at most min(n, k clg(n + 1)) queries in one round.
    Proof: Name the variables by elements x of GF(2**m) that are not 0, m = clg(n + 1), and ask for the m bits of the sums of x,
    x**3, ..., x**(2k - 1) over the target.  Squaring is additive, so these give the sums of x, x**2, ..., x**(2k).  If two
    targets of at most k variables had the same, the powers of the at most 2k variables in which they differ would sum to 0,
    against Vandermonde's determinant.
    Source: Bose and Ray-Chaudhuri 1960, the code; Massey 1969, its decoder.

    If k clg(n + 1) is n or more, the n unit points are asked.  A row that is a sum of others is not asked.

    >>> from qlearn import run, teachers
    >>> target = SparseParity(np.isin(np.arange(1000), [40, 700, 701]), 3)
    >>> found = run(sparse_parity(n=1000, k=3), teachers.Honest(target))
    >>> found.hypothesis, found.ledger
    (x41 + x701 + x702, Ledger(membership: 30; rounds: 1))

    Raises `BadArgument` if n < 1 or k < 0; `Inconsistent` when no parity of at most k variables has these labels.
    """
    m, most = clg(whole(n, "n", least=1) + 1), whole(k, "k", least=0)
    if not k:
        return SparseParity(np.zeros(n, np.bool_), most)
    if k * m >= n:
        chosen = yield from Membership(np.eye(n, dtype=np.uint8))
    else:
        field = BinaryField(m)
        rows = checks(field, n, k)
        asked, sums = independent(rows)
        labels = yield from Membership(rows[asked])
        known = sum(1 << i for i, label in enumerate(labels.tolist()) if label)
        bits = [(s & known).bit_count() & 1 for s in sums]
        chosen = decoded(field, n, [sum(bit << i for i, bit in enumerate(bits[j : j + m])) for j in range(0, k * m, m)])
        if not (SparseParity(chosen, k)(rows) == bits).all():
            raise Inconsistent(f"the labels are those of no parity of at most {k} of {n} variables")
    if chosen.sum() > k:
        raise Inconsistent(f"the labels are those of a parity of {chosen.sum()} variables, and at most {k} were promised")
    return SparseParity(chosen, most)


def checks(field: BinaryField, n: int, k: int) -> NDArray[np.uint8]:
    """The bits of x, x**3, ..., x**(2k - 1), a row each, for the elements x = 1, ..., n, a column each."""
    powers = [[field.power(x, e) for x in range(1, n + 1)] for e in range(1, 2 * k, 2)]
    return np.array([[x >> bit & 1 for x in row] for row in powers for bit in range(field.m)], np.uint8)


def independent(rows: NDArray[np.uint8]) -> tuple[list[int], list[int]]:
    """Rows of which every row is a sum modulo 2, the first ones; and for each row, as bits, of which of these.

    >>> independent(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]]))
    ([0, 1], [1, 2, 3])
    """
    basis: dict[int, tuple[int, int]] = {}  # by its highest bit: a sum of rows, and of which
    asked: list[int] = []
    sums: list[int] = []
    for number, row in enumerate(rows):
        left, terms = int("".join(map(str, row.tolist())), 2), 0
        while left and (top := left.bit_length()) in basis:
            left, terms = left ^ basis[top][0], terms ^ basis[top][1]
        if left:
            own = 1 << len(asked)
            basis[left.bit_length()] = left, terms ^ own
            asked.append(number)
        sums.append(own if left else terms)
    return asked, sums


def decoded(field: BinaryField, n: int, odd: Sequence[int]) -> NDArray[np.bool_]:
    """The variables whose x, x**3, ... sum to these, if k or fewer do: those whose inverses are the locator's roots."""
    sums: list[int] = []
    for e in range(1, 2 * len(odd) + 1):
        sums.append(odd[e // 2] if e % 2 else field.times(sums[e // 2 - 1], sums[e // 2 - 1]))
    locator = recurrence(field, sums)
    return np.array([_root(field, locator, field.inverse(x)) for x in range(1, n + 1)])


def _root(field: BinaryField, polynomial: Sequence[int], x: int) -> bool:
    value = 0
    for coefficient in reversed(polynomial):
        value = field.times(value, x) ^ coefficient
    return value == 0


def recurrence(field: BinaryField, sums: Sequence[int]) -> list[int]:
    """The shortest c_0 = 1, c_1, ..., c_L for which c_0 s_i + c_1 s_(i-1) + ... + c_L s_(i-L) = 0, by Berlekamp and Massey.

    >>> recurrence(BinaryField(3), [1, 2, 4, 3])  # the powers of t, where t**3 = t + 1
    [1, 2]
    """
    best, before, length, shift, off = [1], [1], 0, 1, 1
    for i in range(len(sums)):
        wrong = sums[i]
        for j in range(1, min(length, len(best) - 1) + 1):
            wrong ^= field.times(best[j], sums[i - j])
        if not wrong:
            shift += 1
            continue
        factor = field.times(wrong, field.inverse(off))
        longer = best + [0] * (len(before) + shift - len(best))
        for j, c in enumerate(before):
            longer[j + shift] ^= field.times(factor, c)
        if 2 * length <= i:
            before, length, off, shift = best, i + 1 - length, wrong, 1
        else:
            shift += 1
        best = longer
    return best
