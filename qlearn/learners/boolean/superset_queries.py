"""k-CNF from superset queries: which clauses follow?"""

from __future__ import annotations

import itertools

import numpy as np

from ...catalogue import proves
from ...concepts.short_clauses import ShortClauses, ShortCnfs, failing
from ...formulas import choose, whole
from ...queries import Dialogue, Superset
from ...theorems import Bound, Theorem, exact


@proves(
    Theorem(
        learns=ShortCnfs(),
        claim="A k-CNF of n variables is found with exactly 2^k C(n, k) superset queries, all in one round.",
        bounds=(Bound(Superset, "exactly", lambda n, k: 2**k * choose(n, k)),),
        guarantee=exact,
        cite=("angluin1988queries",),
    )
)
def superset_queries(n: int, k: int) -> Dialogue[ShortClauses]:
    """Learn a conjunction of clauses of at most k literals by asking which clauses follow from it.

    Problem: find a k-CNF of n variables, asking of clauses only whether the target implies them; no counterexample is given.
    Idea: the target is the conjunction of the clauses of k literals that follow from it.
    Theorem: exactly 2^k C(n, k) superset queries in one round.  No learner that asks about clauses of at most k literals
    has fewer for the target 'true'.
    Proof: A shorter clause is the conjunction of all its extensions to k literals, in other k variables with all signs, so the
    target, which has such clauses, is the conjunction of those that follow.  From a target that is one clause of k literals
    no other clause of at most k follows, as from 'true', so a learner that does not ask about it cannot tell the two apart.
    Source: Angluin 1988 for the kind of query.  That shorter clauses need not be asked is derived here.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.short_clauses import ShortClauses
    >>> target = ShortClauses(3, 2, ((0b011, 0b001), (0b100, 0)))  # (~x1 | x2) & x3
    >>> found = run(superset_queries(n=3, k=2), teachers.Honest(target))
    >>> found.ledger
    Ledger(superset: 12; rounds: 1)
    >>> print(found.hypothesis)
    (~x1 | x2) & (x1 | x3) & (~x1 | x3) & (x2 | x3) & (~x2 | x3)

    Raises `BadArgument` unless 1 <= k <= n.
    """
    whole(k, "k", least=1, most=whole(n, "n", least=1))
    signs = np.array(list(itertools.product((1, -1), repeat=k)))  # (2**k, k)
    clauses = np.zeros((choose(n, k), len(signs), n))
    for part, chosen in zip(clauses, itertools.combinations(range(n), k), strict=True):
        part[:, chosen] = signs
    asked = clauses.reshape(-1, n)
    follows = yield from Superset(asked)
    return ShortClauses(n, k, tuple(itertools.compress(failing(asked).cubes, follows)))
