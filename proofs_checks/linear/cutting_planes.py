"""Half-spaces of a grid have small weights, and its corners cost every learner d + 2 equivalence queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.optimize import linprog

from proofs_checks.coq import REALS, coq, tied
from proofs_checks.lemmas import Lemma, lemma
from qlearn.concepts.grid_half_spaces import GridHalfSpaces
from qlearn.learners.linear.cutting_planes import largest_weight
from qlearn.learners.linear.ellipsoid import radii

NAMES = ("linear.ellipsoid", "linear.centre_of_gravity", "linear.inscribed_ellipsoid", "linear.random_centroid")
GRIDS = [(1, 1), (1, 2), (1, 3), (1, 6), (2, 1), (2, 2), (2, 3), (3, 1)]
EVERY = "every half-space with d = 1 and N = 1, 2, 3, 6, d = 2 and N <= 3, d = 3 and N = 1"

Floats = NDArray[np.float64]
Finds = Callable[[Floats], Floats]  # from rows a a vector z with a.z >= 1


def labelled(d: int, N: int) -> Iterator[list[list[Fraction]]]:
    """For each half-space of the grid the rows y (2 x/N - 1, 1)."""
    for concept in GridHalfSpaces().space(d, N).concepts:
        points = concept.domain.points()
        signs = np.where(concept(points), 1, -1).tolist()
        yield [[y * (Fraction(2 * int(t), N) - 1) for t in x] + [Fraction(y)] for x, y in zip(points, signs, strict=True)]


def small_weights(finds: Finds, size: Callable[[list[Fraction]], Fraction], most: Callable[[int, int], sp.Expr]) -> bool:
    """Whether every half-space has weights z with a.z >= 1 at all rows a, and size(z) <= most; verified in fractions."""
    for d, N in GRIDS:
        for rows in labelled(d, N):
            z = [Fraction(x).limit_denominator(10**4) for x in finds(np.array(rows, np.float64)).tolist()]
            least = min(sum(a * x for a, x in zip(row, z, strict=True)) for row in rows)
            if least <= 0 or not size([x / least for x in z]) <= most(d, N):
                return False
    return True


def least_entries(A: Floats) -> Floats:
    """The z with A z >= 1 and the least max |z_i|: a linear program."""
    m, n = A.shape
    within = [np.hstack([sign * np.eye(n), -np.ones((n, 1))]) for sign in (1, -1)]
    planes = np.vstack([np.hstack([-A, np.zeros((m, 1))]), *within])
    solved = linprog(np.eye(1, n + 1, n)[0], planes, np.append(-np.ones(m), np.zeros(2 * n)), bounds=(None, None))
    return np.asarray(solved.x[:-1])


def least_sum(A: Floats) -> Floats:
    """The z with A z >= 1 and the least sum of |z_i|: a linear program."""
    m, n = A.shape
    planes = np.block([[-A, np.zeros((m, n))], [np.eye(n), -np.eye(n)], [-np.eye(n), -np.eye(n)]])
    right = np.append(-np.ones(m), np.zeros(2 * n))
    return np.asarray(linprog(np.append(np.zeros(n), np.ones(n)), planes, right, bounds=(None, None)).x[:n])


@lemma(
    NAMES[1],
    "Each half-space of the grid has weights z with y (2 x/N - 1, 1).z >= 1 at all points x labelled y, and no |z_i| is above"
    " U = n**(n/2) (N/2)**d.",
    method="exhaustion: linear programs, their solutions verified in fractions",
    scope=EVERY,
    sharper="none is above 99 % of it",
)
def entries(sharper: bool) -> bool:
    share = sp.Rational(99, 100) if sharper else 1
    return small_weights(least_entries, lambda z: max(map(abs, z)), lambda d, N: share * largest_weight(d, N))


@lemma(
    NAMES[0],
    "Each half-space of the grid has weights z with y (2 x/N - 1, 1).z >= 1 at all points x labelled y, and sqrt(n) |z| is at"
    " most R/r - 1 = n (n N/(2 sqrt d))**d.",
    method="exhaustion: linear programs, their solutions verified in fractions",
    scope=EVERY,
    sharper="at most 9/10 of it",
)
def length(sharper: bool) -> bool:
    def square(z: list[Fraction]) -> Fraction:
        return len(z) * sum((x * x for x in z), Fraction(0))

    share = sp.Rational(81, 100) if sharper else 1
    return small_weights(least_sum, square, lambda d, N: share * (radii(d, N) - 1) ** 2)


def _for_each() -> Iterator[Lemma]:
    """What all four learners rest on."""
    for name in NAMES:
        yield coq(
            name,
            "Every learner, whatever its hypotheses, needs d + 2 equivalence queries for some half-space of {0..N}^d, N >= 1.",
            theorem="linear.grid_corners.corners_are_forced",
            refuted="linear.grid_corners.corners_cost_no_more",
            sharper="d + 3 queries, at the corners 0, e_1, ..., e_d",
            axioms=REALS,
        )
        yield tied(name, "linear.grid_corners.lower", lower=True, d=range(1, 40))
        if name not in (NAMES[0], NAMES[1]):
            yield replace(entries, theorem=name)


forced_0, lower_0, forced_1, lower_1, forced_2, lower_2, entries_2, forced_3, lower_3, entries_3 = _for_each()
