"""Parities from counterexamples: n equations, one yes, and no learner does with fewer."""

from __future__ import annotations

import itertools

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, implies, tautology, zero
from qlearn import find
from qlearn.concepts.tables import littlestone

NAME = "boolean.gaussian_elimination"


@lemma(
    NAME,
    "Two equations that a hypothesis satisfies, it satisfies in sum: a violated one is no sum of satisfied ones.",
    method="tautology: in the values h(x), h(y) and the labels of x and y",
    scope=ALL,
    sharper="with one of the two satisfied",
)
def linear(sharper: bool) -> bool:
    # h(x + y) = h(x) + h(y), and so is the target's label; over the field of two elements + is exclusive or
    def claim(hx: bool, hy: bool, tx: bool, ty: bool) -> bool:
        return implies(hx == tx and (sharper or hy == ty), (hx ^ hy) == (tx ^ ty))

    return tautology(claim, 4)


@lemma(
    NAME,
    "Adding one solved row to another loses nothing: with the row, the sum holds exactly if the other does.",
    method="tautology: in the truth of the two rows' sides",
    scope=ALL,
    sharper="without keeping the row itself",
)
def kept(sharper: bool) -> bool:
    def claim(a: bool, b: bool, c: bool, d: bool) -> bool:
        return implies(sharper or a == b, ((a ^ c) == (b ^ d)) == (c == d))

    return tautology(claim, 4)


@lemma(
    NAME,
    "A bound b with b(0) = 1 and b(n) = b(n - 1) + 1 counts the equations and the final yes; the theorem's is it.",
    method="identity: induction on n",
    scope=ALL,
    sharper="one query fewer",
)
def counted(sharper: bool) -> bool:
    b = bound_of(NAME).formula() - (1 if sharper else 0)
    (n,) = b.free_symbols
    return zero(b - b.subs(n, n - 1) - 1) and b.subs(n, 0) == 1


@lemma(
    NAME,
    "The Littlestone dimension of the 2**n parities is n: n counterexamples can be forced, and the lower bound is n + 1.",
    method="exhaustion: all trees, by exact recursion",
    scope="n <= 4",
    sharper="a dimension of n + 1",
)
def forced(sharper: bool) -> bool:
    lower = find(NAME).theorem.lower
    assert lower is not None

    def claim(n: int) -> bool:
        cube = list(itertools.product((0, 1), repeat=n))
        table = tuple(tuple(sum(c & x for c, x in zip(k, p, strict=True)) % 2 for p in cube) for k in cube)
        return littlestone(table) + 1 == lower.bound.at(n=n) + (1 if sharper else 0)

    return everywhere(claim, range(1, 5))


@lemma(
    NAME,
    "In the exact game over all targets and all counterexamples the learner asks n + 1 queries at worst.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="n queries at worst",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
