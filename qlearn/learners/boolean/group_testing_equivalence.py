"""A few of many variables from counterexamples that are halved."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.disjunctions import Disjunction, Disjunctions
from ...domains import Cube
from ...errors import Inconsistent
from ...formulas import clg, smallest, total, whole
from ...queries import Dialogue, Equivalence, Membership
from ...theorems import Bound, Theorem, exact
from .group_testing import halved


@proves(
    Theorem(
        learns=Disjunctions(),
        claim="A disjunction of k of n variables, k not known, is found with at most k + 1 equivalence queries and"
        " clg(n) + clg(n - 1) + ... + clg(n - k + 1) membership queries.",
        bounds=(
            Bound(Equivalence, "at most", lambda k: k + 1),
            Bound(Membership, "at most", lambda n, k: total(lambda j: clg(n - j), 0, smallest(n, k) - 1)),
        ),
        guarantee=exact,
        cite=("angluin1988queries",),
    )
)
def group_testing_equivalence(n: int) -> Dialogue[Disjunction]:
    """Learn a disjunction of nobody knows how many of n variables, each at the price of a binary search.

    Problem: most variables are irrelevant, and how many are not is unknown.
    Idea: propose the OR of the variables found; a counterexample has another one among its ones, and halving finds it.
    Theorem: at most k + 1 equivalence queries and clg(n) + ... + clg(n - k + 1) membership queries, k the target's variables.
    Proof: What is proposed implies the target, so a counterexample is accepted by the target and has none of the j variables
    found.  Of its at most n - j ones one is in the target, and halving finds one with clg(n - j) queries.  So each
    counterexample finds one variable, and k of them find all.
    Source: folklore; Angluin 1988 for the two kinds of query together.

    Variables that a point labelled false has are not asked about again.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.disjunctions import Disjunction
    >>> import numpy as np
    >>> target = Disjunction(np.isin(np.arange(12), [4, 7]))
    >>> found = run(group_testing_equivalence(n=12), teachers.Honest(target, "longest"))
    >>> found.hypothesis, found.ledger
    (x5 | x8, Ledger(equivalence: 3, membership: 7; rounds: 10))

    Raises `BadArgument` if n < 1; `Inconsistent` when a counterexample is one that no disjunction with these labels gives, or
    no point of n bits.
    """
    keep, excluded = np.zeros(whole(n, "n", least=1), np.bool_), np.zeros(n, np.bool_)
    while (counterexample := (yield from Equivalence(Disjunction(keep)))) is not None:
        if not Cube(n).contains(counterexample.point[None])[0]:
            raise Inconsistent(f"{counterexample}, but that is no point of {n} bits")
        if not counterexample.label:
            raise Inconsistent(f"{counterexample}, but one of its variables is found: whatever has it is true")
        group = np.flatnonzero((counterexample.point != 0) & ~excluded).tolist()
        if not group:
            raise Inconsistent(f"{counterexample}, but each of its variables is 1 in a point that was labelled false")
        one, rejected = yield from halved(n, group)
        keep = keep | (np.arange(n) == one)
        excluded[list(rejected)] = True
    return Disjunction(keep)
