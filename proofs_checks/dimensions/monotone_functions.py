"""Monotone functions of n bits, and threshold functions without negative weights."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.monotone_functions"

thresholds = coq(
    NAME,
    "Every learner that finds each threshold function of n bits with integer weights >= 0 asks at least"
    " comb(n + 1, floor(n/2) + 1) points for some target; so does one for any larger class.",
    theorem="dimensions.monotone_functions.positive_thresholds_need",
    refuted="dimensions.hansel.monotone_functions_cost",
    sharper="one point more, in any larger class",
)
monotone = coq(
    NAME,
    "Hansel's learner finds each monotone function of n bits with at most comb(n + 1, floor(n/2) + 1) membership queries.",
    theorem="dimensions.hansel.monotone_functions_cost",
    refuted="dimensions.monotone_functions.monotone_functions_need",
    sharper="one query fewer",
)
