"""The ellipsoid method in integers, rounded outwards: what rounding may cost, and that it costs no more."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import lemma
from qlearn import find, run, teachers
from qlearn.concepts.grid_half_spaces import GridHalfSpace
from qlearn.geometry.ellipsoids import Ellipsoid
from qlearn.learners.linear.cutting_planes import cut_of
from qlearn.learners.linear.ellipsoid import ball

NAME = "linear.ellipsoid"
TARGETS = [((2, -1), -1, 3), ((1, 1), -1, 1), ((0, 3), -4, 2), ((5,), -12, 6), ((1, -2, 3), 0, 2), ((1, 1, -1, -1), 1, 1)]

Matrix = list[list[Fraction]]


def semidefinite(matrix: Matrix) -> bool:
    """Whether no direction is negative: symmetric elimination in fractions."""
    m = [list(row) for row in matrix]
    for k in range(len(m)):
        if m[k][k] < 0 or (m[k][k] == 0 and any(m[k][k:])):
            return False
        for i in range(k + 1, len(m)) if m[k][k] else ():
            f = m[i][k] / m[k][k]
            m[i] = [x - f * y for x, y in zip(m[i], m[k], strict=True)]
    return True


def solved(matrix: Matrix, right: Sequence[Fraction]) -> list[Fraction]:
    """The x with matrix x = right, the matrix positive."""
    m = [[*row, b] for row, b in zip(matrix, right, strict=True)]
    for k in range(len(m)):
        m[k] = [x / m[k][k] for x in m[k]]
        for i in set(range(len(m))) - {k}:
            m[i] = [x - m[i][k] * y for x, y in zip(m[i], m[k], strict=True)]
    return [row[-1] for row in m]


def exact_step(left: Ellipsoid, a: Sequence[int]) -> tuple[list[Fraction], Matrix]:
    """Khachiyan's step from a rational ellipsoid: the matrix exactly, the centre within 2**-200."""
    c, P = left.exact()
    n = len(a)
    g = [sum((x * y for x, y in zip(row, a, strict=True)), Fraction(0)) for row in P]
    q = sum((x * y for x, y in zip(g, a, strict=True)), Fraction(0))
    root = Fraction(isqrt((q.numerator << 600) // q.denominator), 1 << 300)
    centre = [x + y / ((n + 1) * root) for x, y in zip(c, g, strict=True)]
    grown = Fraction(n**2, n**2 - 1)
    return centre, [[grown * (P[i][j] - 2 * g[i] * g[j] / ((n + 1) * q)) for j in range(n)] for i in range(n)]


def blown_up(matrix: Matrix, other: Matrix, factor: Fraction) -> Matrix:
    """matrix - factor other."""
    return [[x - factor * y for x, y in zip(*rows, strict=True)] for rows in zip(matrix, other, strict=True)]


def rounds_outwards(left: Ellipsoid, a: Sequence[int], most: int = 7) -> bool:
    """Whether the rounded step lies between (1 + 5/(48 n**4)) and (1 + most/(48 n**4)) times the exact one, its centre off
    by 1/(24 n**4) of the exact one's own measure at most."""
    n = len(a)
    after = left.cut(a)
    assert after is not None
    (c, P), (centre, matrix) = after.exact(), exact_step(left, a)
    off = [x - y for x, y in zip(c, centre, strict=True)]
    measure = sum((x * y for x, y in zip(off, solved(matrix, off), strict=True)), Fraction(0))
    low, high = 1 + Fraction(5, 48 * n**4), 1 + Fraction(most, 48 * n**4)
    between = semidefinite(blown_up(P, matrix, low)) and semidefinite(blown_up([[-x for x in row] for row in P], matrix, -high))
    return between and measure + Fraction(1, 1 << 100) <= Fraction(1, 24 * n**4) ** 2


@lemma(
    NAME,
    "Each integer ellipsoid is the exact next one blown up by a factor from 1 + 5/(48 n**4) to 1 + 7/(48 n**4), in every"
    " direction, and its centre is off by 1/(24 n**4) of its measure at most.",
    method="exhaustion: in fractions, every step of real dialogues",
    scope="six half-spaces, n = 2, 3, 4, 5, three manners of teacher",
    sharper="a factor up to 1 + 6/(48 n**4)",
)
def outwards(sharper: bool) -> bool:
    for w, b, N in TARGETS:
        target = GridHalfSpace(w, b, N)
        for policy in ("first", "shallowest", "longest"):
            left = ball(len(w), N)
            for turn in run(find(NAME)(**target.given), teachers.Honest(target, policy)).turns[:-1]:
                a = cut_of(turn.answer, len(w), N)
                if not rounds_outwards(left, a, 6 if sharper else 7):
                    return False
                after = left.cut(a)
                assert after is not None
                left = after
    return True


room = coq(
    NAME,
    "gamma(n) is less than exp(-1/(2 n) - 1/(12 n**3)) for n >= 2.",
    theorem="linear.ellipsoid_rounded.room_for_rounding",
    refuted="linear.ellipsoid_rounded.no_more_room",
    sharper="less than exp(-1/(2 n) - 1/(6 n**3))",
    axioms=REALS,
)
kept = coq(
    NAME,
    "If the matrix is blown up by (1 + eta)**2 at least, and the centre off by eta of the ellipsoid's measure at most, the"
    " rounded ellipsoid holds the exact one.",
    theorem="linear.ellipsoid_rounded.rounded_keeps",
    refuted="linear.ellipsoid_rounded.inwards_loses",
    sharper="also if the matrix is halved",
    axioms=REALS,
)
monotone = coq(
    NAME,
    "A symmetric matrix that is larger in every direction has the larger determinant, as the product of its pivots.",
    theorem="linear.ellipsoid_rounded.det_monotone",
    axioms=REALS,
)
in_every_run = coq(
    NAME,
    "Rounded outwards by a factor 1 + e, e <= 1/(6 d**4), in each step, the learner meets at most 2 d**2 ln(R/r)"
    " counterexamples in every run on R**d, d >= 2, if all weights within r of some z are right, and of length R at most.",
    theorem="linear.ellipsoid_rounded.rounded_run_bound",
    refuted="linear.ellipsoid_rounded.too_rough",
    sharper="the steps' factor is below exp(-1/(2 d)) also for e = 1/d**2",
    axioms=REALS,
)
