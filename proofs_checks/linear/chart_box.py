"""The certificate of the chart box: what 2 n + 1 labels prove about a direction."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "linear.chart_box"

axes = coq(
    NAME,
    "The axes, each with a sign, are an orthonormal basis.",
    theorem="geometry.bases.axes_basis",
    axioms=REALS,
)
turned = coq(
    NAME,
    "A turn of the pivot and one other vector of an orthonormal basis leaves an orthonormal basis.",
    theorem="geometry.bases.turned_basis",
    axioms=REALS,
)
certificate = coq(
    NAME,
    "Every w that is not 0 and agrees with the labels at the ends l_j <= y_j <= h_j of the box is within asin(radius) of the"
    " result, radius = |max(h - c, c - l)|/sqrt(1 + |c|**2).",
    theorem="linear.chart_box.certificate",
    refuted="linear.chart_box.certificate_attained",
    sharper="strictly within it",
    axioms=REALS,
)
