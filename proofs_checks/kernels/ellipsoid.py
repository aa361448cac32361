"""Polynomials of a grid as half-spaces of monomials: small coefficients, the ellipsoid's count, and points with free labels."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import prod

import numpy as np
import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import lemma
from proofs_checks.linear.cutting_planes import least_sum
from proofs_checks.methods import bound_of, everywhere, worst_ratio
from qlearn import find
from qlearn.concepts.grid_polynomials import GridPolynomials, degrees, factorials, powers
from qlearn.learners.kernels.ellipsoid import polynomial, radii

NAME = "kernels.ellipsoid"
SIZES = [(1, 1, 1), (1, 1, 3), (1, 2, 2), (1, 2, 4), (1, 3, 3), (2, 1, 1), (2, 2, 1), (2, 1, 2)]

in_every_run = coq(
    NAME,
    "Rounded outwards by a factor 1 + e, e <= 1/(6 n**4), in each step, the learner meets at most"
    " 2 n ((n - 1) ln(R/r) + ln 2) counterexamples in every run, n >= 2, if all coefficients within r of some z are right, and"
    " |z| + r = R.",
    theorem="linear.ellipsoid_origin.run_bound_with_origin",
    refuted="linear.ellipsoid_forced.every_learner_is_forced",
    sharper="at most n - 1, whatever R and r",
    axioms=REALS,
)
smaller = coq(
    NAME,
    "gamma(n) is below exp(-1/(2 n) - 1/(12 n**3)), which leaves room for rounding.",
    theorem="linear.ellipsoid_rounded.room_for_rounding",
    refuted="linear.ellipsoid_rounded.no_more_room",
    sharper="below exp(-1/(2 n) - 1/(6 n**3))",
    axioms=REALS,
)


def monomials(x: tuple[int, ...], d: int, p: int, N: int) -> list[int]:
    return [prod(t**k for t, k in zip(x, e, strict=True)) for e in powers(d, p, N)]


@lemma(
    NAME,
    "Every determinant of the monomials at n points of the grid is a multiple of Q, and at the points e themselves it is Q or"
    " -Q: those points have free values, and the determinants that are not 0 are at least Q.",
    method="exhaustion: exact determinants",
    scope="all sets of n points of eight grids with d p <= 4",
    sharper="a multiple of 2 Q",
)
def determinants(sharper: bool) -> bool:
    def claim(d: int, p: int, N: int) -> bool:
        Q, which = factorials(d, p, N), powers(d, p, N)
        own = abs(sp.Matrix([monomials(e, d, p, N) for e in which]).det()) == Q
        grid = list(itertools.product(range(N + 1), repeat=d))
        sets = itertools.combinations(grid, len(which))
        found = [int(sp.Matrix([monomials(x, d, p, N) for x in points]).det()) for points in sets]
        return own and all(det % (2 * Q if sharper else Q) == 0 for det in found)

    return all(claim(*size) for size in SIZES)


@lemma(
    NAME,
    "The determinant of the monomials of 2 x/N - 1 is (2/N)**E times that of the monomials of x.",
    method="exhaustion: exact determinants",
    scope="the points e of eight grids with d p <= 4",
    sharper="(2/N)**(E - 1) times",
)
def centred(sharper: bool) -> bool:
    def claim(d: int, p: int, N: int) -> bool:
        which, E = powers(d, p, N), degrees(d, p, N) - (1 if sharper else 0)
        plain = sp.Matrix([monomials(x, d, p, N) for x in which])
        moved = [[prod((sp.Rational(2 * t, N) - 1) ** k for t, k in zip(x, e, strict=True)) for e in which] for x in which]
        return bool(sp.Matrix(moved).det() == sp.Rational(2, N) ** E * plain.det())

    return all(claim(d, p, N) for d, p, N in SIZES if N != 2)


@lemma(
    NAME,
    "The product of n - 1 numbers whose squares sum to at most n**2 is at most (n/sqrt(n - 1))**(n - 1), reached where all are"
    " equal.",
    method="identity: the sum's geometric mean, and the equal numbers",
    scope="n in 2..12",
    sharper="at most ((n - 1)/sqrt(n - 1))**(n - 1)",
)
def product_of_singular_values(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        equal = sp.sqrt(sp.Integer(n) ** 2 / (n - 1))
        most = ((n - 1 if sharper else n) / sp.sqrt(n - 1)) ** (n - 1)
        return bool(sp.simplify((n - 1) * equal**2 - n**2) == 0) and bool(equal ** (n - 1) <= most)

    return everywhere(claim, range(2, 13))


@lemma(
    NAME,
    "Each polynomial threshold of the grid has coefficients z with y (2 x/N - 1)**e.z >= 1 at all points x labelled y, and"
    " sqrt(n) |z| is at most R/r - 1.",
    method="exhaustion: linear programs, their solutions verified in fractions",
    scope="every threshold with d p <= 4 on eight grids",
    sharper="at most 1/10 of it",
)
def length(sharper: bool) -> bool:
    def claim(d: int, p: int, N: int) -> bool:
        which = powers(d, p, N)
        n, E, Q = len(which), degrees(d, p, N), factorials(d, p, N)
        most = (radii(n, N, E, Q) - 1) ** 2 / (100 if sharper else 1)
        for concept in GridPolynomials().space(d, p, N).concepts:
            points = concept.domain.points()
            signs = np.where(concept(points), 1, -1).tolist()
            rows = [
                [y * prod((Fraction(2 * int(t), N) - 1) ** k for t, k in zip(x, e, strict=True)) for e in which]
                for x, y in zip(points.tolist(), signs, strict=True)
            ]
            z = [Fraction(c).limit_denominator(10**4) for c in least_sum(np.array(rows, np.float64)).tolist()]
            least = min(sum(a * c for a, c in zip(row, z, strict=True)) for row in rows)
            if least <= 0 or not n * sum((c / least) ** 2 for c in z) <= most:
                return False
        return True

    return all(claim(*size) for size in SIZES)


@lemma(
    NAME,
    "Multiplied out, (2 x - N)**e N**(p - |e|) has the values that the cut has.",
    method="exhaustion: integers",
    scope="every point of eight grids",
    sharper="without the power of N",
)
def multiplied_out(sharper: bool) -> bool:
    def claim(d: int, p: int, N: int) -> bool:
        which = powers(d, p, N)
        for i, e in enumerate(which):
            w = polynomial([int(i == j) for j in range(len(which))], d, p, N).w
            for x in itertools.product(range(N + 1), repeat=d):
                value = prod((2 * t - N) ** k for t, k in zip(x, e, strict=True)) * (1 if sharper else N ** (p - sum(e)))
                if value != sum(a * b for a, b in zip(w, monomials(x, d, p, N), strict=True)):
                    return False
        return True

    return all(claim(*size) for size in SIZES)


@lemma(
    NAME,
    "For p = 1 the bound is that of linear.ellipsoid, with n = d + 1, E = d and Q = 1; so is the lower bound.",
    method="exhaustion",
    scope="d <= 4, N <= 4",
    sharper="one query fewer",
)
def as_for_half_spaces(sharper: bool) -> bool:
    mine, other = find(NAME).theorem.lower, find("linear.ellipsoid").theorem.lower
    assert mine is not None
    assert other is not None
    below, others = mine.bound, other.bound

    def claim(d: int, N: int) -> bool:
        sizes = {"n": len(powers(d, 1, N)), "E": degrees(d, 1, N), "Q": factorials(d, 1, N), "N": N}
        same = below.at(**sizes) == others.at(d=d)
        return same and bound_of(NAME).at(**sizes) == bound_of("linear.ellipsoid").at(d=d, N=N) - (1 if sharper else 0)

    return everywhere(claim, range(1, 5), range(1, 5))


@lemma(
    NAME,
    "In the exact game no run of the learner comes to more than half of its bound.",
    method="exhaustion: the real learner in the exact game",
    scope="three grids of up to 4 points",
    sharper="to more than a tenth",
)
def played(sharper: bool) -> bool:
    ratios = [worst_ratio(NAME, given) for given in find(NAME).theorem.learns.small]
    return max(ratios) <= Fraction(1, 10 if sharper else 2)
