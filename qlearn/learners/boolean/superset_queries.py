"""k-CNF from superset queries: which clauses follow?"""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.k_cnf import KCNF, KCNFs, every_clause
from ...formulas import choose, whole
from ...queries import Dialogue, Superset
from ...theorems import Bound, Theorem, exact


@proves(
    Theorem(
        learns=KCNFs(),
        claim="A k-CNF of n variables is found with exactly 2^k C(n, k) superset queries, all in one round.",
        bounds=(Bound(Superset, "exactly", lambda n, k: 2**k * choose(n, k)),),
        guarantee=exact,
        cite=("angluin1988queries",),
    )
)
def superset_queries(n: int, k: int) -> Dialogue[KCNF]:
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
    >>> import numpy as np
    >>> from qlearn.concepts.k_cnf import KCNF
    >>> target = KCNF.of_clauses(np.array([[-1, 1, 0], [1, 0, 1]]), 2)  # (~x1 | x2) & (x1 | x3)
    >>> found = run(superset_queries(n=3, k=2), teachers.Honest(target))
    >>> found.ledger
    Ledger(superset: 12; rounds: 1)
    >>> print(found.hypothesis)
    (~x1 | x2) & (x1 | x3) & (x2 | x3)

    Raises `BadArgument` unless 1 <= k <= n.
    """
    whole(k, "k", least=1, most=whole(n, "n", least=1))
    clauses = every_clause(n, k)
    follows = yield from Superset(clauses)
    return KCNF.of_clauses(clauses[follows], k)
