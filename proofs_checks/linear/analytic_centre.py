"""The analytic centre: where it lies on its ray, Newton's matrix on the sphere, and Dikin's ellipsoid."""

from __future__ import annotations

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.cutting import cap, certificate, played, sides
from proofs_checks.methods import zero

NAME = "linear.analytic_centre"

enclosing = certificate(NAME)
both = sides(NAME)
thrice = cap(NAME)
games = played(NAME, "d <= 3, two angles")
dikin = coq(
    NAME,
    "Where sum (p.v/b)**2 <= 1 over all rows, b + p.v >= 0 for each: Dikin's ellipsoid lies inside the cone.",
    theorem="linear.cutting.inside_dikin",
    refuted="linear.cutting.no_larger_dikin",
    sharper="k**2 for 1, with a k > 1",
    axioms=REALS,
)


@lemma(
    NAME,
    "Along a ray sum log(a.v) + log(1 - |v|**2) is largest where |v|**2 = m/(m + 2), m the number of rows.",
    method="identity: of the derivative, which falls in |v|",
    scope=ALL,
    sharper="m/(m + 1)",
)
def length(sharper: bool) -> bool:
    m, t = sp.symbols("m t", positive=True)
    slope = sp.diff(m * sp.log(t) + sp.log(1 - t**2), t)
    return zero(sp.simplify(slope.subs(t, sp.sqrt(m / (m + (1 if sharper else 2))))))


@lemma(
    NAME,
    "On the sphere -log(a.c) has the second derivative 1 + (p.e/b)**2 along a unit e orthogonal to c: Newton's matrix is"
    " sum p p'/b**2 + m.",
    method="identity: derivatives",
    scope=ALL,
    sharper="(p.e/b)**2",
)
def curved(sharper: bool) -> bool:
    b, q, turn = sp.symbols("b q turn", positive=True)
    second = sp.diff(-sp.log(b * sp.cos(turn) + q * sp.sin(turn)), turn, 2).subs(turn, 0)
    return zero(second - (q / b) ** 2 - (0 if sharper else 1))
