"""Threshold functions of n bits, and conjunctions with the empty one: all 2^n points must be asked."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.threshold_functions"

thresholds = coq(
    NAME,
    "For every n, every learner that finds each threshold function of n bits with integer weights asks at least 2**n points"
    " for some target, also if all weights are -1 or 1.",
    theorem="dimensions.threshold_functions.threshold_functions_need_all",
    refuted="dimensions.threshold_functions.all_points_are_enough",
    sharper="at least 2**n + 1 points",
)
everything = coq(
    NAME,
    "Every class of functions of n bits is found with at most 2**n membership queries.",
    theorem="dimensions.threshold_functions.all_points_are_enough",
    refuted="dimensions.threshold_functions.threshold_functions_need_all",
    sharper="at most 2**n - 1 queries",
)
teaching = coq(
    NAME,
    "If the labels at some points single out the function that accepts nothing among the threshold functions of n bits, these"
    " are at least 2**n points.",
    theorem="dimensions.threshold_functions.nothing_is_taught_by_all",
    refuted="dimensions.threshold_functions.all_points_teach",
    sharper="at least 2**n + 1 points",
)
conjunctions = coq(
    NAME,
    "For every n, every learner that finds each conjunction of literals of n bits and the function that accepts nothing asks"
    " at least 2**n points for some target.",
    theorem="dimensions.threshold_functions.conjunctions_need_all",
    refuted="dimensions.threshold_functions.all_points_are_enough",
    sharper="at least 2**n + 1 points",
)
