"""Witnesses and counterexamples: each search finds a new side between cells, each counterexample a new cell."""

from __future__ import annotations

from proofs_checks.coq import coq, tied

NAME = "trees.witness_tree_exact"

formula = tied(NAME, "trees.witness_runs.weighted_simple", d=(1, 2, 5), A=(0, 4), s=(0, 2), t=(0, 1, 2), N=(1, 2, 9))
counterexamples = coq(
    NAME,
    "After the first point at most P - 1 points are counterexamples: each lies in a cell where none was asked.",
    theorem="trees.true_cells.mismatches_bound",
    refuted="trees.true_cells.mismatches_attained",
    sharper="one counterexample fewer",
)
searches = coq(
    NAME,
    "There are at most A searches, one for each side between two cells of the true grid.",
    theorem="trees.facets.searches_bound",
    refuted="trees.facets.searches_attained",
    sharper="one search fewer, if regions may end at any true cut",
)
hybrids = coq(
    NAME,
    "With weights 1 and m, m features take at most 2 clg(m) hybrids.",
    theorem="trees.hybrids.weighted_cost",
    refuted="trees.hybrids.weighted_attained",
    sharper="one hybrid fewer",
)
labels = coq(
    NAME,
    "Every run asks at most 1 + A (2 clg(d) + 2 clg(t + 1)) + s clg(N - 1) labels.",
    theorem="trees.witness_runs.simpler_bound",
)
