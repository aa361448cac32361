"""Monotone functions from membership queries, along symmetric chains: no learner needs fewer in the worst case."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.masks import points_of
from ...concepts.monotone import MonotoneDNF, MonotoneFunctions
from ...formulas import choose, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact


def chains(n: int) -> list[list[int]]:
    """All sets of n variables in chains, each set having one variable more than the one before (de Bruijn et al. 1951).

    A chain's first set has as many variables as its last one lacks.

    >>> chains(2)
    [[0, 1, 3], [2]]
    """
    found = [[0]]
    for i in range(n):
        longer = [[*chain, chain[-1] | 1 << i] for chain in found]
        shorter = [[x | 1 << i for x in chain[:-1]] for chain in found if len(chain) > 1]
        found = [*longer, *shorter]
    return found


@proves(
    Theorem(
        learns=MonotoneFunctions(),
        claim="A monotone function of n variables is found with at most choose(n + 1, floor(n/2) + 1) membership queries.",
        bounds=(Bound(Membership, "at most", lambda n: choose(n + 1, n // 2 + 1)),),
        lower=LowerBound(
            Membership,
            lambda n: choose(n + 1, n // 2 + 1),
            "Of the function that is true where more than half of the variables are 1, the points with floor(n/2) ones are all"
            " maxterms, and those with one more all minterms: each must be asked.",
        ),
        guarantee=exact,
        cite=("hansel1966",),
    )
)
def hansel(n: int) -> Dialogue[MonotoneDNF]:
    """Learn any monotone function of n variables with the fewest labels that suffice for all.

    Problem: find a monotone function, asking only for labels of points of one's own choice, with no promise that it is simple.
    Idea: cut the cube into symmetric chains, and go through them, the shorter first.  Ask each point whose label does not
    follow from the labels above and below it.
    Theorem: at most choose(n + 1, floor(n/2) + 1) = choose(n, floor(n/2)) + choose(n, floor(n/2) + 1) membership queries; every
    learner needs as many.
    Proof: Between the two neighbours of a point in a chain there is another point, and that is in a chain shorter by two, so
    its label is known: if it is accepted, so is what is above, else what is below is rejected.  So at most two points of a
    chain are unknown when its turn comes, and they are neighbours.  There are choose(n, floor(n/2)) chains, and those of
    two points or more are choose(n, floor(n/2) + 1).
    Source: Hansel 1966; the chains are those of de Bruijn, van Ebbenhorst Tengbergen and Kruyswijk 1951.

    Whether its label follows is kept for each of the 2**n points.  Every minterm is asked, so the accepted points that were
    asked tell the target.  A target that is not monotone is not noticed: no label that follows is asked.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.monotone import MonotoneDNF
    >>> import numpy as np
    >>> target = MonotoneDNF.of(np.array([[1, 1, 0], [1, 0, 1], [0, 1, 1]]) == 1)
    >>> found = run(hansel(n=3), teachers.Honest(target))
    >>> found.hypothesis, found.ledger["membership"]
    (x1 & x2 | x1 & x3 | x2 & x3, 6)

    Raises `BadArgument` if n < 1.
    """
    ordered = [x for chain in sorted(chains(whole(n, "n", least=1)), key=len) for x in chain]
    every, accepted = np.arange(len(ordered)), list[int]()
    known = np.zeros(len(every), np.bool_)  # point by point, whether its label follows
    for x in ordered:
        if not known[x]:
            (label,) = yield from Membership(points_of([x], n))
            known[every & x == x if label else every | x == x] = True
            accepted += [x] * bool(label)
    return MonotoneDNF.of(points_of(accepted, n))
