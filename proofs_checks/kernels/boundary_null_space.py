"""Points of a polynomial's boundary: how steep the features are, what two singular values show, and how many labels."""

from __future__ import annotations

from fractions import Fraction
from math import comb, prod

import numpy as np
import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn import find, run, teachers
from qlearn.concepts.polynomial_thresholds import PolynomialThreshold
from qlearn.geometry.legendre import longest, slopes, steepest
from qlearn.geometry.monomials import dimension, exponents, features

NAME = "kernels.boundary_null_space"
x = sp.symbols("x")

two_values = coq(
    NAME,
    "If |phi(x) - phi(y)| <= e_j at each bracket, v the unit vector with B's least singular value t and s the next, a true unit"
    " vector at an angle a from v or -v has sin(a)**2 (s**2 - t**2) <= |e|**2 - t**2, however many rows there are.",
    theorem="kernels.boundary_null_space.two_values",
    refuted="kernels.boundary_null_space.two_values_attained",
    sharper="strictly less",
    axioms=REALS,
)
pinned = coq(
    NAME,
    "With as many rows as leave v with B v = 0, the sine of the angle is at most |e|/s.",
    theorem="linear.pins.certified",
    refuted="linear.pins.attained",
    sharper="strictly less",
    axioms=REALS,
)
left_over = coq(
    NAME,
    "D - 1 rows of D numbers leave a vector that is orthogonal to all of them, and not 0.",
    theorem="linear.pins.pins_leave_a_plane",
    refuted="linear.pins.one_row_more_leaves_none",
    sharper="so do D rows",
    axioms=REALS,
)


def q(n: int) -> sp.Expr:
    return sp.sqrt(2 * n + 1) * sp.legendre(n, x)


@lemma(
    NAME,
    "q_n' is the sum over k = n - 1, n - 3, ... of sqrt((2 n + 1)(2 k + 1)) q_k, and at 1 it is sqrt(2 n + 1) n (n + 1)/2.",
    method="identity: of polynomials",
    scope="n <= 12",
    sharper="the sum over all k < n",
)
def derivatives(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        below = range(n - 1, -1, -1 if sharper else -2)
        total = sum((sp.sqrt((2 * n + 1) * (2 * k + 1)) * q(k) for k in below), sp.Integer(0))
        slope = sp.diff(q(n), x)
        return zero(slope - total) and zero(slope.subs(x, 1) - sp.sqrt(2 * n + 1) * sp.Rational(n * (n + 1), 2))

    return everywhere(claim, range(13))


@lemma(
    NAME,
    "P_n(cos t) is a sum of cosines of multiples of t with coefficients of one sign, none below 0: so |P_n| is largest at 1,"
    " and with it every slope of a product.",
    method="identity: Chebyshev coefficients in fractions",
    scope="n <= 16",
    sharper="none is 0, either",
)
def largest_at_one(sharper: bool) -> bool:
    def coefficient(n: int, k: int) -> Fraction:
        """Of z**k in the product of (1 - r z)**(-1/2) (1 - r/z)**(-1/2): comb(2 j, j) comb(2 (n - j), n - j)/4**n."""
        j, odd = divmod(n + k, 2)
        return Fraction(0) if odd else Fraction(comb(2 * j, j) * comb(2 * (n - j), n - j), 4**n)

    def claim(n: int) -> bool:
        found = [coefficient(n, k) for k in range(n + 1)]
        cosines = sum((c * (2 if k else 1) * sp.chebyshevt(k, x) for k, c in enumerate(map(sp.Rational, found))), sp.Integer(0))
        return zero(cosines - sp.legendre(n, x)) and all(c > 0 if sharper else c >= 0 for c in found)

    return everywhere(claim, range(17))


@lemma(
    NAME,
    "`steepest` is the square of the norm of the matrix of slopes at the corner (1, ..., 1): a on the diagonal of J'J and b"
    " beside it, a + (d - 1) b, reached along the diagonal; `longest` that of the features.",
    method="exhaustion: exact sums of integers",
    scope="d <= 4, p <= 4",
    sharper="the diagonal a alone is that norm",
)
def at_the_corner(sharper: bool) -> bool:
    def claim(d: int, p: int) -> bool:
        rows = exponents(d, p).tolist()
        lengths = [prod(2 * n + 1 for n in e) for e in rows]
        gram = sp.Matrix(d, d, lambda i, j: sum(w * _slope(e[i]) * _slope(e[j]) for w, e in zip(lengths, rows, strict=True)))
        along = (sp.ones(1, d) * gram * sp.ones(d, 1))[0] / d
        shape = all(gram[i, j] == gram[0, min(1, abs(i - j))] for i in range(d) for j in range(d))
        wanted = gram[0, 0] if sharper else steepest(d, p)
        return shape and along == wanted and bool(gram[0, min(1, d - 1)] >= 0) and longest(d, p) == sum(lengths)

    return everywhere(claim, range(1, 5), range(1, 5))


def _slope(n: int) -> int:
    return n * (n + 1) // 2


@lemma(
    NAME,
    "At points of a grid of the box the matrix of slopes, by `slopes`, is that of differences of the features, and |J u|**2 is"
    " never above `steepest` for u along an axis or a diagonal; at the corner it is that.",
    method="exhaustion: within 1e-6, of a grid",
    scope="d <= 3, p <= 3, 5**d points",
    sharper="never above 99 % of it",
)
def nowhere_steeper(sharper: bool) -> bool:
    def claim(d: int, p: int) -> bool:
        axis = np.linspace(-1, 1, 5)
        grid = np.stack(np.meshgrid(*[axis] * d), -1).reshape(-1, d)
        which, M, h = exponents(d, p), slopes(d, p), 1e-6
        J = np.einsum("eik,mk->mei", M, features(grid, which, "legendre")[:, : M.shape[2]])
        steps = [
            (features(grid + h * e, which, "legendre") - features(grid - h * e, which, "legendre")) / (2 * h) for e in np.eye(d)
        ]
        same = np.allclose(J, np.stack(steps, 2), rtol=0, atol=1e-5)
        largest = np.linalg.norm(J, 2, axis=(1, 2)).max() ** 2
        return same and bool(largest <= steepest(d, p) * (0.99 if sharper else 1 + 1e-12))

    return everywhere(claim, range(1, 4), range(1, 4))


@lemma(
    NAME,
    "A labelled point with phi.w above |phi| 2 sin(angle/2) on its label's side excludes that -w is within the angle of the"
    " target: |u + w|**2 = 2 - 2 cos(angle) = (2 sin(angle/2))**2 for unit vectors u and -w at that angle.",
    method="identity: trigonometric",
    scope=ALL,
    sharper="above |phi| sin(angle)",
)
def turned(sharper: bool) -> bool:
    a = sp.symbols("a", positive=True)
    reach = sp.sin(a) if sharper else 2 * sp.sin(a / 2)
    return zero(sp.simplify((2 - 2 * sp.cos(a) - reach**2).rewrite(sp.exp)))


@lemma(
    NAME,
    "In the exact game on coefficients -1, 0, 1 between two instances it asks exactly its bound, and states a true angle.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 3, p = 1, three numbers of halvings",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


@lemma(
    NAME,
    "On quadrics of the plane with coefficients -1, 0, 1 whose boundary passes the box between two instances, it states an"
    " angle that is true, or none.",
    method="exhaustion: the real learner, 12 points of the boundary",
    scope="d = 2, p = 2, k = 24",
    sharper="the angle is a thousandth of what is stated",
)
def true_angles(sharper: bool) -> bool:
    from qlearn.errors import Failed
    from qlearn.geometry.directions import angle

    ends = np.array([[0.75, 0.5], [-0.25, 0.0]])

    def claim(*w: float) -> bool:
        coefficients = np.array([0.25, *w])
        target = PolynomialThreshold(coefficients, 2, 2)
        labels = target(ends)
        if labels[0] == labels[1]:
            return True
        one, other = (tuple(end.tolist()) for end in (ends if labels[0] else ends[::-1]))
        learning = find(NAME)(d=2, p=2, positive=one, negative=other, k=24, m=12)
        try:
            found = run(learning, teachers.Honest(target))
        except Failed:
            return True
        most = found.hypothesis.angle * (1e-3 if sharper else 1)
        return (
            bool(found.ledger["membership"] == bound_of(NAME).at(k=24, m=12))
            and angle(coefficients, found.hypothesis.w) <= most
        )

    return everywhere(claim, (-1.0, 1.0), (0.0, 1.0), (-1.0, 0.0, 1.0), (0.0, 1.0), (-1.0, 1.0))


@lemma(
    NAME,
    "m is the least integer from 3 (D - 1)/2 on unless it is given, D = C(d + p, p) coefficients.",
    method="exhaustion",
    scope="d <= 6, p <= 4",
    sharper="m is D - 1",
)
def unknowns(sharper: bool) -> bool:
    measure = find(NAME).theorem.derives["m"]

    def claim(d: int, p: int) -> bool:
        D = len(exponents(d, p))
        return D == dimension(d, p) == comb(d + p, p) and measure({"d": d, "p": p, "m": None}) == (
            D - 1 if sharper else (3 * D - 2) // 2
        )

    return everywhere(claim, range(1, 7), range(1, 5))
