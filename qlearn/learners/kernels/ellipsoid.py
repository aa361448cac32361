"""Polynomials of a grid by their signs, from counterexamples: the ellipsoid method among the coefficients."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache, lru_cache
from math import comb, isqrt, prod

import numpy as np

from ...catalogue import proves
from ...concepts.grid_polynomials import GridPolynomial, GridPolynomials, degrees, factorials, powers
from ...errors import BadAnswer, Inconsistent
from ...formulas import Size, floor, ln, sqrt, whole
from ...geometry.ellipsoids import Ellipsoid
from ...queries import Counterexample, Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


def radii(n: Size, N: Size, E: Size, Q: Size) -> Size:
    """R/r = 1 + n (n/sqrt(n - 1))**(n - 1) (N/2)**E/Q: within R of 0 lies a ball of radius r of right coefficients.

    Rows are the n monomials of 2 x/N - 1, which are from -1 to 1; so r = 1/sqrt(n), as |u.row| <= 1 for |u| <= r.  A vertex z
    of the inequalities y row.z >= 1 solves n of them, M z = 1: its length is |adj(M) 1|/|det M|.  The squares of M's singular
    values sum to n**2 at most, so the product of n - 1 of them, the norm of adj(M), is at most (n/sqrt(n - 1))**(n - 1).
    The determinant is (2/N)**E times that of the monomials of x, E the sum of degrees, and that is Q times that of the
    binomials of x over e, an integer, Q the product of all e_i!; it is not 0.
    """
    return 1 + n * (n / sqrt(n - 1)) ** (n - 1) * (Fraction(1, 2) * N) ** E / Q


@lru_cache(maxsize=1024)  # symbolic logarithms are slow
def asked(n: Size, N: Size, E: Size, Q: Size) -> Size:
    return floor(2 * n * ((n - 1) * ln(radii(n, N, E, Q)) + ln(2))) + 1


def ball(n: int, N: int, E: int, Q: int) -> Ellipsoid:
    """The unit ball, fine enough to be cut down to one of radius r/R."""
    return Ellipsoid.ball(n, isqrt(n ** (2 * n) * N ** (2 * E) // ((n - 1) ** (n - 1) * 4**E * Q**2)) + 2)


SMALL = GridPolynomials(largest=2, highest=2, widest=2)  # what `verify` has time for

needed = LowerBound(
    Equivalence,
    lambda n: n + 1,
    "At the n points e of the grid that are exponents themselves, a lower set, polynomials take any values (Newton's"
    " interpolation), so the teacher can call the hypothesis wrong at one of them after another; the final yes is a query too.",
)


@proves(
    Theorem(
        learns=SMALL,
        claim="A polynomial threshold of degree p on {0..N}^d is found with at most floor(2 n ((n - 1) ln(R/r) + ln 2)) + 1"
        " equivalence queries, n the number of monomials and R/r = 1 + n (n/sqrt(n - 1))**(n - 1) (N/2)**E/Q.",
        bounds=(Bound(Equivalence, "at most", asked),),
        lower=needed,
        guarantee=exact,
        cite=("khachiyan1979", "maass1994"),
        loose="a bound on volumes: nobody knows a polynomial and a teacher that meet it",
        derives={
            "n": lambda told: len(powers(told["d"], told["p"], told["N"])),
            "E": lambda told: degrees(told["d"], told["p"], told["N"]),
            "Q": lambda told: factorials(told["d"], told["p"], told["N"]),
        },
    )
)
def ellipsoid(d: int, p: int, N: int) -> Dialogue[GridPolynomial]:
    """Learn [f(x) >= 0] on {0..N}^d, f a polynomial of degree at most p, by proposing the centre of an ellipsoid.

    Problem: any polynomial threshold of a grid, by equivalence queries, whatever the counterexamples.  For N = 1 these are the
    polynomial thresholds of the cube.
    Idea: as a half-space of the n monomials it is found as half-spaces are: a counterexample cuts the ellipsoid that holds all
    coefficients that fit through its centre, and the half that is left lies in a smaller one.
    Theorem: at most floor(2 n ((n - 1) ln(R/r) + ln 2)) + 1 equivalence queries, n = C(d + p, p) if p <= N (else only the
    monomials with exponents up to N count), R/r = 1 + n (n/sqrt(n - 1))**(n - 1) (N/2)**E/Q, E the sum of their degrees and
    Q the product of the factorials of all exponents; every learner needs n + 1.
    Proof: Within R of 0 lies a ball of radius r of right coefficients (`radii`).  The rest is as for linear.ellipsoid, in
    dimension n: the volume stays above r**(n - 1) R/2 unit balls, and a cut multiplies it by less than exp(-1/(2 n)).
    Source: Khachiyan 1979 for the step; Maass and Turan 1994 for learning by it.

    Counterexamples are points x, so each is one row of monomials, and every question can be put to whoever labels points.  All
    numbers are integers.  p = 1 is linear.ellipsoid, with the same bound.

    >>> from qlearn import run, teachers
    >>> circle = GridPolynomial((1, -2, -2, 1, 0, 1), d=2, p=2, N=3)  # (x1 - 1)**2 + (x2 - 1)**2 >= 1
    >>> circle
    1 - 2*x2 - 2*x1 + x2^2 + x1^2 >= 0 on {0..3}^2
    >>> found = run(ellipsoid(d=2, p=2, N=3), teachers.Honest(circle))
    >>> found.hypothesis.key() == circle.key(), found.ledger["equivalence"] < 100
    (True, True)

    Raises `BadArgument` if d, p or N is below 1, `Inconsistent` when no such polynomial fits the answers, `BadAnswer` for a
    counterexample off the grid.
    """
    whole(d, "d", least=1), whole(p, "p", least=1), whole(N, "N", least=1)
    n, E, Q = len(powers(d, p, N)), degrees(d, p, N), factorials(d, p, N)
    left, told, most = ball(n, N, E, Q), 0, asked(n, N, E, Q)
    while True:
        proposal = polynomial(left.centre, d, p, N)
        counterexample = yield from Equivalence(proposal)
        if counterexample is None:
            return proposal
        told += 1
        after = left.cut(cut_of(counterexample, d, p, N))
        if after is None or told == most:
            raise Inconsistent(f"no polynomial of degree {p} on the grid {{0..{N}}}^{d} fits all {told} counterexamples")
        left = after


def cut_of(told: Counterexample, d: int, p: int, N: int) -> tuple[int, ...]:
    """The a with a.v >= 0 for the target's coefficients v: (2 x - N)**e N**(p - |e|), times the label's sign."""
    x = told.point
    if x.shape != (d,) or not ((x == np.floor(x)) & (x >= 0) & (x <= N)).all():
        raise BadAnswer(f"equivalence: a counterexample is a point of the grid {{0..{N}}}^{d}, the teacher said {told}")
    y, centred = (1 if told.label else -1), [2 * int(t) - N for t in x]
    return tuple(y * prod(t**k for t, k in zip(centred, e, strict=True)) * N ** (p - sum(e)) for e in powers(d, p, N))


def polynomial(v: Sequence[int], d: int, p: int, N: int) -> GridPolynomial:
    """[sum over e of v_e (2 x - N)**e N**(p - |e|) >= 0], multiplied out."""
    w = [0] * len(v)
    for c, row in zip(v, _expanded(d, p, N), strict=True):
        for place, factor in row:
            w[place] += c * factor
    return GridPolynomial(tuple(w), d, p, N)


@cache
def _expanded(d: int, p: int, N: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each e the places of the monomials of (2 x - N)**e N**(p - |e|), and their coefficients."""
    which = powers(d, p, N)
    place = {e: j for j, e in enumerate(which)}
    return tuple(
        tuple(
            (place[f], N ** (p - sum(e)) * prod(comb(a, b) * 2**b * (-N) ** (a - b) for a, b in zip(e, f, strict=True)))
            for f in which
            if all(b <= a for a, b in zip(e, f, strict=True))
        )
        for e in which
    )
