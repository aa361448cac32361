"""What a shattered set of points gives: a mistake tree and a star; and what a mistake tree costs a membership learner."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "dimensions.shattered_sets"

tree = coq(
    NAME,
    "A class that shatters d of the points has a complete mistake tree of depth d on them: VC <= L.",
    theorem="dimensions.shattered_sets.shattered_makes_a_tree",
    refuted="dimensions.shattered_sets.all_labellings_shattered",
    sharper="a tree of depth d + 1",
)
star = coq(
    NAME,
    "If a class shatters d points and points can be told apart, some concept of it has at each of these points a concept of it"
    " that differs there and at no other of them: VC <= s, the star number.",
    theorem="dimensions.shattered_sets.shattered_is_a_star",
    refuted="dimensions.shattered_sets.all_labellings_shattered",
    sharper="a star of d + 1 points",
)
queries = coq(
    NAME,
    "If a finite class has a complete mistake tree of depth d, every learner that finds each concept with membership queries"
    " asks at least d of them for some target: L <= D.",
    theorem="dimensions.shattered_sets.a_tree_costs_its_depth",
    refuted="dimensions.shattered_sets.all_labellings_shattered",
    sharper="d + 1 queries",
)
