"""Cuts through the centre of gravity: the share that Gruenbaum's theorem leaves, and how many cuts there can be."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "linear.centroid_cuts"

share = coq(
    NAME,
    "1 - (n/(n + 1))**n, which Gruenbaum's theorem leaves of a convex body in n dimensions, is below 1 - 1/e for every n.",
    theorem="linear.centroid_cuts.at_most_this_share",
    refuted="linear.centroid_cuts.no_smaller_share",
    sharper="below a smaller number, for every n",
    axioms=REALS,
)
count = coq(
    NAME,
    "If each counterexample leaves at most a share rho of a volume that starts at V and never drops below v, there are at most"
    " ln(V/v)/(-ln rho).",
    theorem="linear.centroid_cuts.count_bound",
    refuted="linear.centroid_cuts.count_is_met",
    sharper="fewer, for some rho",
    axioms=REALS,
)
