"""The star number bounds the teaching dimension, and but for one the extended teaching dimension."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.star_number"

teaching = coq(
    NAME,
    "If a finite class has no star of more than s of the points, each concept of it has s points or fewer at which no other"
    " concept has its labels: TD <= s.",
    theorem="dimensions.star_number.a_star_for_each_lesson",
    refuted="dimensions.star_number.lessons_of_single_points",
    sharper="s - 1 points",
)
extended = coq(
    NAME,
    "If a finite class has no star of more than s of the points, for every labelling, of the class or not, s + 1 points or"
    " fewer leave at most one concept: XTD <= s + 1.",
    theorem="dimensions.star_number.a_star_but_one",
    refuted="dimensions.star_number.lessons_of_single_points",
    sharper="s - 1 points",
)
