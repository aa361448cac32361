"""k-CNF, and DNF of k terms, from counterexamples alone."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.k_cnf import KCNF, KCNFs
from ...domains import Cube
from ...errors import Inconsistent
from ...formulas import choose, largest, total, whole
from ...points import spell
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=KCNFs(),
        claim="A k-CNF of n variables is found with at most choose(n, 0) + ... + choose(n, k) + 1 equivalence queries and no"
        " other; so is every DNF of k terms.",
        bounds=(Bound(Equivalence, "at most", lambda n, k: total(lambda i: choose(n, i), 0, k) + 1),),
        lower=LowerBound(
            Equivalence,
            lambda n, k: largest(choose(n, k), 2**k) + 1,
            "Each point with k ones is the only one of these where the clause of its ones, negated, is false; and the 2**k"
            " points whose ones are among k variables have a clause each, too.  So their labels are free: the learner is"
            " contradicted at each.",
        ),
        guarantee=exact,
        cite=("valiant1984", "angluin1988queries"),
    )
)
def k_cnf(n: int, k: int) -> Dialogue[KCNF]:
    """Learn a conjunction of clauses of at most k literals by dropping those that a counterexample makes false.

    Problem: find a function that is a k-CNF, such as a DNF of k terms, asking only 'is it this one?'.
    Idea: start with all clauses of k literals; a counterexample is an accepted point, and no clause that is false there is one
    of the target's.  Clauses of fewer literals need not be kept: one is the same as all clauses of k literals around it.
    Theorem: at most choose(n, 0) + ... + choose(n, k) + 1 equivalence queries, the final yes included.
    Proof: No clause that the target implies is dropped, so the hypothesis implies the target.  At each counterexample z some
    clause is false that was true at all counterexamples before.  That it is false is a product of k factors, each x_i or
    1 - x_i: a polynomial of degree k that is 1 at z and 0 at those before.  So these polynomials are independent, and
    there are no more of them than monomials of degree at most k.
    Source: Valiant 1984 learns k-CNF from examples, Angluin 1988 from equivalence queries; both count clauses, of which there
    are about 2**k times as many.  That monomials can be counted instead is elementary.

    A DNF of k terms is the AND of the clauses that have one literal of each term.  The hypotheses are k-CNF, also then.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.dnf import DNF
    >>> from qlearn.concepts.literals import Term
    >>> import numpy as np
    >>> x1, x2, x3, x4 = np.eye(4, dtype=bool)
    >>> target = DNF(4, [Term(x1, x2), Term(x3, x4)])
    >>> found = run(k_cnf(n=4, k=2), teachers.Honest(target))
    >>> target, found.hypothesis, found.ledger["equivalence"]
    (x1 & ~x2 | x3 & ~x4, (x1 | x3) & (x1 | ~x4) & (~x2 | x3) & (~x2 | ~x4), 8)

    Raises `BadArgument` unless 1 <= k <= n, `Inconsistent` when a counterexample is one that no k-CNF allows.
    """
    hypothesis = KCNF.of_all(whole(n, "n", least=1), whole(k, "k", least=1, most=n))
    while (counterexample := (yield from Equivalence(hypothesis))) is not None:
        if not Cube(n).contains(counterexample.point[None])[0]:
            raise Inconsistent(f"{counterexample}, but that is no point of {n} bits")
        if not counterexample.label:
            raise Inconsistent(
                f"a counterexample {spell(counterexample.point)} labelled false: every {k}-CNF that is true at the points"
                f" labelled true so far accepts it, so no {k}-CNF of {n} variables gives these answers"
            )
        hypothesis = hypothesis.true_at(counterexample.point)
    return hypothesis
