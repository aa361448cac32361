"""The largest margin, and the multipliers that show that none is larger."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq
from proofs_checks.linear.cutting import cap, certificate, played, sides

NAME = "linear.chebyshev_centre"

enclosing = certificate(NAME)
both = sides(NAME)
thrice = cap(NAME)
games = played(NAME, "d <= 3, two angles")
largest = coq(
    NAME,
    "No unit vector u has a.u >= m for all rows a unless m sum y <= |sum y a|, whatever the multipliers y >= 0.",
    theorem="linear.cutting.margin_at_most",
    refuted="linear.cutting.margin_attained",
    sharper="m sum y is strictly less",
    axioms=REALS,
)
