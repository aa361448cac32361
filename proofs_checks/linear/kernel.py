"""Fewer linear equations than unknowns leave a solution that is not 0."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "linear.kernel"

left = coq(
    NAME,
    "Over any field, fewer than n vectors leave a vector of n numbers, not all 0, whose product with each of them is 0.",
    theorem="linear.kernel.kernel",
    refuted="linear.kernel.axes_leave_only_zero",
    sharper="n vectors leave one, too",
)
