"""Trees and ensembles from counterfactuals: how often TRA asks."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "trees.tra"

counted = coq(
    NAME,
    "Every run on a grid with s_i cuts on feature i asks at most 2 prod(s_i + 1) - 1 queries: an answer cuts its box into two"
    " parts or more.",
    theorem="trees.counterfactual_boxes.queries_bound",
    refuted="trees.counterfactual_boxes.bound_attained",
    sharper="one query fewer",
)
covered = coq(
    NAME,
    "Every cell lies in a box that was certified with the cell's label.",
    theorem="trees.counterfactual_boxes.every_cell_certified",
)
