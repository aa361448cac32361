"""Witnesses with leaf names for labels: two opposite corners certify a leaf, so the tree found is exact."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "trees.witness_ids"

box = coq(
    NAME,
    "If two opposite corners of a box lie in one leaf, the whole box does; leaves have different names.",
    theorem="trees.leaf_boxes.box_in_leaf",
    refuted="trees.leaf_boxes.labels_are_not_enough",
    sharper="also if leaves may share a label",
)
exact = coq(
    NAME,
    "A hypothesis whose leaves' lowest and highest corners are answered with the leaves' names is right everywhere.",
    theorem="trees.leaf_boxes.corners_exact",
    refuted="trees.leaf_boxes.one_corner_is_not_enough",
    sharper="its leaves' lowest corners",
)
left_once = coq(
    NAME,
    "On the way by hybrids from a point of a leaf to any other point the leaf is left once and for all.",
    theorem="trees.leaf_boxes.left_once",
    refuted="trees.leaf_boxes.others_come_back",
    sharper="and there is one leaf beyond",
)
corners = coq(
    NAME,
    "The boxes between cuts have at most 2 (s_1 + 1) ... (s_d + 1) lowest and highest corners.",
    theorem="trees.corner_counts.corners_bound",
    refuted="trees.corner_counts.corners_attained",
    sharper="one corner fewer",
)
in_every_run = coq(
    NAME,
    "Searches and corners together take at most"
    " 1 + A (H + 2 clg(t + 1)) + s max(0, clg(N - 1) - 2 (clg(t + 1) - clg(t))) + 2 P points, with H hybrids a search.",
    theorem="trees.corner_counts.names_bound",
    refuted="trees.corner_counts.names_attained",
    sharper="one point fewer",
)
mismatches = coq(
    NAME,
    "At most P - 1 corners are answered with another name than the hypothesis has there.",
    theorem="trees.true_cells.mismatches_bound",
    refuted="trees.true_cells.mismatches_attained",
    sharper="one corner fewer",
)
searches = coq(
    NAME,
    "There are at most A searches, one for each side between two cells of the true grid.",
    theorem="trees.facets.searches_bound",
    refuted="trees.facets.searches_attained",
    sharper="one search fewer, if regions may end at any true cut",
)
search_labels = coq(
    NAME,
    "The searches of every run ask at most 1 + A (H + 2 clg(t + 1)) + s max(0, clg(N - 1) - 2 (clg(t + 1) - clg(t))) points.",
    theorem="trees.witness_runs.labels_bound",
    refuted="trees.witness_runs.labels_attained",
    sharper="one point fewer",
)
