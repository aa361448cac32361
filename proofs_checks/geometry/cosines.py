"""What many small errors at right angles cost together."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "geometry.cosines"

product = coq(
    NAME,
    "cos(a_1) ... cos(a_n) >= cos(sqrt(a_1**2 + ... + a_n**2)), for a root of at most pi/2.",
    theorem="geometry.cosines.cos_product",
    refuted="geometry.cosines.cos_product_attained",
    sharper="strictly above it",
    axioms=REALS,
)
step = coq(
    NAME,
    "A turn towards the target in one more dimension keeps cos(alpha) up to the factor cos(delta) of its error.",
    theorem="geometry.cosines.spherical_step",
    refuted="geometry.cosines.spherical_step_attained",
    sharper="strictly above it",
    axioms=REALS,
)
