"""TRA: each counterfactual cuts a box along true cuts, each query without one certifies a box."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "trees.tra"

in_every_run = coq(
    NAME,
    "With s_i cuts on feature i, every run asks at most 2 (s_1 + 1) ... (s_d + 1) - 1 counterfactuals.",
    theorem="trees.counterfactual_boxes.queries_bound",
    refuted="trees.counterfactual_boxes.bound_attained",
    sharper="one counterfactual fewer, for some numbers of cuts",
)
covered = coq(
    NAME,
    "The certified boxes cover the grid, each with its right label.",
    theorem="trees.counterfactual_boxes.every_cell_certified",
)
