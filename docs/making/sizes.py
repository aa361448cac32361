"""What the letters in bounds stand for.  What a class, a family or a learner means by one goes before what all mean."""

from __future__ import annotations

from typing import Any

from qlearn.catalogue import Learner

EVERYWHERE = {
    "d": "dimensions: the features of a point",
    "delta": "the probability with which the claim may fail",
    "eps": "the error that is allowed",
    "rho": "the probability with which an answer is flipped",
    "n": "variables, or points of the pool",
    "N": "concepts of the class",
    "k": "the most variables that matter, or literals in a clause",
    "s": "terms of a DNF",
    "t": "clauses of a CNF",
    "m": "terms, or clauses of a Horn formula",
    "g": "the margin: no point lies nearer to the boundary, in the units of |w.x|",
    "R": "the rank of a Hankel matrix, or the sum of such ranks",
    "checks": "values that are asked besides, at drawn points, to tell a target that is not of the class",
    "seed": "of what is drawn",
    "labels": "how many labels are to be asked",
    "p": "the degree of the polynomial",
    "q": "questions, by the theorem's own count",
}
FAMILIES: dict[str, dict[str, str]] = {
    "automata": {
        "k": "letters of the alphabet",
        "n": "states of the smallest automaton",
        "m": "letters of the longest counterexample, as it came",
        "r": "probes that may be spent on each state",
        "R": "the rank of the Hankel matrix modulo p",
    },
    "boolean": {
        "d": "depth of the tree, or degree of the polynomial",
        "r": "variables that do matter",
        "L": "leaves of the tree",
        "tau": "the tolerance of a statistical query",
        "alpha": "the factor by which a weight grows",
        "theta": "the threshold that weights are summed against",
    },
    "finite": {
        "n": "points of the class",
        "d": "the VC dimension",
        "D": "the fewest labels that always tell the concepts apart",
        "L": "the Littlestone dimension",
        "star": "the star number",
        "beta": "the factor by which a wrong concept's weight falls",
        "e": "points at which the best concept errs",
        "least": "the smallest probability with which a label is bought",
        "proper": "the fewest equivalence queries with hypotheses of the class, the final yes included",
        "both": "the fewest queries of the two kinds together",
        "proposed": "how many of them were equivalence queries, as it came",
        "w": "chains of the order",
    },
    "kernels": {
        "k": "centres of the network",
        "n": "monomials",
        "E": "the sum of the degrees of all monomials",
        "Q": "the product of the factorials of all exponents",
        "N": "the last place of each axis of the grid {0..N}^d",
        "T": "the most terms of the polynomial",
        "R": "the greatest length of a point's features",
    },
    "linear": {
        "N": "the last place of each axis of the grid, or its number of points",
        "C": "half-spaces of the grid",
        "R": "the greatest length of a point",
        "S": "the sum of the squared integers, at most",
        "W": "the largest weight, as an integer",
        "X": "the largest entry of a point",
        "a": "where the interval begins",
        "b": "where the interval ends",
        "e": "lies that may be told",
        "t": "the threshold itself",
        "k": "the inference dimension of the pool",
        "s": "weights that are not 0",
        "sigma": "the spread of the weights that are drawn anew for each question, beside |w| = 1",
        "sigmahat": "a bound on sigma that the learner is told",
        "tries": "how many points are tried for one on the boundary",
    },
    "trees": {
        "N": "places of a feature, at most",
        "n": "examples of the stream",
        "L": "leaves",
        "F": "sides of all leaves inside the domain",
        "P": "cells that the cuts make",
        "A": "sides between neighbouring cells",
        "s": "cuts",
        "t": "cuts on one feature, at most",
        "k": "boxes of the union",
        "w": "places that each leaf is asked at first: 2 for an ordered feature, k - 1 for one of k values",
        "B": "boxes that there are",
        "m": "labels",
        "corners": "corners of a leaf that are asked",
        "mixed": "mixtures of corners that are asked",
        "spread": "uniform points of a leaf that are asked",
    },
}
OF_ONE = {
    "boolean.cdnf": {"s": "terms of its DNF", "t": "clauses of its CNF"},
    "boolean.dualize_and_advance": {"m": "terms of its DNF", "t": "clauses of its CNF"},
    "boolean.sparse_parity": {"k": "the most variables of the parity"},
    "boolean.rank_decision_list": {"k": "the rank of the tree"},
    "boolean.hankel": {"R": "the sum of the ranks modulo 2 of its n + 1 matrices", "r": "the largest of those ranks"},
    "kernels.boundary_null_space": {"k": "halvings of a segment for each point", "m": "points of the boundary that are found"},
    "trees.box": {"m": "clg(p + 1) + clg(N - p) summed over the features, p the place of the known point"},
    "trees.counterfactual_witness_labels": {"m": "labels that a box is asked before it is certified"},
    "linear.bisection_grid": {"N": "points of the grid"},
    "linear.noisy_bisection": {"N": "points of the grid"},
    "linear.bisection_with_lies": {
        "N": "points of the grid",
        "q": "the least number with (N + 1) (C(q, 0) + ... + C(q, e)) <= 2**q",
    },
    "linear.inference_dimension": {"n": "points of the pool"},
    "linear.slope_selection": {"n": "points of the pool"},
    "finite.twenty_questions": {"q": "the least number with N (q + 1) <= 2**q, or N (q + 1) + q - 1 <= 2**q if N is odd"},
    "finite.chain_bisection": {"n": "points of the pool", "q": "the sum over the chains of their bisections"},
}
WHERE = {
    "argument": "an argument of the learner",
    "follows": "follows from the arguments",
    "dialogue": "read off the dialogue",
    "target": "of the target",
}


def sizes(learner: Learner[..., Any]) -> list[tuple[str, str, str]]:
    """Every size that a learner's bounds name: its letter, what it is, and where it comes from.

    Raises `KeyError` where nobody has said what a letter is.
    """
    theorem = learner.theorem
    bounds = [*theorem.bounds, *([theorem.lower.bound] if theorem.lower else [])]
    names = dict.fromkeys(name for bound in bounds for name in bound.sizes)
    return [(name, meaning(learner.name, name), WHERE[_where(learner, name)]) for name in names]


def meaning(learner: str, size: str) -> str:
    """What a size of a learner stands for; composed learners mean what the inner one does."""
    inner = learner.partition("+")[0]
    for words in (OF_ONE.get(inner, {}), FAMILIES.get(inner.partition(".")[0], {}), EVERYWHERE):
        if size in words:
            return words[size]
    raise KeyError(f"docs/making/sizes.py does not say what {size} is in the bounds of {learner}")


def _where(learner: Learner[..., Any], size: str) -> str:
    theorem = learner.theorem
    if size in learner.signature.parameters:
        return "argument"
    return "follows" if size in theorem.derives else "dialogue" if size in theorem.reads else "target"
