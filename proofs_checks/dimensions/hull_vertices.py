"""Half-spaces on a finite set of integer vectors: each vertex of the convex hull must be asked about."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.hull_vertices"

alone = coq(
    NAME,
    "If the empty set is in a class, and for each of k points the set of that point alone, every learner that finds each"
    " concept with membership queries asks at least k of them for some target.",
    theorem="dimensions.hull_vertices.alone_must_be_asked",
    refuted="dimensions.star.singletons_and_nothing_cost",
    sharper="k + 1 queries",
)
vertices = coq(
    NAME,
    "If k points of a finite set of integer vectors are vertices, some integer weights being larger at each of them than at all"
    " others of the set, every learner that finds each half-space on the set asks at least k points for some target.",
    theorem="dimensions.hull_vertices.hull_vertices_are_asked",
    refuted="dimensions.hull_vertices.points_of_a_parabola",
    sharper="k + 1 points",
)
convex = coq(
    NAME,
    "If all n points of the set are vertices, n membership queries are needed to find each half-space on it, and enough.",
    theorem="dimensions.hull_vertices.convex_position",
    refuted="dimensions.hull_vertices.points_of_a_parabola",
    sharper="n + 1 are needed",
)
parabola = coq(
    NAME,
    "The points (i, i**2), i < n, are n vertices, and n membership queries are needed and enough to find each half-space on"
    " them.",
    theorem="dimensions.hull_vertices.points_of_a_parabola",
    refuted="dimensions.hull_vertices.convex_position",
    sharper="n - 1 are enough",
)
