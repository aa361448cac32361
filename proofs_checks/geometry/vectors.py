"""The angle between two vectors, from their product and from their distance."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "geometry.vectors"

distance = coq(
    NAME,
    "If |u - v| <= sin(eps) |u| the angle of u and v is at most eps, for eps up to pi/2.",
    theorem="geometry.vectors.angle_by_distance",
    axioms=REALS,
)
entries = coq(
    NAME,
    "If the other entries are within e of their share of the pivot's, and sqrt(d - 1) e <= sin(eps), the angle is at most eps.",
    theorem="geometry.bases.close_entries",
    axioms=REALS,
)
