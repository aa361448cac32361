"""Horn formulas from counterexamples and membership queries: few points are kept, and each can only become smaller."""

from __future__ import annotations

import itertools

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, everywhere, implies, tautology, zero
from qlearn import find
from qlearn.concepts.horn import closed

NAME = "boolean.horn"


@lemma(
    NAME,
    "If a counterexample breaks a clause whose body is in a kept point, their intersection breaks it too.",
    method="tautology: at one variable of the body and at the head, in the kept point and the counterexample",
    scope=ALL,
    sharper="even if the counterexample does not break it",
)
def broken(sharper: bool) -> bool:
    def claim(kept: bool, other: bool, kept_head: bool, other_head: bool) -> bool:
        breaks = other and not other_head
        return implies(kept and (sharper or breaks), (kept and other) and not (kept_head and other_head))

    return tautology(claim, 4)


@lemma(
    NAME,
    "If it has all ones of the kept point, the kept point breaks that clause as well: so the hypothesis has it.",
    method="tautology: at one variable of the body and at the head",
    scope=ALL,
    sharper="even if it has not all ones of the kept point",
)
def known(sharper: bool) -> bool:
    def claim(kept: bool, kept_head: bool, other_head: bool) -> bool:
        return implies(kept and not other_head and (sharper or implies(kept_head, other_head)), kept and not kept_head)

    return tautology(claim, 3)


@lemma(
    NAME,
    "A kept point that becomes smaller breaks no clause whose body is in an earlier one, if the counterexample breaks none.",
    method="tautology: at one variable of the body and at the head; 'in an earlier one' is what neither may break",
    scope=ALL,
    sharper="even if the counterexample breaks one",
)
def apart(sharper: bool) -> bool:
    def claim(kept: bool, other: bool, kept_head: bool, other_head: bool) -> bool:
        fine = not (kept and not kept_head) and (sharper or not (other and not other_head))
        return implies(fine, not (kept and other and not (kept_head and other_head)))

    return tautology(claim, 4)


@lemma(
    NAME,
    "Labels are those of some Horn function exactly if no rejected point is what the accepted points above it have in common.",
    method="exhaustion: all partial labellings",
    scope="n <= 3",
    sharper="exactly if no rejected point is between two accepted ones",
)
def consistent(sharper: bool) -> bool:
    def fits(n: int) -> bool:
        tables = [table for table in range(1 << (1 << n)) if closed(n, table)]
        for labels in itertools.product((0, 1, None), repeat=1 << n):
            true = [x for x, label in enumerate(labels) if label == 1]
            false = [x for x, label in enumerate(labels) if label == 0]
            yes, no = sum(1 << x for x in true), sum(1 << x for x in false)
            possible = any(not yes & ~table and not no & table for table in tables)
            if possible == any(_excluded(y, true, sharper) for y in false):
                return False
        return True

    return everywhere(fits, range(1, 4))


def _excluded(y: int, true: list[int], between: bool) -> bool:
    if between:
        return any(x & y == x for x in true) and any(x & y == y for x in true)
    above = [x for x in true if x & y == y]
    return bool(above) and all(any(not x >> i & 1 for x in above) for i in range(y.bit_length() + 3) if not y >> i & 1)


@lemma(
    NAME,
    "A kept point with v ones at first and w at last, above which u are common at first and more than w at last, takes part in"
    " (v - w + 1) + (u - w) counterexamples at most: 2 n, since v < n if all ones are accepted and u < n if not.",
    method="exhaustion: v, u and w for each n; m times that and the final yes are the bound",
    scope="n <= 12, m <= 12",
    sharper="though v = u = n",
)
def counted(sharper: bool) -> bool:
    bound = find(NAME).theorem.bounds[0]

    def claim(n: int) -> bool:
        most = 0
        for v, u, w in itertools.product(range(n + 1), repeat=3):
            if w <= v and (v < n or u < n or sharper):
                above = u - w if u > w else 0  # nothing is known to be above, then u, and so on down to w + 1
                most = max(most, v - w + 1 + above)
        return all(m * most + 1 == bound.at(m=m, n=n) for m in range(13))

    return everywhere(claim, range(1, 13))


@lemma(
    NAME,
    "The i-th kept point pays for n i - 1 labels at most, so the bound b has b(0) = 0 and b(m) = b(m - 1) + n m - 1.",
    method="identity: induction on m",
    scope=ALL,
    sharper="n m - 2 for the last one",
)
def paid(sharper: bool) -> bool:
    n, m = sp.symbols("n m", integer=True, nonnegative=True)
    bound = find(NAME).theorem.bounds[1]
    b = n * m * (m + 1) / 2 - m
    same = all(bound.at(n=i, m=j) == b.subs({n: i, m: j}) for i in range(1, 30) for j in range(30))
    return same and b.subs(m, 0) == 0 and zero(b - b.subs(m, m - 1) - (n * m - (2 if sharper else 1)))


@lemma(
    NAME,
    "In the exact game over all Horn functions and all counterexamples no bound is passed, and both are met.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 2",
    sharper="all stay below their bounds",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
