"""Sparse parities: the field, the checks of which any 2k columns are independent, and the decoder."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import reduce
from operator import xor

import numpy as np

from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained
from qlearn.learners.boolean.binary_field import BinaryField, product, remainder
from qlearn.learners.boolean.sparse_parity import checks, decoded, independent

NAME = "boolean.sparse_parity"


def subsets(n: int, most: int) -> Iterator[tuple[int, ...]]:
    """Of the variables 1, ..., n, those of up to so many, none excepted."""
    return (kept for size in range(most + 1) for kept in itertools.combinations(range(1, n + 1), size))


def sums(field: BinaryField, kept: tuple[int, ...], k: int) -> list[int]:
    """Of x, x**3, ..., x**(2k - 1)."""
    return [reduce(xor, (field.power(x, e) for x in kept), 0) for e in range(1, 2 * k, 2)]


@lemma(
    NAME,
    "Products modulo the least polynomial without a divisor make a field: x times x**(2**m - 2) is 1 for each x but 0, and"
    " squaring is additive.",
    method="exhaustion: the learner's own field",
    scope="m <= 7",
    sharper="modulo t**m + 1 as well",
)
def a_field(sharper: bool) -> bool:
    def claim(m: int) -> bool:
        field = BinaryField(m)
        modulus = (1 << m | 1) if sharper else field.modulus
        inverses = all(remainder(product(x, field.inverse(x)), modulus) == 1 for x in range(1, 1 << m))
        pairs = itertools.product(range(1 << m), repeat=2)
        return inverses and all(field.power(x ^ y, 2) == field.power(x, 2) ^ field.power(y, 2) for x, y in pairs)

    return all(map(claim, range(1, 8)))


@lemma(
    NAME,
    "Of the columns (x, x**3, ..., x**(2k - 1)) no 2k or fewer sum to 0, so different targets have different labels.",
    method="exhaustion: every set of columns",
    scope="GF(8) with k <= 3, GF(16) with k <= 3, GF(32) with k = 1 and 2",
    sharper="nor any 2k + 1",
)
def columns(sharper: bool) -> bool:
    def claim(m: int, k: int) -> bool:
        field = BinaryField(m)
        return all(any(sums(field, kept, k)) for kept in subsets((1 << m) - 1, 2 * k + sharper) if kept)

    return all(claim(m, k) for m, k in ((3, 1), (3, 2), (3, 3), (4, 1), (4, 2), (4, 3), (5, 1), (5, 2)))


@lemma(
    NAME,
    "The decoder finds every set of at most k variables from the sums of their powers.",
    method="exhaustion: the learner's own decoder, every set",
    scope="n = 12 and 15, k <= 3; n = 20, k <= 2",
    sharper="of k + 1 too",
)
def decodes(sharper: bool) -> bool:
    def claim(n: int, k: int) -> bool:
        field = BinaryField(n.bit_length())
        found = ((kept, decoded(field, n, sums(field, kept, k))) for kept in subsets(n, k + sharper))
        return all(tuple((np.flatnonzero(chosen) + 1).tolist()) == kept for kept, chosen in found)

    return all(claim(n, k) for n, k in ((12, 1), (12, 2), (12, 3), (15, 1), (15, 2), (15, 3), (20, 1), (20, 2)))


@lemma(
    NAME,
    "Every row of the checks is the sum, modulo 2, of the rows asked that are named for it, and no row asked is one of others.",
    method="exhaustion: the learner's own elimination",
    scope="n <= 40, k <= 4",
    sharper="one row asked can be left out",
)
def spans(sharper: bool) -> bool:
    def claim(n: int, k: int) -> bool:
        rows = checks(BinaryField(n.bit_length()), n, k)
        asked, named = independent(rows)
        if sharper:
            return len(independent(rows[asked])[0]) < len(asked)
        sums_named = [np.bitwise_xor.reduce(rows[[asked[i] for i in range(len(asked)) if s >> i & 1]], axis=0) for s in named]
        return bool((np.array(sums_named) == rows).all()) and len(independent(rows[asked])[0]) == len(asked)

    return all(claim(n, k) for n in range(1, 41) for k in range(1, 5))


@lemma(
    NAME,
    "In the exact game over all targets the learner meets its bound, and returns the target.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 7, k <= 3",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
