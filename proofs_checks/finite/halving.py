"""Halving: each counterexample costs the majority its lead."""

from __future__ import annotations

import itertools

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn.concepts.tables import Table, littlestone

NAME = "finite.halving"


@lemma(
    NAME,
    "If c of N concepts say 1 and the majority is contradicted, at most N/2 survive: N/2 - (N - c) = (2c - N)/2 >= 0 when"
    " 2c >= N, and N/2 - c = (N - 2c)/2 > 0 when 2c < N.",
    method="identity: the sign is the case's own premise",
    scope=ALL,
    sharper="at most N/2 - 1/2 survive, a tie included",
)
def halved(sharper: bool) -> bool:
    N, c = sp.symbols("N c", positive=True)
    left = sp.Rational(1, 2) if sharper else 0
    says_one = (N / 2 - left) - (N - c) - (2 * c - N) / 2
    says_zero = (N / 2 - left) - c - (N - 2 * c) / 2
    return zero(says_one) and zero(says_zero)


@lemma(
    NAME,
    "A bound b with b(1) >= 1 and b(N) >= 1 + b(m) for every m <= N/2 counts the counterexamples and the final yes;"
    " the theorem's is it.",
    method="exhaustion: exact integers, b monotone",
    scope="N <= 4096",
    sharper="one query fewer",
)
def counted(sharper: bool) -> bool:
    def b(N: int) -> int:
        return bound_of(NAME).at(N=N) - (1 if sharper else 0)

    return b(1) >= 1 and everywhere(lambda N: b(N) >= 1 + b(N // 2) and b(N) >= b(N - 1), range(2, 4097))


@lemma(
    NAME,
    "While the dimension is L >= 1, some point has both labels left by classes of dimension L - 1 at least, so that the teacher"
    " can call the prediction there wrong L times: every learner meets L counterexamples and a yes.",
    method="exhaustion: all classes",
    scope="all 255 classes on 3 points",
    sharper="both labels left by classes of dimension L",
)
def forced(sharper: bool) -> bool:
    rows = list(itertools.product((0, 1), repeat=3))

    def claim(mask: int) -> bool:
        table = tuple(row for i, row in enumerate(rows) if mask >> i & 1)
        L = littlestone(table)
        return L < 1 or max(min(map(littlestone, _split(table, x))) for x in range(3)) >= L - (0 if sharper else 1)

    return everywhere(claim, range(1, 256))


@lemma(
    NAME,
    "A class of dimension L has at least 2**L concepts, so the lower bound L + 1 never passes the upper one.",
    method="exhaustion: all classes",
    scope="all 255 classes on 3 points",
    sharper="at least 2**L + 1 concepts",
)
def between(sharper: bool) -> bool:
    rows = list(itertools.product((0, 1), repeat=3))

    def claim(mask: int) -> bool:
        table = tuple(row for i, row in enumerate(rows) if mask >> i & 1)
        return bool(len(table) >= 2 ** littlestone(table) + (1 if sharper else 0))

    return everywhere(claim, range(1, 256))


@lemma(
    NAME,
    "In the exact game the learner meets its bound on the class of all labellings and stays within it on the others.",
    method="exhaustion: the real learner in the exact game",
    scope="four classes of 1 to 8 concepts",
    sharper="one query fewer on every class",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


def _split(table: Table, x: int) -> tuple[Table, Table]:
    no, yes = (tuple(row for row in table if row[x] == label) for label in (0, 1))
    return no, yes
