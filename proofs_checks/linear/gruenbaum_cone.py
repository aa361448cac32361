"""A body for which Gruenbaum's share is met: no larger share can be the premise."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "linear.centre_of_gravity"

centre = coq(
    NAME,
    "The centre of gravity of a cone of height 1 in dimension n is at the distance n/(n+1) from the level of its apex (its"
    " sections are c t**(n-1), a premise).",
    theorem="linear.gruenbaum_cone.cone_centre",
    refuted="linear.gruenbaum_cone.cone_centre",
    sharper="at another distance",
    axioms=REALS,
)
cone = coq(
    NAME,
    "The part of the cone on its apex's side of the cut through the centre of gravity, parallel to the base, has exactly the"
    " share (n/(n+1))**n of the volume.",
    theorem="linear.gruenbaum_cone.cone_attains_the_share",
    refuted="linear.gruenbaum_cone.no_larger_share",
    sharper="a larger share",
    axioms=REALS,
)
