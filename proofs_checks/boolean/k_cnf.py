"""k-CNF from counterexamples: no more of these than there are monomials of degree at most k, and that many are met."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import sympy

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, implies, tautology
from qlearn import Counterexample, Session, find
from qlearn.concepts.k_cnf import KCNF
from qlearn.domains import Cube

NAME = "boolean.k_cnf"
SIZES = [(n, k) for n in range(1, 7) for k in range(1, n + 1)]


@lemma(
    NAME,
    "A clause is the AND of the two clauses that have one more variable, once as it is and once negated: short ones need not"
    " be kept.",
    method="tautology: the clause and the variable",
    scope=ALL,
    sharper="one of the two will do",
)
def longer(sharper: bool) -> bool:
    return tautology(lambda clause, x: clause == ((clause or x) and (sharper or clause or not x)), 2)


@lemma(
    NAME,
    "A clause that the target implies is true at a counterexample that the target accepts: it is not dropped.",
    method="tautology: in the values of target and clause there",
    scope=ALL,
    sharper="whatever the target says of the counterexample",
)
def kept(sharper: bool) -> bool:
    return tautology(lambda f, clause: implies(implies(f, clause) and (f or sharper), clause), 2)


@lemma(
    NAME,
    "That a clause of k literals is false is a polynomial of degree at most k in the variables: a sum of monomials, of which"
    " there are choose(n, 0) + ... + choose(n, k).",
    method="exhaustion: the coefficients of every clause, by inclusion and exclusion, in exact integers",
    scope="n <= 6, k <= n",
    sharper="degree at most k - 1",
)
def degree(sharper: bool) -> bool:
    def claim(n: int, k: int) -> bool:
        every, points = KCNF.of_all(n, k), Cube(n).points()
        coefficients = np.array([~every.only(np.arange(len(every.masks)) == i)(points) for i in range(len(every.masks))], int)
        for i in range(n):  # from values at points to coefficients of monomials, variable by variable
            halves = coefficients.reshape(len(coefficients), -1, 2, 1 << i)
            halves[:, :, 1] -= halves[:, :, 0]
        high = points.sum(axis=1) > k - (1 if sharper else 0)
        return bool(not coefficients[:, high].any() and (~high).sum() + 1 == bound_of(NAME).at(n=n, k=k))

    return all(claim(n, k) for n, k in SIZES)


@lemma(
    NAME,
    "Polynomials p_1, ..., p_r with p_j(z_j) = 1 and p_j(z_i) = 0 for i < j are independent: where a sum of multiples is 0,"
    " each multiple is, the last first.",
    method="exhaustion: every such matrix of zeros and ones has determinant 1",
    scope="r <= 4",
    sharper="if only p_j(z_j) = 1 is asked for",
)
def independent(sharper: bool) -> bool:
    def claim(r: int) -> bool:
        free = [(j, i) for j in range(r) for i in range(r) if (i != j if sharper else i > j)]
        for values in itertools.product((0, 1), repeat=len(free)):
            table = sympy.eye(r)
            for place, value in zip(free, values, strict=True):
                table[place] = value
            if table.det() != 1:
                return False
        return True

    return everywhere(claim, range(1, 4 if sharper else 5))


@lemma(
    NAME,
    "If the target is true, the points with at most k ones, fewer ones first, are all counterexamples: the bound is met.",
    method="exhaustion: the real learner",
    scope="n <= 6, k <= n",
    sharper="one query more",
)
def met(sharper: bool) -> bool:
    def claim(n: int, k: int) -> bool:
        session: Any = Session(find(NAME)(n=n, k=k))
        asked = 1
        for point in sorted(Cube(n).points(), key=lambda x: int(x.sum())):
            if point.sum() <= k:
                session.tell(Counterexample(point, True))
                asked += 1
        session.tell(None)
        return bool(session.done and asked == bound_of(NAME).at(n=n, k=k) + (1 if sharper else 0))

    return all(claim(n, k) for n, k in SIZES)


@lemma(
    NAME,
    "Of the points with k ones, and of those whose ones are among the first k variables, each has a clause of k literals that"
    " is false at it and at no other: with the final yes as many queries as the lower bound says are forced.",
    method="exhaustion: every clause on these points",
    scope="n <= 6, k <= n",
    sharper="of the points with k ones or fewer",
)
def shattered(sharper: bool) -> bool:
    lower = find(NAME).theorem.lower
    assert lower is not None

    def alone(points: Any, every: KCNF) -> bool:
        chosen = [every.only(np.arange(len(every.masks)) == i)(points) for i in range(len(every.masks))]
        return len({int(np.flatnonzero(~true)[0]) for true in chosen if (~true).sum() == 1}) == len(points)

    def claim(n: int, k: int) -> bool:
        cube = Cube(n).points()
        ones = cube.sum(axis=1)
        families = [cube[ones <= k] if sharper else cube[ones == k], cube[~cube[:, k:].any(axis=1)]]
        most = max(map(len, families[1:] if sharper else families))
        every = KCNF.of_all(n, k)
        return all(alone(family, every) for family in families) and (sharper or most + 1 == lower.bound.at(n=n, k=k))

    return all(claim(n, k) for n, k in SIZES)


@lemma(
    NAME,
    "In the exact game over all targets and all counterexamples the bound is never passed, and met.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 2, and n = 3 with k = 1",
    sharper="all dialogues stay below",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
