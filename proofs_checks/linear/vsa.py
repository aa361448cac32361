"""The largest ellipsoid of a cone: by its slices, and how far the cone reaches beyond it."""

from __future__ import annotations

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.cutting import cap, certificate, played, sides
from proofs_checks.methods import everywhere, zero

NAME = "linear.vsa"

enclosing = certificate(NAME)
reaching = coq(
    NAME,
    "|p.v| <= sqrt(p'z) sqrt(v'Mv) for z with Mz = p: Cauchy and Schwarz in the form of M.",
    theorem="linear.cutting.reached",
    refuted="linear.cutting.reached_attained",
    sharper="strictly less",
    axioms=REALS,
)
seen = coq(
    NAME,
    "A v orthogonal to the unit vector c and of length x at most makes c + v within atan(x) of c.",
    theorem="linear.cutting.seen_within",
    refuted="linear.cutting.seen_attained",
    sharper="strictly within",
    axioms=REALS,
)
both = sides(NAME)
thrice = cap(NAME)
games = played(NAME, "d <= 3, two angles, both forms")


@lemma(
    NAME,
    "The reaches h = sqrt(p'M**-1 p) have sum w h**2 = n: at the largest ellipsoid, where each h with w > 0 is the row's"
    " height, R is at most n = d - 1.",
    method="identity: rational functions",
    scope="n = 1, 2 and up to 4 rows",
    sharper="n - 1/100",
)
def traced(sharper: bool) -> bool:
    def claim(n: int, rows: int) -> bool:
        if rows < n:
            return True
        w = sp.symbols(f"w:{rows}", positive=True)
        p = [sp.Matrix(sp.symbols(f"p{i}_:{n}", real=True)) for i in range(rows)]
        M = sum((a * q * q.T for a, q in zip(w, p, strict=True)), sp.zeros(n, n))
        reach = sum(a * (q.T * M.adjugate() * q)[0] for a, q in zip(w, p, strict=True))
        return zero(reach - (n - (sp.Rational(1, 100) if sharper else 0)) * M.det())

    return everywhere(claim, (1, 2), range(1, 5))


@lemma(
    NAME,
    "x**2 - p**2 y**2 = ((x - p**2 y)**2 - p**2 (x - y)**2)/(1 - p**2): an ellipsoid in the cone with half-axis p g has a"
    " slice at u that one about (u - p**2 g)/(1 - p**2) contains, so nothing is lost with g = u.",
    method="identity: rational functions",
    scope=ALL,
    sharper="without the term that is lost",
)
def sheared(sharper: bool) -> bool:
    p, x, y = sp.symbols("p x y", real=True)
    lost = 0 if sharper else p**2 * (x - y) ** 2
    return zero((1 - p**2) * (x**2 - p**2 * y**2) - (x - p**2 * y) ** 2 + lost)


@lemma(
    NAME,
    "p (1 - p**2)**((d - 1)/2) is largest at p = 1/sqrt(d): the ellipsoid in R^d has the slice's for its section, shrunk by"
    " sqrt(1 - 1/d).",
    method="identity: of the logarithm's derivative, which changes sign there alone",
    scope=ALL,
    sharper="at p = 1/sqrt(d - 1)",
)
def radial(sharper: bool) -> bool:
    p, d = sp.symbols("p d", positive=True)
    slope = sp.diff(sp.log(p) + (d - 1) / 2 * sp.log(1 - p**2), p)
    at = 1 / (d - 1) if sharper else 1 / d
    return zero(sp.simplify(slope * p * (1 - p**2) - d * (at - p**2)))
