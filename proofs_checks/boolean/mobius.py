"""Polynomials of degree at most d in n bits, and decision trees of depth d, from their values at points with few ones."""

from __future__ import annotations

from proofs_checks.coq import coq, tied

NAME = "boolean.mobius"

fixed = coq(
    NAME,
    "A polynomial of degree at most d is determined by its values, in an abelian group, at the points with at most d ones.",
    theorem="boolean.mobius.determined",
    refuted="boolean.mobius_needed.fewer_integers_vanish",
    sharper="by those at all but one of these points",
)
found = coq(
    NAME,
    "The learner that asks for these points ends in the target, after C(n, 0) + ... + C(n, d) membership queries in every run.",
    theorem="boolean.mobius.ends_in_the_target",
    refuted="boolean.mobius_needed.every_learner_of_integers",
    sharper="after one query fewer",
)
undetermined = coq(
    NAME,
    "At any fewer points some polynomial of degree at most d with integer coefficients, not all of them 0, is 0.",
    theorem="boolean.mobius_needed.fewer_integers_vanish",
    refuted="boolean.mobius.determined",
    sharper="at any C(n, 0) + ... + C(n, d) points",
)
undetermined_bits = coq(
    NAME,
    "The same holds of bits under exclusive or.",
    theorem="boolean.mobius_needed.fewer_bits_vanish",
    refuted="boolean.mobius.determined",
    sharper="at any C(n, 0) + ... + C(n, d) points",
)
integers = coq(
    NAME,
    "Every learner that finds all polynomials of degree at most d with integer coefficients, its queries chosen as it likes"
    " after the answers before, asks at least C(n, 0) + ... + C(n, d) for each of them.",
    theorem="boolean.mobius_needed.every_learner_of_integers",
    refuted="boolean.mobius.ends_in_the_target",
    sharper="one query more",
)
bits = coq(
    NAME,
    "The same holds of every learner of polynomials over bits under exclusive or.",
    theorem="boolean.mobius_needed.every_learner_of_bits",
    refuted="boolean.mobius.ends_in_the_target",
    sharper="one query more",
)
trees = coq(
    NAME,
    "A decision tree of depth at most d says what a polynomial of degree at most d says.",
    theorem="boolean.mobius_trees.tree_is_polynomial",
    refuted="boolean.mobius_trees.trees_have_full_degree",
    sharper="of degree at most d - 1, if 1 <= d <= n",
)
found_trees = coq(
    NAME,
    "So of a decision tree of depth at most d the learner finds a polynomial with the same values,"
    " after C(n, 0) + ... + C(n, d) membership queries.",
    theorem="boolean.mobius_trees.finds_the_tree",
    refuted="boolean.mobius_trees.every_learner_of_trees",
    sharper="after one query fewer, whatever d is (for d = n these are 2**n queries)",
)
tree_learners = coq(
    NAME,
    "Every learner that finds all decision trees of depth at most d <= n, with values in a group of more than one element,"
    " asks at least 2**d membership queries for the tree that is 0 everywhere.",
    theorem="boolean.mobius_trees.every_learner_of_trees",
    refuted="boolean.mobius_trees.all_depths_cost",
    sharper="2**d + 1 queries, whatever d is (for d = n the learner above asks 2**n)",
)
formula = tied(NAME, "dimensions.sauer.bound", n=range(1, 12), d=range(8))
lower_formula = tied(NAME, "dimensions.sauer.bound", lower=True, n=range(1, 12), d=range(8))
