"""The star lemma: concepts that differ from one labelling at one point each must be asked about one by one."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.star"

in_the_class = coq(
    NAME,
    "If d concepts of a class differ from one of its concepts f at one point each, every learner that finds each concept of"
    " the class asks at least d points when f is the target.",
    theorem="dimensions.star.star_in_the_class",
    refuted="dimensions.star.singletons_and_nothing_cost",
    sharper="d + 1 points in every such class",
)
outside = coq(
    NAME,
    "If d >= 1 concepts of a class differ from one labelling, of the class or not, at one point each, every learner that finds"
    " each concept of the class asks at least d - 1 points for some target.",
    theorem="dimensions.star.star_outside",
    refuted="dimensions.star.singletons_cost",
    sharper="d points in every such class",
)
with_the_empty_set = coq(
    NAME,
    "To find a set of at most one of N points, N membership queries are needed and enough.",
    theorem="dimensions.star.singletons_and_nothing_cost",
    refuted="dimensions.star.star_in_the_class",
    sharper="N - 1 are enough",
)
without_the_empty_set = coq(
    NAME,
    "To find a set of exactly one of N points, N - 1 membership queries are needed and enough.",
    theorem="dimensions.star.singletons_cost",
    refuted="dimensions.star.star_outside",
    sharper="N - 2 are enough",
)
