"""Dimension coupling, for the learners that share it: the angle from the planes' errors, the levels' shares, the cells."""

from __future__ import annotations

import itertools
from fractions import Fraction

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.lemmas import Lemma
from proofs_checks.posed import Goal
from qlearn.learners.linear.coupling import pairs, quarter


def of_the_tree(name: str) -> tuple[Lemma, ...]:
    """Why errors in planes make the angle that they make: for any tree of pairs, in any order."""
    identity = coq(
        name,
        "|w|**2 is the square of w's product with the vector found and the sum over the planes of (r_k sin(D_k))**2, whatever"
        " the tree of pairs and whatever was found in each.",
        theorem="linear.coupling.coupling",
        refuted="linear.coupling.unturned",
        sharper="also where what is found is no unit vector",
        axioms=REALS,
    )
    error = coq(
        name,
        "What the vector found in a plane loses of w's projection is r sin(D).",
        theorem="linear.coupling.lost_is_the_error",
        axioms=REALS,
    )
    angle = coq(
        name,
        "So sin(angle)**2 = sum_k r_k**2 sin(D_k)**2 for |w| = 1.",
        theorem="linear.coupling.sine_of_the_angle",
        axioms=REALS,
    )
    level = coq(
        name,
        "Over the planes of one level the sum of r_k**2 is at most |w|**2.",
        theorem="linear.coupling.level",
        refuted="linear.coupling.one_pair",
        sharper="less than that",
        axioms=REALS,
    )
    levels = coq(
        name,
        "If sin(D_k)**2 is at most a share of each level's own, sin(angle)**2 is at most the sum of the shares.",
        theorem="linear.coupling.levels",
        refuted="linear.coupling.one_level",
        sharper="less than the sum",
        axioms=REALS,
    )
    return identity, error, angle, level, levels


def of_the_cells(name: str) -> Lemma:
    """The least number of cells in a right angle whose halves are at most the level's share, by the formula and by Coq."""

    def goals(more: int = 0) -> list[Goal]:
        found: list[Goal] = []
        for d, eps in itertools.product((2, 3, 6, 13), (Fraction(5, 4), Fraction(1, 10), Fraction(1, 1000))):
            for i in range(1, (d - 1).bit_length() + 1):
                Q = int(quarter(d, eps, i)) + more
                cells = f"PI * sqrt ({d - 1} / {pairs(d, i)}) / (4 * sin ({eps.numerator} / {eps.denominator}))"
                found.append((f"({Q} - 1 < {cells} <= {Q})%R", "split; interval"))
        return found

    lemma = tied_goals(
        name, "linear.coupling", goals, lambda: goals(more=1), scope="d in 2, 3, 6, 13, all levels, three angles"
    )
    lemma.check.__name__ = "cells"
    return lemma
